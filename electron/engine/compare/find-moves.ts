import { contentHash, sameContent } from '../diff/content.ts';
import { MoveColumn, noMoves } from '../diff/moves.ts';
import type { Moves } from '../diff/moves.ts';
import { pathText } from '../tree/paths.ts';
import { sliceNodes } from '../tree/slices.ts';
import { inodeOf, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { eventOfOneSide, moveCandidates } from './move-candidates.ts';
import type { PairTree } from './pair-tree.ts';
import { equalTogether, runsOfEqual } from './runs.ts';

/** Paths of one name that are held against each other one by one; of more, only the ends of the paths are. */
const mostWeighed = 4096;
/** Paths of one content; where there are more, none of them can be told from the others by what it holds. */
const mostOfOneContent = 65_536;
/** Bytes of a hash that fit into one number. */
const keyBytes = 6;
/** Parts of a path from its end that are looked at where there are more. */
const deepestEnding = 8;

/**
 * The files that stand under another path on the other side. They have the same content, which is not empty, and each path is paired with one other at most.
 *
 * A content that each side has at one path only has moved from there to there, wherever that is. Of several paths,
 * those of one name belong together, nearest first: the more parts at the end and the beginning of the path are the
 * same. Then those in one folder. What is left has neither in common, and nothing says which came from where: it stays
 * removed and added.
 */
export function* findMoves(pair: PairTree): Generator<void, Moves> {
  const nodes = yield* moveCandidates(pair);
  if (nodes.length === 0) return noMoves;
  const moves = new MoveColumn(pair.tree.nodeCount);
  const keys = new Float64Array(nodes.length);
  for (let at = 0; at < nodes.length; at++) {
    if (at % sliceNodes === 0) yield;
    keys[at] = contentKey(pair, nodes[at]!);
  }
  let steps = 0;
  for (const run of runsOfEqual(nodes, keys, yield* equalTogether(keys))) {
    steps += run.length;
    if (steps >= sliceNodes) {
      steps = 0;
      yield;
    }
    // Nodes of A have lower numbers than those of B, and equal keys keep their order.
    if (pair.nodeA[run[0]!] === none || pair.nodeB[run.at(-1)!] === none) continue;
    const found: Found = (from, to) => {
      const [one, other] = [eventOfOneSide(pair, from), eventOfOneSide(pair, to)];
      if (sameContent(pair.tree, one, other)) moves.add(from, to);
    };
    if (run.length === 2) found(run[0]!, run[1]!);
    else yield* pairUp(pair.tree, pathsOf(pair, run), found);
  }
  return moves;
}

interface Paths {
  readonly from: number[];
  readonly to: number[];
}

type Found = (from: number, to: number) => void;

/** Paths of both sides by what they have in common. */
class PathGroups {
  readonly #groups = new Map<string, Paths>();

  static by(paths: Paths, keyOf: (node: number) => string): Iterable<Paths> {
    const groups = new PathGroups();
    for (const node of paths.from) groups.of(keyOf(node)).from.push(node);
    for (const node of paths.to) groups.of(keyOf(node)).to.push(node);
    return groups.all();
  }

  of(key: string): Paths {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group: Paths = { from: [], to: [] };
    this.#groups.set(key, group);
    return group;
  }

  all(): Iterable<Paths> {
    return this.#groups.values();
  }
}

function pathsOf(pair: PairTree, run: readonly number[]): Paths {
  const paths: Paths = { from: [], to: [] };
  for (const node of run) (pair.nodeA[node] === none ? paths.to : paths.from).push(node);
  return paths;
}

/**
 * A number that is the same for files of the same content, as far as that is known. Contents that differ may have the
 * same too, if somebody made them for it.
 */
function contentKey(pair: PairTree, node: number): number {
  const { tree } = pair;
  const event = eventOfOneSide(pair, node);
  const hash = contentHash(tree, tree.dataLayer[event]!, tree.dataEntry[event]!);
  if (hash !== null) {
    let key = 0;
    for (let at = 0; at < keyBytes; at++) key = key * 256 + hash[at]!;
    return key;
  }
  const inode = inodeOf(tree, event);
  return tree.contentClasses.get(inode) ?? inode;
}

/** Pairs paths of one content. */
function* pairUp(tree: UnionTree, paths: Paths, found: Found): Generator<void> {
  if (paths.from.length + paths.to.length > mostOfOneContent) return;
  const left: Paths = { from: [], to: [] };
  for (const group of PathGroups.by(paths, (node) => String(tree.name[node]))) {
    collect(left, yield* pairSameNames(tree, group, found));
  }
  for (const group of PathGroups.by(left, (node) => String(tree.parent[node]))) {
    pairInOrder(tree, group, found);
  }
}

function* pairSameNames(tree: UnionTree, group: Paths, found: Found): Generator<void, Paths> {
  yield;
  if (group.from.length * group.to.length <= mostWeighed) {
    return pairNearest(tree, group, found);
  }
  let left = group;
  for (let parts = deepestEnding; parts > 0; parts--) {
    const next: Paths = { from: [], to: [] };
    for (const same of PathGroups.by(left, (node) => ending(tree, node, parts))) {
      collect(next, pairInOrder(tree, same, found));
    }
    left = next;
    yield;
  }
  return left;
}

function collect(paths: Paths, more: Paths): void {
  for (const node of more.from) paths.from.push(node);
  for (const node of more.to) paths.to.push(node);
}

/** Pairs the two nearest, then the nearest two of the others, and so on. Answers what is left over. */
function pairNearest(tree: UnionTree, { from, to }: Paths, found: Found): Paths {
  const pairs = from.flatMap((one) =>
    to.map((other) => ({ one, other, nearness: nearness(tree, one, other) })),
  );
  pairs.sort((a, b) => b.nearness - a.nearness || a.one - b.one || a.other - b.other);
  const taken = new Set<number>();
  for (const { one, other } of pairs) {
    if (taken.has(one) || taken.has(other)) continue;
    taken.add(one).add(other);
    found(one, other);
  }
  return {
    from: from.filter((node) => !taken.has(node)),
    to: to.filter((node) => !taken.has(node)),
  };
}

/** Pairs paths in their order. Answers what is left over. */
function pairInOrder(tree: UnionTree, { from, to }: Paths, found: Found): Paths {
  const [ones, others] = [inPathOrder(tree, from), inPathOrder(tree, to)];
  const count = Math.min(ones.length, others.length);
  for (let at = 0; at < count; at++) found(ones[at]!, others[at]!);
  return { from: ones.slice(count), to: others.slice(count) };
}

function inPathOrder(tree: UnionTree, nodes: readonly number[]): number[] {
  return nodes
    .map((node) => ({ node, path: pathText(tree, node) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))
    .map(({ node }) => node);
}

/** The last parts of a path; of a shorter one all. */
function ending(tree: UnionTree, node: number, parts: number): string {
  return partsOf(tree, node).slice(0, parts).join('/');
}

/** How many parts two paths have in common from their ends and from their beginnings. */
function nearness(tree: UnionTree, one: number, other: number): number {
  const [a, b] = [partsOf(tree, one), partsOf(tree, other)];
  const most = Math.min(a.length, b.length);
  let atEnd = 0;
  while (atEnd < most && a[atEnd] === b[atEnd]) atEnd++;
  let atStart = 0;
  while (atStart < most && a.at(-1 - atStart) === b.at(-1 - atStart)) atStart++;
  return atEnd + atStart;
}

/** The numbers of the names of a path, the last part first. */
function partsOf(tree: UnionTree, node: number): readonly number[] {
  const parts: number[] = [];
  for (let at = node; at !== 0; at = tree.parent[at]!) parts.push(tree.name[at]!);
  return parts;
}

import { mostFindings } from '../../../shared/model/findings.ts';
import type { LeftoverFinding, LeftoverRule } from '../../../shared/model/findings.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { commonNode } from '../tree/common-node.ts';
import { nameText, pathText } from '../tree/paths.ts';
import { sliceNodes } from '../tree/slices.ts';
import { bytesOf, inodeOf, kindOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { coreDump, gatheredRules, leftoverPlaces, mostPlaceParts } from './leftover-rules.ts';
import type { FindingRows } from './permissions.ts';

interface Sum {
  readonly rule: LeftoverRule;
  readonly layer: number;
  node: number;
  files: number;
  bytes: number;
}

/**
 * Files of the final view that builds leave behind, summed up by their place and the layer that stores them. A file with
 * several names counts once, and not at all when one of them is elsewhere. Places without a byte are none.
 */
export function* findLeftovers(tree: UnionTree): Generator<void, FindingRows<LeftoverFinding>> {
  const top = tree.layers.length - 1;
  // By folder: which place it lies in, as 1 more than the number of the place; parents come before their children.
  const inside = new Uint32Array(tree.nodeCount);
  const places: { readonly rule: LeftoverRule; readonly node: number }[] = [];
  const sums = new Map<string, Sum>();
  // Files with several names: it takes all of them to get rid of one.
  const linked = new Map<number, () => void>();
  const needed = new Set<number>();
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const event = presentAt(tree, node, top);
    if (event === none) continue;
    const parent = inside[tree.parent[node]!]!;
    const kind = kindOf(tree, event);
    if (kind === EntryKind.directory) {
      inside[node] = parent === 0 ? placeNumber(places, tree, node) : parent;
      continue;
    }
    if (kind !== EntryKind.file) continue;
    const bytes = bytesOf(tree, event);
    const place = parent === 0 ? dumpAt(tree, node, bytes) : places[parent - 1]!;
    if (bytes === 0) continue;
    const layer = tree.dataLayer[event]!;
    if (tree.linked[event] === 1) {
      const inode = inodeOf(tree, event);
      if (place === null) needed.add(inode);
      else if (!linked.has(inode)) linked.set(inode, () => add(sums, tree, place, layer, bytes));
    } else if (place !== null) add(sums, tree, place, layer, bytes);
  }
  for (const [inode, count] of linked) if (!needed.has(inode)) count();
  const all = [...sums.values()].toSorted((a, b) => b.bytes - a.bytes || a.layer - b.layer);
  const rows = all
    .slice(0, mostFindings)
    .map((sum) => ({ ...sum, path: pathText(tree, sum.node) }));
  return { rows, unlisted: all.length - rows.length };
}

/** Deeper than every place that is told by its whole path: there the name alone decides. */
function isDeep(tree: UnionTree, node: number): boolean {
  let at = node;
  for (let parts = 0; parts < mostPlaceParts; parts++) {
    if (at === 0) return false;
    at = tree.parent[at]!;
  }
  return at !== 0;
}

function placeNumber(
  places: { readonly rule: LeftoverRule; readonly node: number }[],
  tree: UnionTree,
  node: number,
): number {
  const path = isDeep(tree, node) ? `…/${nameText(tree, node)}` : pathText(tree, node);
  const found = leftoverPlaces.find(({ folder }) => folder.test(path));
  return found === undefined ? 0 : places.push({ rule: found.rule, node });
}

function dumpAt(
  tree: UnionTree,
  node: number,
  bytes: number,
): { readonly rule: LeftoverRule; readonly node: number } | null {
  const isDump = bytes >= coreDump.leastBytes && coreDump.name.test(nameText(tree, node));
  return isDump ? { rule: 'core-dump', node } : null;
}

function add(
  sums: Map<string, Sum>,
  tree: UnionTree,
  { rule, node }: { readonly rule: LeftoverRule; readonly node: number },
  layer: number,
  bytes: number,
): void {
  const isGathered = gatheredRules.has(rule);
  const key = `${rule} ${layer} ${isGathered ? uppermost(tree, node) : node}`;
  const sum = sums.get(key);
  if (sum === undefined) {
    sums.set(key, { rule, layer, node, files: 1, bytes });
    return;
  }
  sum.files++;
  sum.bytes += bytes;
  if (isGathered) sum.node = commonNode(tree, sum.node, node);
}

function uppermost(tree: UnionTree, node: number): number {
  let at = node;
  while (tree.parent[at]! !== 0) at = tree.parent[at]!;
  return at;
}

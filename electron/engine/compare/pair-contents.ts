import { QuestionList } from '../diff/content-questions.ts';
import type { ContentQuestions, StoredFile } from '../diff/content-questions.ts';
import { hasContentHash } from '../layer/content-hash.ts';
import { sliceNodes } from '../tree/slices.ts';
import { bytesOf, inodeOf } from '../tree/union-tree.ts';
import { eventOfOneSide, moveCandidates } from './move-candidates.ts';
import type { PairTree } from './pair-tree.ts';
import { equalTogether, runsOfEqual } from './runs.ts';

/** Files that may have moved and that are asked about. */
const mostMoved = 200_000;

/**
 * What must be found out before a pair can tell which contents differ and which files have moved: files of one path,
 * type and size, and those that one side alone has, where the other has some of the same size. Of the latter no more
 * than `most`, the larger ones, which somebody will look for: the others are removed here and added there.
 */
export function* pairQuestions(
  pair: PairTree,
  most = mostMoved,
): Generator<void, ContentQuestions> {
  const { tree } = pair;
  const list = new QuestionList(tree);
  // Two points of one tree: whatever has stood at one path in it has been compared when it was read.
  for (let node = 0; node < tree.nodeCount && !pair.isOneTree; node++) {
    if (node % sliceNodes === 0) yield;
    list.addPath(node);
  }
  const candidates = yield* moveCandidates(pair);
  if (!candidates.some((node) => isUnknown(pair, node))) return yield* list.questions();
  const sizes = new Float64Array(candidates.length);
  for (const [at, node] of candidates.entries()) {
    if (at % sliceNodes === 0) yield;
    sizes[at] = bytesOf(tree, eventOfOneSide(pair, node));
  }
  const least = leastSize(sizes, most);
  let steps = 0;
  for (const nodes of runsOfEqual(candidates, sizes, yield* equalTogether(sizes))) {
    steps += nodes.length;
    if (steps >= sliceNodes) {
      steps = 0;
      yield;
    }
    const files = filesOf(pair, nodes);
    if (files.length > 0 && sizeOf(pair, files[0]!) >= least) list.addGroup(files);
  }
  return yield* list.questions();
}

/** The size from which on there are no more than `most`. */
function leastSize(sizes: Float64Array, most: number): number {
  const ofPower = new Float64Array(64);
  for (const size of sizes) ofPower[Math.floor(Math.log2(size))]!++;
  let count = 0;
  for (let power = ofPower.length - 1; power >= 0; power--) {
    count += ofPower[power]!;
    if (count > most) return 2 ** (power + 1);
  }
  return 0;
}

function sizeOf({ tree }: PairTree, { layer, entry }: StoredFile): number {
  return tree.layers[layer]!.size[entry]!;
}

/** Whether the content at a path of one side can so far be told from no other. */
function isUnknown(pair: PairTree, node: number): boolean {
  const { tree } = pair;
  const event = eventOfOneSide(pair, node);
  return !hasContentHash(tree.layers[tree.dataLayer[event]!]!, tree.dataEntry[event]!);
}

/** The files at some paths, each once however many of its names are among them. */
function filesOf(pair: PairTree, nodes: readonly number[]): StoredFile[] {
  const { tree } = pair;
  const files = new Map<number, StoredFile>();
  for (const node of nodes) {
    const event = eventOfOneSide(pair, node);
    const file = { layer: tree.dataLayer[event]!, entry: tree.dataEntry[event]! };
    files.set(inodeOf(tree, event), file);
  }
  return [...files.values()];
}

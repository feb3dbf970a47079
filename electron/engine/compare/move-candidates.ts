import { EntryKind } from '../layer/layer-index.ts';
import { GrowingUint32 } from '../tree/growing-column.ts';
import { sliceNodes } from '../tree/slices.ts';
import { bytesOf, kindOf, none } from '../tree/union-tree.ts';
import type { PairTree } from './pair-tree.ts';

/**
 * The paths of files that may stand under another path on the other side: those that one side alone has, where the
 * other has some of the same size. Empty files are never among them: they all have the same content.
 */
export function* moveCandidates(pair: PairTree): Generator<void, Uint32Array> {
  const { nodeA, nodeB } = pair;
  const sizesOfB = new Set<number>();
  yield* eachFile(pair, nodeB, nodeA, (_, size) => sizesOfB.add(size));
  const sizes = new Set<number>();
  const nodes = new GrowingUint32(1 << 10);
  yield* eachFile(pair, nodeA, nodeB, (node, size) => {
    if (!sizesOfB.has(size)) return;
    sizes.add(size);
    nodes.push(node);
  });
  yield* eachFile(pair, nodeB, nodeA, (node, size) => {
    if (sizes.has(size)) nodes.push(node);
  });
  return nodes.values(true);
}

/** The event of a path that one side alone has: one of A is followed by its removal. */
export function eventOfOneSide({ tree }: PairTree, node: number): number {
  const newest = tree.lastEvent[node]!;
  return tree.older[newest] === none ? newest : tree.older[newest]!;
}

/** Every file with content that is on the one side and not on the other. */
function* eachFile(
  pair: PairTree,
  own: Uint32Array,
  other: Uint32Array,
  handle: (node: number, size: number) => void,
): Generator<void> {
  const { tree } = pair;
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    if (own[node] === none || other[node] !== none) continue;
    const event = eventOfOneSide(pair, node);
    if (kindOf(tree, event) !== EntryKind.file) continue;
    const size = bytesOf(tree, event);
    if (size > 0) handle(node, size);
  }
}

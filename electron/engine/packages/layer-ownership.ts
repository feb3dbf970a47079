import { EntryKind } from '../layer/layer-index.ts';
import { inodeOf, isPresence, kindOf, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** Events looked at before other work gets its turn. */
const slice = 8192;

/** Where the events of each layer begin: they are in the order of the layers. One more at the end. */
export function layerEvents(tree: UnionTree): Uint32Array {
  const starts = new Uint32Array(tree.layers.length + 1).fill(tree.eventCount);
  for (let event = tree.eventCount - 1; event >= 0; event--)
    starts[tree.eventLayer[event]!] = event;
  for (let layer = tree.layers.length - 1; layer >= 0; layer--) {
    starts[layer] = Math.min(starts[layer]!, starts[layer + 1]!);
  }
  return starts;
}

/** Bytes of the files that a layer itself stores, by `owned`, which marks nodes by 1; one with several names is one. */
export function* ownedOfLayer(
  tree: UnionTree,
  layer: number,
  starts: Uint32Array,
  owned: Uint8Array,
): Generator<void, { readonly ownedBytes: number; readonly unownedBytes: number }> {
  let [ownedBytes, unownedBytes] = [0, 0];
  const linked = new Map<number, { readonly bytes: number; isOwned: boolean }>();
  const index = tree.layers[layer] ?? null;
  if (index === null) return { ownedBytes, unownedBytes };
  for (let event = starts[layer]!; event < starts[layer + 1]!; event++) {
    if (event % slice === 0) yield;
    const entry = tree.dataEntry[event]!;
    if (entry === none || tree.dataLayer[event] !== layer) continue;
    if (index.kind[entry] !== EntryKind.file) continue;
    const bytes = index.size[entry]!;
    const isOwned = owned[tree.eventNode[event]!] === 1;
    if (tree.linked[event] !== 1) {
      if (isOwned) ownedBytes += bytes;
      else unownedBytes += bytes;
      continue;
    }
    const inode = inodeOf(tree, event);
    const known = linked.get(inode);
    if (known === undefined) linked.set(inode, { bytes, isOwned });
    else known.isOwned ||= isOwned;
  }
  for (const { bytes, isOwned } of linked.values()) {
    if (isOwned) ownedBytes += bytes;
    else unownedBytes += bytes;
  }
  return { ownedBytes, unownedBytes };
}

/** Whether a layer made or took away a symbolic link at one of some nodes, so that paths lead elsewhere. */
export function changesWays(
  tree: UnionTree,
  layer: number,
  starts: Uint32Array,
  ways: ReadonlySet<number>,
): boolean {
  for (let event = starts[layer]!; event < starts[layer + 1]!; event++) {
    if (!ways.has(tree.eventNode[event]!)) continue;
    if (isLink(tree, event) || isLink(tree, tree.older[event]!)) return true;
  }
  return false;
}

function isLink(tree: UnionTree, event: number): boolean {
  if (event === none || !isPresence(tree.eventKind[event]!)) return false;
  return kindOf(tree, event) === EntryKind.symlink;
}

import { reasonsFromBits } from '../../../shared/model/change.ts';
import { pairChanges } from '../../../electron/engine/compare/pair-changes.ts';
import { pairTrees } from '../../../electron/engine/compare/pair-tree.ts';
import type { PairSource, PairTree } from '../../../electron/engine/compare/pair-tree.ts';
import { changeKind } from '../../../electron/engine/diff/tree-changes.ts';
import type { TreeChanges } from '../../../electron/engine/diff/tree-changes.ts';
import { pathText } from '../../../electron/engine/tree/paths.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';

export interface Compared {
  readonly pair: PairTree;
  readonly changes: TreeChanges;
}

/** A point of a tree whose layers cannot be recognised but by their index; the last without `layer`. */
export function point(tree: UnionTree, change: Partial<PairSource> = {}): PairSource {
  return {
    tree,
    layer: tree.layers.length - 1,
    alone: false,
    layerKeys: tree.layers.map(() => null),
    ...change,
  };
}

export function compare(a: PairSource, b: PairSource): Compared {
  const pair = runWhole(pairTrees(a, b));
  return { pair, changes: runWhole(pairChanges(pair)) };
}

/** What differs as short text, by path: `added`, `modified content mode`, `moved to PATH`. */
export function differences({ pair: { tree }, changes }: Compared): Record<string, string> {
  const lines: [string, string][] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    const kind = changeKind(changes.change[node]!);
    if (kind === 'unchanged') continue;
    const other = changes.movedTo.get(node);
    const isSource = kind === 'moved' && changes.after.event[node] === 0xffff_ffff;
    const words = [
      kind,
      ...(other === undefined ? [] : [isSource ? 'to' : 'from', pathText(tree, other)]),
      ...reasonsFromBits(changes.reasons[node]!),
    ];
    lines.push([pathText(tree, node), words.join(' ')]);
  }
  return Object.fromEntries(lines.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The differences of two trees as they stand after their last layers. */
export function differencesOf(a: UnionTree, b: UnionTree): Record<string, string> {
  return differences(compare(point(a), point(b)));
}

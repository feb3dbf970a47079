import type { GrowthCell, GrowthTreemap } from '../../../shared/model/comparison.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import { isFolder } from '../tree/sums.ts';
import { treemapCells, treemapPath } from '../view/treemap.ts';
import type { TreemapOptions } from '../view/treemap.ts';
import { ownBytes } from './own-bytes.ts';
import type { PairTree } from './pair-tree.ts';

/** Levels of folders that are told: growth often lies in one deep folder, and a drawing closes what gets too small. */
export const growthLevels = 10;

/** By node, what grew and what shrank in it and below. */
export interface GrowthSums {
  readonly grown: Float64Array;
  readonly shrunk: Float64Array;
  /** Files whose size differs. */
  readonly files: Uint32Array;
}

/**
 * Sums the growth of all folders, in one pass over the nodes. A new file grew by all its bytes, one that is gone shrank
 * by them; a file that only moved did neither, wherever it moved to.
 */
export function growthSums({ tree }: PairTree, changes: TreeChanges): GrowthSums {
  const grown = new Float64Array(tree.nodeCount);
  const shrunk = new Float64Array(tree.nodeCount);
  const files = new Uint32Array(tree.nodeCount);
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    const { before, after } = ownBytes(tree, changes, node);
    const difference = after - before;
    if (difference > 0) grown[node]! += difference;
    else shrunk[node]! -= difference;
    if (difference !== 0) files[node]!++;
    const parent = tree.parent[node]!;
    grown[parent]! += grown[node]!;
    shrunk[parent]! += shrunk[node]!;
    files[parent]! += files[node]!;
  }
  return { grown, shrunk, files };
}

/** A window of what grew and what shrank, from a folder down. The largest come first, equals by name. */
export function growthTreemap(
  { tree }: PairTree,
  changes: TreeChanges,
  sums: GrowthSums,
  options: TreemapOptions,
): GrowthTreemap {
  const { grown, shrunk, files } = sums;
  const { before, after } = changes;
  const { node } = options;
  const cells = treemapCells(
    {
      tree,
      isFolder: (at) => isFolder(tree, after, at) || isFolder(tree, before, at),
      area: (at) => grown[at]! + shrunk[at]!,
      figures: (nodes): Pick<GrowthCell, 'grownBytes' | 'shrunkBytes' | 'files'> => ({
        grownBytes: sumOf(grown, nodes),
        shrunkBytes: sumOf(shrunk, nodes),
        files: sumOf(files, nodes),
      }),
    },
    options,
  );
  return { node, path: treemapPath(tree, node), cells };
}

function sumOf(column: ArrayLike<number>, nodes: readonly number[]): number {
  return nodes.reduce((sum, node) => sum + column[node]!, 0);
}

import { nameText } from '../tree/paths.ts';
import type { UnionTree } from '../tree/union-tree.ts';

export interface TreemapOptions {
  /** The folder to begin with; 0 for the root. */
  readonly node: number;
  /** Levels of folders to open, at least 1. */
  readonly levels: number;
  /** Cells to show of one folder beside its rest. */
  readonly perFolder: number;
  /** Cells in all, rests aside: folders that would pass it stay closed. */
  readonly cells: number;
}

export const treemapDefaults: Omit<TreemapOptions, 'node'> = {
  levels: 3,
  perFolder: 40,
  cells: 1500,
};

/** What every cell of a treemap has. */
export interface TreemapCell {
  readonly kind: 'folder' | 'file' | 'rest';
  /** Null for a rest. */
  readonly node: number | null;
  readonly name: string;
  /** Position among the cells; null for the first. */
  readonly parent: number | null;
  /** 0 for the folder to begin with. */
  readonly depth: number;
}

/** What the cells of a treemap show. */
export interface TreemapAreas<Figures> {
  readonly tree: UnionTree;
  readonly isFolder: (node: number) => boolean;
  /** What a path takes of the area; a path with none, or that is not there, is in no cell. */
  readonly area: (node: number) => number;
  /** What a cell of these paths says beside its name. */
  readonly figures: (nodes: readonly number[]) => Figures;
}

/**
 * A folder and what is in it, some levels deep, each cell before the cells inside it. Within a folder the largest come
 * first, equals by name.
 */
export function treemapCells<Figures>(
  areas: TreemapAreas<Figures>,
  options: TreemapOptions,
): readonly (TreemapCell & Figures)[] {
  const cells = [cellOf(areas, options.node, null, 0)];
  let shown = 1;
  // Cells are opened in the order they came in: whole levels, so that the limit cuts the deepest.
  for (let place = 0; place < cells.length; place++) {
    const { kind, node, depth } = cells[place]!;
    if (kind !== 'folder' || node === null || depth >= options.levels) continue;
    const { large, small } = childrenByArea(areas, node, options.perFolder);
    if (shown + large.length > options.cells && place > 0) continue;
    shown += large.length;
    for (const child of large) cells.push(cellOf(areas, child, place, depth + 1));
    if (small.length === 0) continue;
    const rest = { kind: 'rest', node: null, name: '', parent: place, depth: depth + 1 } as const;
    cells.push({ ...rest, ...areas.figures(small) });
  }
  return cells;
}

/** From the root to a folder itself; the root's name is empty. */
export function treemapPath(
  tree: UnionTree,
  folder: number,
): readonly { readonly node: number; readonly name: string }[] {
  const path = [{ node: 0, name: '' }];
  for (let at = folder; at !== 0; at = tree.parent[at]!) {
    path.splice(1, 0, { node: at, name: nameText(tree, at) });
  }
  return path;
}

function cellOf<Figures>(
  { tree, isFolder, figures }: TreemapAreas<Figures>,
  node: number,
  parent: number | null,
  depth: number,
): TreemapCell & Figures {
  const kind = node === 0 || isFolder(node) ? 'folder' : 'file';
  const name = node === 0 ? '' : nameText(tree, node);
  return { kind, node, name, parent, depth, ...figures([node]) };
}

function childrenByArea<Figures>(
  { tree, area }: TreemapAreas<Figures>,
  folder: number,
  limit: number,
): { readonly large: readonly number[]; readonly small: readonly number[] } {
  const children: number[] = [];
  let child = tree.firstChild[folder]!;
  for (; child < tree.nodeCount; child = tree.nextSibling[child]!) {
    if (area(child) > 0) children.push(child);
  }
  children.sort((one, other) => area(other) - area(one) || compareNames(tree, one, other));
  // A rest of one would only hide its name.
  const cut = children.length <= limit + 1 ? children.length : limit;
  return { large: children.slice(0, cut), small: children.slice(cut) };
}

function compareNames(tree: UnionTree, one: number, other: number): number {
  return Buffer.compare(tree.names.bytes(tree.name[one]!), tree.names.bytes(tree.name[other]!));
}

import type { FileCell, FileTreemap } from '../../../shared/model/usage.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { nameText } from '../tree/paths.ts';
import { isFolder, type UnionState } from '../tree/sums.ts';
import { kindOf, none, type UnionTree } from '../tree/union-tree.ts';

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

type Draft = { -readonly [Key in keyof FileCell]: FileCell[Key] };

/**
 * A window of the files of a union (`state` says after which layer) as areas by size. Within a folder the largest come
 * first, equals by name. What has no bytes is counted in no cell. Costs the size of the folder's subtree for each level.
 */
export function fileTreemap(
  tree: UnionTree,
  state: UnionState,
  options: TreemapOptions,
): FileTreemap {
  const sums = new OriginSums(tree, state);
  const cells: Draft[] = [sums.cell(options.node, null, 0)];
  let shown = 1;
  // Cells are opened in the order they came in: whole levels, so that the limit cuts the deepest.
  for (let place = 0; place < cells.length; place++) {
    const cell = cells[place]!;
    if (cell.kind !== 'folder' || cell.node === null || cell.depth >= options.levels) continue;
    const { large, small } = childrenBySize(tree, state, cell.node, options.perFolder);
    if (shown + large.length > options.cells && place > 0) continue;
    shown += large.length;
    for (const node of large) cells.push(sums.cell(node, place, cell.depth + 1));
    if (small.length > 0) cells.push(sums.rest(small, place, cell.depth + 1));
  }
  const { node } = options;
  return { node, path: pathTo(tree, node), bytes: state.bytes[node] ?? 0, cells };
}

function childrenBySize(
  tree: UnionTree,
  state: UnionState,
  folder: number,
  limit: number,
): { readonly large: readonly number[]; readonly small: readonly number[] } {
  const children = childrenOf(tree, state, folder).filter((child) => state.bytes[child]! > 0);
  children.sort((one, other) => {
    return state.bytes[other]! - state.bytes[one]! || compareNames(tree, one, other);
  });
  // A rest of one would only hide its name.
  const cut = children.length <= limit + 1 ? children.length : limit;
  return { large: children.slice(0, cut), small: children.slice(cut) };
}

function childrenOf(tree: UnionTree, state: UnionState, folder: number): number[] {
  const children: number[] = [];
  let child = tree.firstChild[folder]!;
  for (; child < tree.nodeCount; child = tree.nextSibling[child]!) {
    if (state.event[child] !== none) children.push(child);
  }
  return children;
}

function compareNames(tree: UnionTree, one: number, other: number): number {
  return Buffer.compare(tree.names.bytes(tree.name[one]!), tree.names.bytes(tree.name[other]!));
}

function pathTo(tree: UnionTree, node: number): FileTreemap['path'] {
  const path = [{ node: 0, name: '' }];
  for (let at = node; at !== 0; at = tree.parent[at]!) {
    path.splice(1, 0, { node: at, name: nameText(tree, at) });
  }
  return path;
}

/** Sums the bytes below nodes by the layers whose tars hold them. */
class OriginSums {
  readonly #tree: UnionTree;
  readonly #state: UnionState;
  readonly #byLayer: Float64Array;

  constructor(tree: UnionTree, state: UnionState) {
    this.#tree = tree;
    this.#state = state;
    this.#byLayer = new Float64Array(tree.layers.length);
  }

  cell(node: number, parent: number | null, depth: number): Draft {
    const folder = isFolder(this.#tree, this.#state, node) || node === 0;
    const name = node === 0 ? '' : nameText(this.#tree, node);
    const bytes = this.#state.bytes[node]!;
    const kind = folder ? 'folder' : 'file';
    return { kind, node, name, parent, depth, bytes, ...this.#sum([node]) };
  }

  rest(nodes: readonly number[], parent: number, depth: number): Draft {
    const bytes = nodes.reduce((sum, node) => sum + this.#state.bytes[node]!, 0);
    return { kind: 'rest', node: null, name: '', parent, depth, bytes, ...this.#sum(nodes) };
  }

  #sum(nodes: readonly number[]): Pick<FileCell, 'files' | 'origin' | 'originBytes'> {
    const { firstChild, nextSibling, dataLayer, nodeCount } = this.#tree;
    const { event, bytes } = this.#state;
    const byLayer = this.#byLayer.fill(0);
    let files = 0;
    const open = [...nodes];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const own = event[node]!;
      // The root is always there, also when no layer has an entry for it.
      if ((own === none && node !== 0) || bytes[node] === 0) continue;
      if (own !== none && kindOf(this.#tree, own) !== EntryKind.directory) {
        files++;
        byLayer[dataLayer[own]!]! += bytes[node]!;
        continue;
      }
      let child = firstChild[node]!;
      for (; child < nodeCount; child = nextSibling[child]!) open.push(child);
    }
    let origin = -1;
    for (let layer = 0; layer < byLayer.length; layer++) {
      if (byLayer[layer]! > (origin < 0 ? 0 : byLayer[origin]!)) origin = layer;
    }
    if (origin < 0) return { files, origin: null, originBytes: 0 };
    return { files, origin, originBytes: byLayer[origin]! };
  }
}

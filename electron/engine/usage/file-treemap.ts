import type { FileCell, FileTreemap } from '../../../shared/model/usage.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { isFolder, type UnionState } from '../tree/sums.ts';
import { kindOf, none, type UnionTree } from '../tree/union-tree.ts';
import { treemapCells, treemapPath, type TreemapOptions } from '../view/treemap.ts';

type Figures = Pick<FileCell, 'bytes' | 'files' | 'origin' | 'originBytes'>;

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
  const { node } = options;
  const cells = treemapCells(
    {
      tree,
      isFolder: (at) => isFolder(tree, state, at),
      area: (at) => (state.event[at] === none ? 0 : state.bytes[at]!),
      figures: (nodes) => sums.of(nodes),
    },
    options,
  );
  return { node, path: treemapPath(tree, node), bytes: state.bytes[node] ?? 0, cells };
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

  of(nodes: readonly number[]): Figures {
    const { firstChild, nextSibling, dataLayer, nodeCount } = this.#tree;
    const { event, bytes } = this.#state;
    const total = nodes.reduce((sum, node) => sum + bytes[node]!, 0);
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
    if (origin < 0) return { bytes: total, files, origin: null, originBytes: 0 };
    return { bytes: total, files, origin, originBytes: byLayer[origin]! };
  }
}

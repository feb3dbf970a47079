import { mostUnownedPlaces } from '../../../shared/model/package-layers.ts';
import type { UnownedPlace } from '../../../shared/model/package-layers.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { pathText } from '../tree/paths.ts';
import { bytesOf, inodeOf, kindOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** Nodes looked at before other work gets its turn. */
const slice = 8192;

/**
 * Folders that hold many things which have nothing to do with each other (Filesystem Hierarchy Standard 3.0, and places
 * that other tools made usual): what lies in a folder in them is a place of its own.
 */
const shelves: ReadonlySet<string> = new Set([
  'etc',
  'home',
  'layers',
  'lib',
  'lib64',
  'media',
  'mnt',
  'nix',
  'nix/store',
  'opt',
  'root',
  'run',
  'srv',
  'usr',
  'usr/include',
  'usr/lib',
  'usr/lib32',
  'usr/lib64',
  'usr/libexec',
  'usr/local',
  'usr/local/etc',
  'usr/local/include',
  'usr/local/lib',
  'usr/local/lib64',
  'usr/local/libexec',
  'usr/local/share',
  'usr/local/src',
  'usr/share',
  'usr/src',
  'var',
  'var/cache',
  'var/lib',
  'var/opt',
  'var/spool',
]);

/** Libraries for one kind of machine, as Debian has them, and the folder of each user. */
const shelfForm = /^(?:home\/[^/]+|(?:usr\/)?lib\/[^/]+-linux-(?:gnu|musl)[^/]*)$/;

/** Regular files of the final view, by whether a package owns them. */
export interface FileOwnership {
  readonly owned: { readonly files: number; readonly bytes: number };
  readonly unowned: { readonly files: number; readonly bytes: number };
  /** Nodes of those that nobody owns, each file once, in no order. */
  readonly unownedNodes: Uint32Array;
}

/** Sorts the files after the last layer by `owned`, which marks nodes by 1. A file with several names is one. */
export function* fileOwnership(tree: UnionTree, owned: Uint8Array): Generator<void, FileOwnership> {
  const top = tree.layers.length - 1;
  const sums = { owned: { files: 0, bytes: 0 }, unowned: { files: 0, bytes: 0 } };
  const unowned: number[] = [];
  const linked = new Map<number, { readonly node: number; isOwned: boolean }>();
  function add(node: number, event: number, isOwned: boolean): void {
    const sum = isOwned ? sums.owned : sums.unowned;
    sum.files++;
    sum.bytes += bytesOf(tree, event);
    if (!isOwned) unowned.push(node);
  }
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % slice === 0) yield;
    const event = presentAt(tree, node, top);
    if (event === none || kindOf(tree, event) !== EntryKind.file) continue;
    if (tree.linked[event] !== 1) {
      add(node, event, owned[node] === 1);
      continue;
    }
    const inode = inodeOf(tree, event);
    const known = linked.get(inode);
    if (known === undefined) linked.set(inode, { node, isOwned: owned[node] === 1 });
    else known.isOwned ||= owned[node] === 1;
  }
  for (const { node, isOwned } of linked.values()) add(node, presentAt(tree, node, top), isOwned);
  return { ...sums, unownedNodes: Uint32Array.from(unowned) };
}

interface PlaceSum {
  files: number;
  bytes: number;
  readonly byLayer: Map<number, number>;
}

/** The folders in which the files of `nodes` lie, most bytes first. */
export function* unownedPlaces(
  tree: UnionTree,
  nodes: Uint32Array,
): Generator<void, readonly UnownedPlace[]> {
  const top = tree.layers.length - 1;
  const places = new Places(tree);
  const sums = new Map<number, PlaceSum>();
  for (const [at, node] of nodes.entries()) {
    if (at % slice === 0) yield;
    const event = presentAt(tree, node, top);
    const place = places.of(tree.parent[node]!);
    const sum = sums.get(place) ?? { files: 0, bytes: 0, byLayer: new Map<number, number>() };
    const bytes = bytesOf(tree, event);
    const layer = tree.dataLayer[event]!;
    sum.files++;
    sum.bytes += bytes;
    sum.byLayer.set(layer, (sum.byLayer.get(layer) ?? 0) + bytes);
    sums.set(place, sum);
  }
  const ordered = [...sums].sort(
    ([one, a], [other, b]) => b.bytes - a.bytes || b.files - a.files || one - other,
  );
  return ordered.slice(0, mostUnownedPlaces).map(([node, { files, bytes, byLayer }]) => ({
    node,
    direct: places.isShelf(node),
    path: pathText(tree, node),
    layer: [...byLayer].reduce((most, each) => (each[1] > most[1] ? each : most))[0],
    files,
    bytes,
  }));
}

/** The place that each folder belongs to. */
class Places {
  readonly #tree: UnionTree;
  readonly #places = new Map<number, number>();
  readonly #shelves = new Set([0]);

  constructor(tree: UnionTree) {
    this.#tree = tree;
    this.#places.set(0, 0);
  }

  isShelf(folder: number): boolean {
    return this.#shelves.has(folder);
  }

  of(folder: number): number {
    const way: number[] = [];
    let at = folder;
    while (!this.#places.has(at)) {
      way.push(at);
      at = this.#tree.parent[at]!;
    }
    for (const node of way.toReversed()) {
      const parent = this.#tree.parent[node]!;
      const onShelf = this.isShelf(parent);
      if (onShelf && isShelfPath(pathText(this.#tree, node))) this.#shelves.add(node);
      this.#places.set(node, onShelf ? node : this.#places.get(parent)!);
    }
    return this.#places.get(folder)!;
  }
}

function isShelfPath(path: string): boolean {
  return shelves.has(path) || shelfForm.test(path);
}

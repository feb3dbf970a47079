import { ChildTable } from '../tree/child-table.ts';
import { GrowingUint32 } from '../tree/growing-column.ts';
import { NameTable } from '../tree/name-table.ts';
import type { TreePaths } from '../tree/path-columns.ts';
import { sliceNodes } from '../tree/slices.ts';
import { isPresence, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { sameVersions } from './same-versions.ts';

/** Paths that are looked up between two chances to do something else: new ones take longer than what loops do elsewhere. */
const adoptedAtOnce = sliceNodes / 4;

/** An image that can be searched. */
export interface CatalogImage {
  readonly tree: UnionTree;
  /** By position, the same number for layers that are the same; null for one that could not be read. */
  readonly layers: readonly (number | null)[];
}

/** A layer that several images may have, with the versions of paths that it brings. */
export interface CatalogPart {
  /** Number of its first version; the others follow. */
  readonly start: number;
  readonly count: number;
  /** Where it was found; the first tells what its versions are. */
  readonly places: readonly [PartPlace, ...PartPlace[]];
}

/** A layer of one image. */
export interface PartPlace {
  /** Position among the images of the catalog. */
  readonly image: number;
  readonly layer: number;
  /** The event of the part's version i. Null where they follow one another, from `firstEvent` on. */
  readonly events: Uint32Array | null;
  readonly firstEvent: number;
}

/** A place in the order of layers from the lowest on; images with the same lower layers go through the same ones. */
interface Stage {
  readonly next: Map<number | null, Stage>;
  readonly part: MutablePart | null;
  /** Of the part's place here. */
  readonly events: Uint32Array | null;
  readonly firstEvent: number;
}

interface MutablePart extends CatalogPart {
  readonly places: [PartPlace, ...PartPlace[]];
}

/**
 * Every path of several images once, and every version of it that a layer stores once, however many images have that
 * layer. Versions are numbered; nothing is ever taken out, images are added.
 *
 * A tree is built the same way from the same layers (`TreeBuilder`), so images that begin with the same layers number
 * the nodes and events of these alike. Where a layer stands on others, its events are looked up once.
 */
export class SearchCatalog {
  readonly images: CatalogImage[] = [];
  readonly parts: CatalogPart[] = [];
  readonly #names = new NameTable();
  readonly #parent = new GrowingUint32(1 << 12);
  readonly #name = new GrowingUint32(1 << 12);
  readonly #children = new ChildTable(this.#parent, this.#name);
  readonly #node = new GrowingUint32(1 << 12);
  readonly #bottom: Stage = { next: new Map(), part: null, events: null, firstEvent: 0 };
  readonly #byLayer = new Map<number, MutablePart[]>();
  #paths: TreePaths | null = null;

  constructor() {
    this.#parent.push(none);
    this.#name.push(none);
  }

  get versionCount(): number {
    return this.#node.length;
  }

  /** The paths so far. Good until an image is added. */
  get paths(): TreePaths {
    this.#paths ??= {
      names: this.#names,
      parent: this.#parent.values(),
      name: this.#name.values(),
      nodeCount: this.#parent.length,
    };
    return this.#paths;
  }

  /** By version, the node of its path. Good until an image is added. */
  get nodes(): Uint32Array {
    return this.#node.values();
  }

  /** The part that a version belongs to. */
  partOf(version: number): CatalogPart {
    let [low, high] = [0, this.parts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.parts[middle]!.start <= version) low = middle;
      else high = middle - 1;
    }
    return this.parts[low]!;
  }

  /** The version that a layer of an image brings at a node of its tree; null when it brings none. */
  versionAt(image: number, layer: number, node: number): number | null {
    const tree = this.images[image]?.tree;
    const part = this.parts.find(({ places }) =>
      places.some((place) => place.image === image && place.layer === layer),
    );
    const place = part?.places.find((each) => each.image === image && each.layer === layer);
    if (tree === undefined || part === undefined || place === undefined) return null;
    let event = tree.lastEvent[node] ?? none;
    while (event !== none && tree.eventLayer[event] !== layer) event = tree.older[event]!;
    if (event === none) return null;
    const at = place.events === null ? event - place.firstEvent : place.events.indexOf(event);
    return at < 0 || at >= part.count ? null : part.start + at;
  }

  /** Adds an image. Yields now and then; the catalog is usable once the generator has ended. */
  *add(image: CatalogImage): Generator<void> {
    const number = this.images.length;
    this.images.push(image);
    this.#paths = null;
    const adopted = new AdoptedNodes(image.tree, {
      names: this.#names,
      child: (parent, name) => this.#child(parent, name),
    });
    let stage = this.#bottom;
    for (const [layer, id] of image.layers.entries()) {
      const known = stage.next.get(id);
      if (known === undefined || !isAlike(known, image.tree, layer)) {
        const made = yield* this.#addStage(number, layer, id, adopted);
        stage.next.set(id, made);
        stage = made;
      } else {
        stage = known;
        const { part, events, firstEvent } = known;
        part?.places.push({ image: number, layer, events, firstEvent });
      }
    }
    // Somebody may have asked for the paths in between.
    this.#paths = null;
  }

  *#addStage(
    image: number,
    layer: number,
    id: number | null,
    adopted: AdoptedNodes,
  ): Generator<void, Stage> {
    const next = new Map<number | null, Stage>();
    if (id === null) return { next, part: null, events: null, firstEvent: 0 };
    const { tree } = this.images[image]!;
    const { from, to } = presencesOf(tree, layer);
    const nodes = new Uint32Array(to - from);
    for (let event = from; event < to; event++) {
      if ((event - from) % adoptedAtOnce === 0) yield;
      nodes[event - from] = adopted.of(tree.eventNode[event]!);
    }
    const same = this.#byLayer.get(id) ?? [];
    this.#byLayer.set(id, same);
    for (const part of same) {
      const first = part.places[0];
      const events = sameVersions(
        { tree: this.images[first.image]!.tree, firstEvent: first.firstEvent },
        this.nodes.subarray(part.start, part.start + part.count),
        { tree, firstEvent: from },
        nodes,
      );
      if (events === null) continue;
      part.places.push({ image, layer, events, firstEvent: from });
      return { next, part, events, firstEvent: from };
    }
    const start = this.versionCount;
    for (const node of nodes) this.#node.push(node);
    const part: MutablePart = {
      start,
      count: nodes.length,
      places: [{ image, layer, events: null, firstEvent: from }],
    };
    same.push(part);
    this.parts.push(part);
    return { next, part, events: null, firstEvent: from };
  }

  #child(parent: number, name: number): number {
    const known = this.#children.find(parent, name);
    if (known !== -1) return known;
    this.#name.push(name);
    const node = this.#parent.push(parent);
    this.#children.add(node);
    return node;
  }
}

/** Whether a tree has the events of a stage where others have them. It must; a wrong guess would lead to wrong files. */
function isAlike({ part, firstEvent }: Stage, tree: UnionTree, layer: number): boolean {
  if (part === null) return true;
  const { from, to } = presencesOf(tree, layer);
  return from === firstEvent && to - from === part.count;
}

/** The event of a version in one of the places of its part. */
export function eventAtPlace(part: CatalogPart, place: PartPlace, version: number): number {
  const offset = version - part.start;
  return place.events === null ? place.firstEvent + offset : place.events[offset]!;
}

/** The events by which a layer puts paths there; what the root is like is no version of a path. */
function presencesOf(
  tree: UnionTree,
  layer: number,
): { readonly from: number; readonly to: number } {
  let from = firstEventOf(tree, layer);
  // What a layer removes, it removes after all that it brings (`TreeBuilder`).
  const end = firstEventOf(tree, layer + 1);
  if (from < end && tree.eventNode[from] === 0) from++;
  let to = end;
  while (to > from && !isPresence(tree.eventKind[to - 1]!)) to--;
  return { from, to };
}

/** The first event of a layer or of one above it: events are in the order of their layers. */
function firstEventOf(tree: UnionTree, layer: number): number {
  let [low, high] = [0, tree.eventCount];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tree.eventLayer[middle]! < layer) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The nodes of a tree as those of a catalog, each looked up once. */
class AdoptedNodes {
  readonly #tree: UnionTree;
  readonly #names: NameTable;
  readonly #child: (parent: number, name: number) => number;
  readonly #nodeOf: Uint32Array;
  readonly #nameOf: Uint32Array;

  constructor(
    tree: UnionTree,
    catalog: {
      readonly names: NameTable;
      readonly child: (parent: number, name: number) => number;
    },
  ) {
    this.#tree = tree;
    this.#names = catalog.names;
    this.#child = catalog.child;
    this.#nodeOf = new Uint32Array(tree.nodeCount).fill(none);
    this.#nodeOf[0] = 0;
    this.#nameOf = new Uint32Array(tree.names.count).fill(none);
  }

  of(node: number): number {
    const { parent } = this.#tree;
    const known = this.#nodeOf[node]!;
    if (known !== none) return known;
    const unknown: number[] = [];
    let at = node;
    for (; this.#nodeOf[at] === none; at = parent[at]!) unknown.push(at);
    let adopted = this.#nodeOf[at]!;
    for (const below of unknown.reverse()) {
      adopted = this.#child(adopted, this.#name(this.#tree.name[below]!));
      this.#nodeOf[below] = adopted;
    }
    return adopted;
  }

  #name(name: number): number {
    const known = this.#nameOf[name]!;
    if (known !== none) return known;
    const bytes = this.#tree.names.bytes(name);
    const made = this.#names.intern(bytes, 0, bytes.length);
    this.#nameOf[name] = made;
    return made;
  }
}

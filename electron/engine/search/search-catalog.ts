import { ChildTable } from '../tree/child-table.ts';
import { GrowingUint32 } from '../tree/growing-column.ts';
import { NameTable } from '../tree/name-table.ts';
import type { TreePaths } from '../tree/path-columns.ts';
import { sliceNodes } from '../tree/slices.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { AdoptedNodes } from './adopted-nodes.ts';
import type { CatalogImage } from './catalog-image.ts';
import { LeftEvents, presencesOf } from './layer-events.ts';
import { isSameVersion } from './same-version.ts';

/** Paths that are looked up between two chances to do something else: new ones take longer than what loops do elsewhere. */
const adoptedAtOnce = sliceNodes / 4;

/**
 * Versions of paths that a layer brings, in one image or in several that have it. Of a layer there is more than one part
 * where images differ in what it brings: a folder that it has no entry for is made where no lower layer has it, and a hard
 * link to a file of a lower layer brings what that layer has.
 */
export interface CatalogPart {
  /** Number of its first version; the others follow. */
  readonly start: number;
  readonly count: number;
  /** Where it was found; the first has all of its versions and tells what they are. */
  readonly places: readonly [PartPlace, ...PartPlace[]];
}

/** A layer of one image. */
export interface PartPlace {
  /** Position among the images of the catalog. */
  readonly image: number;
  readonly layer: number;
  /**
   * The event of the part's version i, `none` where this image lacks it. Null where they follow one another, from
   * `firstEvent` on.
   */
  readonly events: Uint32Array | null;
  readonly firstEvent: number;
}

/** A place in the order of layers from the lowest on; images with the same lower layers go through the same ones. */
interface Stage {
  readonly next: Map<number | null, Stage>;
  /** Its events in the tree. */
  readonly from: number;
  readonly to: number;
  readonly uses: readonly PartUse[];
}

/** A part as an image at some stage has it. */
interface PartUse extends Pick<PartPlace, 'events' | 'firstEvent'> {
  readonly part: MutablePart;
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
  readonly #bottom: Stage = { next: new Map(), from: 0, to: 0, uses: [] };
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
    if (tree === undefined) return null;
    let event = tree.lastEvent[node] ?? none;
    while (event !== none && tree.eventLayer[event] !== layer) event = tree.older[event]!;
    if (event === none) return null;
    for (const part of this.parts) {
      const place = part.places.find((each) => each.image === image && each.layer === layer);
      if (place === undefined) continue;
      const at = place.events === null ? event - place.firstEvent : place.events.indexOf(event);
      if (at >= 0 && at < part.count) return part.start + at;
    }
    return null;
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
        for (const { part, events, firstEvent } of known.uses) {
          part.places.push({ image: number, layer, events, firstEvent });
        }
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
    const { tree } = this.images[image]!;
    const { from, to } = presencesOf(tree, layer);
    if (id === null) return { next, from, to, uses: [] };
    const nodes = new Uint32Array(to - from);
    for (let event = from; event < to; event++) {
      if ((event - from) % adoptedAtOnce === 0) yield;
      nodes[event - from] = adopted.of(tree.eventNode[event]!);
    }
    const same = this.#byLayer.get(id) ?? [];
    this.#byLayer.set(id, same);
    const left = new LeftEvents(nodes, from, same.length === 0 ? 0 : this.#parent.length);
    const uses: PartUse[] = [];
    for (const part of same) {
      const events = yield* this.#sameVersions(part, this.images[image]!, left);
      if (events !== null) uses.push({ part, events, firstEvent: from });
    }
    for (const { part, events, firstEvent } of uses) {
      part.places.push({ image, layer, events, firstEvent });
    }
    const own = left.events();
    if (nodes.length > 0 && own?.length !== 0) {
      const part = this.#addPart(nodes, { image, layer, events: own, firstEvent: from });
      same.push(part);
      uses.push({ part, events: own, firstEvent: from });
    }
    return { next, from, to, uses };
  }

  /** The events of an image that bring the versions of a part, taken from those that are left; null where there are none. */
  *#sameVersions(
    part: CatalogPart,
    image: CatalogImage,
    left: LeftEvents,
  ): Generator<void, Uint32Array | null> {
    const [place] = part.places;
    const first = this.images[place.image]!;
    const events = new Uint32Array(part.count).fill(none);
    let found = false;
    for (let at = 0; at < part.count; at++) {
      if (at % adoptedAtOnce === 0) yield;
      const version = part.start + at;
      const event = left.at(this.#node.at(version));
      if (event === none) continue;
      const one = { image: first, event: eventAtPlace(part, place, version) };
      if (!isSameVersion(one, { image, event })) continue;
      events[at] = event;
      left.take(this.#node.at(version));
      found = true;
    }
    return found ? events : null;
  }

  /** Adds versions that no image had so far. `nodes` are the paths of all events of the layer. */
  #addPart(nodes: Uint32Array, place: PartPlace): MutablePart {
    const start = this.versionCount;
    const { events, firstEvent } = place;
    if (events === null) for (const node of nodes) this.#node.push(node);
    else for (const event of events) this.#node.push(nodes[event - firstEvent]!);
    const part: MutablePart = { start, count: this.versionCount - start, places: [place] };
    this.parts.push(part);
    return part;
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
function isAlike(stage: Stage, tree: UnionTree, layer: number): boolean {
  const { from, to } = presencesOf(tree, layer);
  return stage.uses.length === 0 || (from === stage.from && to === stage.to);
}

/** The event of a version in one of the places of its part; `none` where the image lacks it. */
export function eventAtPlace(part: CatalogPart, place: PartPlace, version: number): number {
  const offset = version - part.start;
  return place.events === null ? place.firstEvent + offset : place.events[offset]!;
}

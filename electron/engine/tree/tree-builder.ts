import { ProblemLog } from '../bytes/problem-log.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { childLists } from './child-lists.ts';
import { EventLog } from './event-log.ts';
import { HardLinks } from './hard-links.ts';
import { RepeatedLog } from './repeated-log.ts';
import { LayerPaths, entryPath, impliedEntry } from './layer-paths.ts';
import { NodeStore, eachPart } from './node-store.ts';
import { EventKind, none } from './union-tree.ts';
import type { UnionTree } from './union-tree.ts';

/** Entries handled between two chances to do something else. */
const sliceEntries = 4096;

/**
 * Builds the union tree of a stack, layer by layer from the lowest.
 *
 * A layer is first read into its own set of paths, the last entry of a path winning; then its whiteouts and opaque
 * folders take away what the layers below had; then its own paths are laid over the rest. So the order of entries
 * inside a layer does not matter (OCI image-spec, layer.md: whiteouts apply to lower layers only).
 */
export class TreeBuilder {
  readonly #nodes = new NodeStore();
  readonly #paths = new LayerPaths(this.#nodes);
  readonly #events = new EventLog(this.#nodes);
  readonly #layers: (LayerIndex | null)[] = [];
  readonly #links = new HardLinks(this.#paths, this.#events, this.#layers);
  readonly #repeated = new RepeatedLog();
  readonly #problems = new ProblemLog();

  constructor() {
    this.#nodes.setLive(0, EntryKind.directory);
  }

  /**
   * Lays the next layer of the stack over those so far; null for a layer that cannot be read. Yields now and then, so
   * that the caller can do other things or stop; the tree is usable once the generator has ended.
   */
  *addLayer(index: LayerIndex | null): Generator<void> {
    const layer = this.#layers.length;
    this.#layers.push(index);
    if (index === null) return;
    yield* this.#readPaths(layer, index);
    if (this.#hasBuried(index)) this.#dropBuried(layer, index);
    const removed = yield* this.#removeLower(layer, index);
    this.#implyParents(layer);
    yield* this.#overlay(layer, index, removed);
    for (const [node, cause] of removed) {
      if (!this.#nodes.isLive(node)) this.#events.add(node, layer, cause, layer, none);
    }
  }

  /** The tree of the layers added. The builder must not be used afterwards. */
  finish(): UnionTree {
    const nodes = this.#nodes;
    const parent = nodes.parent.values(true);
    return {
      layers: this.#layers.map(withoutPaths),
      names: nodes.names,
      nodeCount: nodes.count,
      parent,
      name: nodes.name.values(true),
      ...childLists(parent),
      lastEvent: nodes.lastEvent.values(true),
      ...this.#events.columns(),
      repeated: this.#repeated.columns(),
      contentClasses: new Map(),
      problems: this.#problems.problems(),
    };
  }

  /** Symbolic links first: the paths of all other entries may lead through them, in whatever order they come. */
  *#readPaths(layer: number, index: LayerIndex): Generator<void> {
    const hasLinks = index.kind.includes(EntryKind.symlink);
    this.#paths.begin(layer, index, this.#problems, hasLinks);
    this.#links.begin(layer, index);
    for (const links of hasLinks ? [true, false] : [false]) {
      for (let entry = 0; entry < index.count; entry++) {
        if (entry % sliceEntries === 0) yield;
        const kind = index.kind[entry]!;
        if (kind > EntryKind.hardLink || (kind === EntryKind.symlink) !== links) continue;
        this.#takePath(layer, index, entry);
      }
    }
    this.#links.addHidden();
  }

  #takePath(layer: number, index: LayerIndex, entry: number): void {
    const node = this.#paths.place(entry);
    // The root is a folder whatever a layer says; only its attributes can be set.
    if (node === -1 || (node === 0 && index.kind[entry] !== EntryKind.directory)) return;
    const before = this.#paths.ownEntry(node);
    if (before !== -1 && node !== 0) {
      this.#problems.add('path-duplicate', 'warning', { layer, path: entryPath(index, entry) });
      this.#repeated.add(node, layer, Math.min(before, entry));
    }
    // A link was taken before the other kinds: the later entry of the tar wins all the same.
    if (before === -1 || before < entry) this.#paths.setOwn(node, entry);
  }

  /** Whether the tar has something at a path and later, in place of a folder above it, what is no folder. */
  #hasBuried(index: LayerIndex): boolean {
    const { touched } = this.#paths;
    for (let at = 0; at < touched.length; at++) {
      if (this.#isBuried(index, touched.at(at))) return true;
    }
    return false;
  }

  /** Whoever unpacks the tar replaces the folder with all that is in it by then: the later entry wins. */
  #dropBuried(layer: number, index: LayerIndex): void {
    for (const node of this.#paths.touched.values(true)) {
      if (!this.#isBuried(index, node)) continue;
      const path = entryPath(index, this.#paths.ownEntry(node));
      this.#problems.add('path-duplicate', 'warning', { layer, path });
      this.#paths.dropOwn(node);
    }
  }

  #isBuried(index: LayerIndex, node: number): boolean {
    const entry = this.#paths.ownEntry(node);
    for (let above = node; above !== 0;) {
      above = this.#nodes.parent.at(above);
      const own = this.#paths.ownEntry(above);
      if (own > entry && index.kind[own] !== EntryKind.directory) return true;
    }
    return false;
  }

  /** Applies whiteouts and opaque folders to the layers below. Answers what went away, and why. */
  *#removeLower(layer: number, index: LayerIndex): Generator<void, Map<number, EventKind>> {
    const removed = new Map<number, EventKind>();
    const opaque: number[] = [];
    const missing: number[] = [];
    for (let entry = 0; entry < index.count; entry++) {
      if (entry % sliceEntries === 0) yield;
      const kind = index.kind[entry]!;
      if (kind !== EntryKind.whiteout && kind !== EntryKind.opaque) continue;
      const node = this.#paths.find(
        index.paths,
        index.pathStart[entry]!,
        index.pathStart[entry + 1]!,
      );
      if (node === -1 || !this.#nodes.isLive(node)) {
        missing.push(entry);
        if (kind === EntryKind.whiteout && !removed.has(node)) {
          this.#problems.add('whiteout-of-nothing', 'note', {
            layer,
            path: entryPath(index, entry),
          });
        }
      } else if (kind === EntryKind.whiteout) {
        this.#removeWithChildren(node, removed);
      } else {
        this.#nodes.removeChildren(node, (child) => removed.set(child, EventKind.opaque));
        opaque.push(node);
      }
    }
    // Only a folder can be opaque: what was no folder below becomes one, unless it is gone as well.
    for (const node of opaque) {
      const stays = this.#nodes.isLive(node) && this.#paths.ownEntry(node) === -1;
      if (stays && this.#nodes.liveKind(node) !== EntryKind.directory) {
        this.#paths.setOwn(node, impliedEntry);
      }
    }
    for (const entry of missing) this.#shadowParent(layer, index, entry);
    return removed;
  }

  /**
   * A marker lies in a folder like any other entry: where the layers below have a link or a file in the folder's place,
   * overlay file systems turn it into one. Where they have nothing, nothing is made.
   */
  #shadowParent(layer: number, index: LayerIndex, entry: number): void {
    const to = index.pathStart[entry + 1]!;
    let node = 0;
    eachPart(index.paths, index.pathStart[entry]!, to, (start, end) => {
      if (end === to) return false;
      node = this.#nodes.existingChild(node, index.paths, start, end);
      if (node === -1) return false;
      const own = this.#paths.ownEntry(node);
      if (own !== -1) return this.#ownKind(own) === EntryKind.directory;
      if (!this.#nodes.isLive(node)) return false;
      if (this.#nodes.liveKind(node) === EntryKind.directory) return true;
      this.#noteReplacedParent(layer, node, own);
      this.#paths.setOwn(node, impliedEntry);
      return false;
    });
  }

  #removeWithChildren(node: number, removed: Map<number, EventKind>): void {
    if (node === 0) return;
    this.#nodes.removeChildren(node, (child) => removed.set(child, EventKind.folderWhiteout));
    this.#nodes.remove(node);
    removed.set(node, EventKind.whiteout);
  }

  /** Every folder above an entry of the layer must be there: as the layer's own, as a lower one, or made. */
  #implyParents(layer: number): void {
    const { touched } = this.#paths;
    for (let at = 0; at < touched.length; at++) {
      let node = touched.at(at);
      if (this.#paths.ownEntry(node) === -1) continue;
      while (node !== 0) {
        node = this.#nodes.parent.at(node);
        const own = this.#paths.ownEntry(node);
        if (own === impliedEntry || (own !== -1 && this.#ownKind(own) === EntryKind.directory)) {
          break;
        }
        // A lower folder is there, but the layer may yet have something else in place of a folder above it.
        if (own === -1 && this.#nodes.liveKind(node) === EntryKind.directory) continue;
        this.#noteReplacedParent(layer, node, own);
        this.#paths.setOwn(node, impliedEntry);
      }
    }
  }

  #noteReplacedParent(layer: number, node: number, own: number): void {
    const kind = own === -1 ? this.#nodes.liveKind(node) : this.#ownKind(own);
    if (kind === -1) return;
    const code = kind === EntryKind.symlink ? 'path-under-symlink' : 'path-under-file';
    this.#problems.add(code, 'warning', { layer, path: this.#events.pathText(node) });
  }

  #ownKind(entry: number): number {
    return this.#layers.at(-1)!.kind[entry]!;
  }

  /** Lays the layer's own paths over what is left, parents first. */
  *#overlay(layer: number, index: LayerIndex, removed: Map<number, EventKind>): Generator<void> {
    const touched = this.#paths.touched.values(true).sort();
    // Links are looked up before anything changes: a link to a lower file keeps that file's content.
    this.#links.resolve(this.#problems);
    for (let at = 0; at < touched.length; at++) {
      if (at % sliceEntries === 0) yield;
      const node = touched[at]!;
      const own = this.#paths.ownEntry(node);
      // A path that was taken back and came again is in the list twice.
      if (own === -1 || node === touched[at - 1]) continue;
      if (own === impliedEntry) {
        this.#nodes.setLive(node, EntryKind.directory);
        this.#events.add(node, layer, EventKind.implied, layer, none);
        continue;
      }
      const kind = index.kind[own]!;
      if (
        kind !== EntryKind.directory &&
        this.#nodes.liveKind(node) === EntryKind.directory &&
        node !== 0
      ) {
        this.#nodes.removeChildren(node, (child) => removed.set(child, EventKind.replaced));
      }
      const target = this.#links.targetOf(own);
      this.#nodes.setLive(node, target === null ? kind : target.kind);
      if (target === null) this.#events.add(node, layer, EventKind.entry, layer, own);
      else this.#events.addLink(node, layer, target);
    }
    this.#links.markTargets();
  }
}

/** A tree knows every path itself: the layer's own copy would double the memory. */
function withoutPaths(index: LayerIndex | null): LayerIndex | null {
  return index === null
    ? null
    : { ...index, paths: new Uint8Array(), pathStart: new Uint32Array() };
}

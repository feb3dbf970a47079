import type { ProblemLog } from '../bytes/problem-log.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { EventLog, LinkTarget } from './event-log.ts';
import { entryPath, impliedEntry } from './layer-paths.ts';
import type { LayerPaths } from './layer-paths.ts';

/**
 * Finds the files that the hard links of one layer lead to: in the same layer wherever it stands, else in the layers
 * below. Links are between files, not names: what happens to the target's name later does not touch the link.
 */
export class HardLinks {
  readonly #paths: LayerPaths;
  readonly #events: EventLog;
  readonly #layers: readonly (LayerIndex | null)[];
  #layer = 0;
  #index: LayerIndex | null = null;
  /** Storage-driver entries, which links may lead to although they are not shown, by raw path. */
  readonly #hidden = new Map<string, number>();
  readonly #targets = new Map<number, LinkTarget>();
  readonly #linkedNodes = new Set<number>();

  /** `layers` is the builder's own list of the layers so far. */
  constructor(paths: LayerPaths, events: EventLog, layers: readonly (LayerIndex | null)[]) {
    this.#paths = paths;
    this.#events = events;
    this.#layers = layers;
  }

  begin(layer: number, index: LayerIndex): void {
    this.#layer = layer;
    this.#index = index;
    this.#hidden.clear();
    this.#targets.clear();
    this.#linkedNodes.clear();
  }

  addHidden(): void {
    const index = this.#index!;
    for (let entry = 0; entry < index.count; entry++) {
      if (index.kind[entry] !== EntryKind.hidden) continue;
      const path = index.paths.subarray(index.pathStart[entry], index.pathStart[entry + 1]);
      this.#hidden.set(Buffer.from(path).toString('latin1'), entry);
    }
  }

  /** Looks up the target of every link that is still its path's entry. */
  resolve(problems: ProblemLog): void {
    const index = this.#index!;
    for (const node of this.#paths.touched.values()) {
      const own = this.#paths.ownEntry(node);
      if (own === impliedEntry || index.kind[own] !== EntryKind.hardLink) continue;
      const target = this.#follow(own);
      const place = { layer: this.#layer, path: entryPath(index, own) };
      if (target === 'broken') {
        problems.add('hard-link-broken', 'warning', place);
      } else if (target === 'too-long') {
        problems.add('limit-reached', 'warning', place, limitValues('linkDepth'));
      } else {
        if (target.layer !== this.#layer) problems.add('hard-link-lower', 'note', place);
        this.#targets.set(own, target);
      }
    }
  }

  /** The file a link leads to; null for an entry that is no link, or a link that leads nowhere. */
  targetOf(entry: number): LinkTarget | null {
    return this.#targets.get(entry) ?? null;
  }

  /** Marks the paths that links of this layer lead to, once they have their events. */
  markTargets(): void {
    for (const node of this.#linkedNodes) this.#events.markLinked(node);
  }

  #follow(link: number): LinkTarget | 'broken' | 'too-long' {
    const index = this.#index!;
    const followed = new Set<number>();
    let entry = link;
    while (followed.size < limits.linkDepth) {
      if (followed.has(entry)) return 'broken';
      followed.add(entry);
      const from = index.linkStart[entry]!;
      const to = index.linkStart[entry + 1]!;
      const hidden = this.#hidden.get(
        Buffer.from(index.links.subarray(from, to)).toString('latin1'),
      );
      if (hidden !== undefined) return { layer: this.#layer, entry: hidden, kind: EntryKind.file };
      const node = this.#paths.find(index.links, from, to);
      if (node === -1) return 'broken';
      const own = this.#paths.ownEntry(node);
      if (own === -1 || own === link) return this.#lower(node) ?? 'broken';
      if (own === impliedEntry) return 'broken';
      const kind = index.kind[own]!;
      if (kind === EntryKind.directory) return 'broken';
      this.#linkedNodes.add(node);
      if (kind !== EntryKind.hardLink) return { layer: this.#layer, entry: own, kind };
      entry = own;
    }
    return 'too-long';
  }

  /** What the layers below have at a path, even if this layer's whiteouts take the name away. */
  #lower(node: number): LinkTarget | null {
    const data = this.#events.newest(node);
    if (data === null) return null;
    const kind = this.#layers[data.layer]!.kind[data.entry]!;
    if (kind === EntryKind.directory) return null;
    this.#linkedNodes.add(node);
    return { ...data, kind };
  }
}

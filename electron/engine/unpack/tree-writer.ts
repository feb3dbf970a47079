import { chmodSync, fchmodSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { EngineError } from '../bytes/engine-error.ts';
import { entriesByLayer, storedBytesOf } from '../export/listed-contents.ts';
import type { LossLog } from '../export/loss-log.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { visitFiles } from '../layer/visit-files.ts';
import { Attributes, openFolder } from './attributes.ts';
import { ExtendedAttributes } from './extended-attributes.ts';
import { FileWriter } from './file-writer.ts';
import { forSystem } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import { LinkMaker } from './link-maker.ts';
import { keyOf, linkOf, pathOf } from './listed-names.ts';
import type { MadeFolder, PrivateTree, TopName } from './private-tree.ts';
import type { UnpackOptions, UnpackRequest } from './unpack-request.ts';

/** Mode of a folder that no layer has an entry for, as container engines make it. */
const impliedMode = 0o755;

/** Entries between two turns of the event loop. */
const entriesPerTurn = 4096;

/**
 * Makes everything of a listing in a private tree: folders first; then files, layer by layer in the order of their bytes,
 * so that each compressed layer is decoded once; then devices, symbolic links and further names; then extended attributes; at
 * last the modes and times of folders, those inside before those above them.
 */
export class TreeWriter {
  readonly #request: UnpackRequest;
  readonly #index: LayerIndex;
  readonly #tree: PrivateTree;
  readonly #losses: LossLog;
  readonly #options: UnpackOptions;
  readonly #attributes: Attributes;
  readonly #xattrs: ExtendedAttributes;
  readonly #files: FileWriter;
  readonly #folderEntries = new Map<string, number>();
  #links: LinkMaker | null = null;

  constructor(request: UnpackRequest, tree: PrivateTree, losses: LossLog, options: UnpackOptions) {
    this.#request = request;
    this.#index = request.listing.index;
    this.#tree = tree;
    this.#losses = losses;
    this.#options = options;
    this.#attributes = new Attributes(this.#index, losses);
    this.#xattrs = new ExtendedAttributes(this.#index, tree.root, losses);
    const linked = new Set<string>();
    for (const entry of this.#entriesOf(EntryKind.hardLink)) {
      linked.add(keyOf(linkOf(this.#index, entry)));
    }
    const isLinked = (key: string): boolean => linked.has(key);
    this.#files = new FileWriter(
      this.#index,
      tree,
      this.#attributes,
      this.#xattrs,
      losses,
      isLinked,
    );
  }

  /** Bytes of the contents that were written. */
  get bytes(): number {
    return this.#files.writtenBytes;
  }

  /** Everything that was made but folders. */
  get files(): number {
    return this.#files.files + (this.#links?.made ?? 0);
  }

  /** Whether a name that is taken ends everything. */
  get mustAsk(): boolean {
    return this.#request.rule === 'ask';
  }

  async write(): Promise<void> {
    await this.#each(EntryKind.directory, (entry) => {
      const path = pathOf(this.#index, entry);
      const made = this.#tree.folder(path);
      if (made === null) {
        this.#losses.add('name-refused', path);
        return;
      }
      this.#folderEntries.set(keyOf(path), entry);
      this.#xattrs.ofFolder(made.path, entry);
    });
    try {
      await this.#writeFiles();
    } finally {
      this.#files.close();
    }
    await this.#makeLinks();
    await this.#xattrs.write(this.#options.isCancelled ?? (() => false));
    this.#finishFolders();
  }

  /** The uppermost folder, held open while it is moved. Null where folders cannot be opened. */
  openTop(top: TopName): number | null {
    const made = this.#tree.folder(top.listed);
    return made === null ? null : openFolder(made.path);
  }

  /** Gives an uppermost folder its attributes once it is in its place: it could not be moved with every mode. */
  finishTop(top: TopName, place: HostPath, descriptor: number | null): void {
    const entry = this.#folderEntries.get(keyOf(top.listed));
    if (descriptor === null) this.#finishFolder(place, entry);
    else if (entry === undefined) fchmodSync(descriptor, impliedMode);
    else this.#attributes.ofDescriptor(descriptor, entry);
  }

  async #writeFiles(): Promise<void> {
    const { listing, layers } = this.#request;
    const { isCancelled, progress } = this.#options;
    const groups = entriesByLayer(listing);
    let total = 0;
    for (const entries of groups.values()) {
      for (const entry of entries) total += storedBytesOf(listing, entry);
    }
    const files = this.#files;
    const visitor = {
      begin: files.begin,
      bytes: (bytes: Uint8Array) => {
        files.bytes(bytes);
        progress?.(files.seen, total);
      },
      end: files.end,
    };
    const options = isCancelled === undefined ? {} : { isCancelled };
    for (const [position, entries] of groups) {
      const layer = layers[position];
      if (!layer) throw new EngineError('content-unavailable');
      await visitFiles(layer, this.#index, entries, visitor, options);
    }
    await this.#each(EntryKind.file, (entry) => {
      if (this.#index.size[entry] !== 0) return;
      files.begin(entry);
      files.end();
    });
  }

  async #makeLinks(): Promise<void> {
    const links = new LinkMaker(
      this.#index,
      this.#tree,
      this.#attributes,
      this.#xattrs,
      this.#losses,
      this.#files.linked,
    );
    this.#links = links;
    const { special } = this.#request;
    for (const kind of [EntryKind.fifo, EntryKind.character, EntryKind.block]) {
      await this.#each(kind, (entry) => {
        if (special) links.special(entry);
        else this.#losses.add('device', pathOf(this.#index, entry));
      });
    }
    await this.#each(EntryKind.symlink, (entry) => links.symlink(entry));
    await this.#each(EntryKind.hardLink, (entry) => links.hardLink(entry));
  }

  #finishFolders(): void {
    const inner: MadeFolder[] = [];
    for (const folder of this.#tree.folders()) {
      if (folder.listed.includes('/')) inner.push(folder);
    }
    for (const { path, listed } of inner.toReversed()) {
      this.#finishFolder(path, this.#folderEntries.get(keyOf(listed)));
    }
  }

  #finishFolder(path: HostPath, entry: number | undefined): void {
    if (entry === undefined) chmodSync(forSystem(path), impliedMode);
    else this.#attributes.ofFolder(path, entry);
  }

  /** Does something for every entry of a kind, and lets others have their turn. */
  async #each(kind: EntryKind, act: (entry: number) => void): Promise<void> {
    let done = 0;
    for (const entry of this.#entriesOf(kind)) {
      if (this.#options.isCancelled?.() === true) throw new EngineError('cancelled');
      act(entry);
      if (++done % entriesPerTurn === 0) await setImmediate();
    }
  }

  *#entriesOf(kind: EntryKind): Generator<number> {
    for (let entry = 0; entry < this.#index.count; entry++) {
      if (this.#index.kind[entry] === kind) yield entry;
    }
  }
}

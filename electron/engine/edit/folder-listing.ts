import { lstatSync, readdirSync, readlinkSync, type BigIntStats } from 'node:fs';
import path from 'node:path';
import type { ExportLoss } from '../../../shared/model/export.ts';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { limits, limitValues, type LimitName } from '../bytes/limits.ts';
import { LossLog } from '../export/loss-log.ts';
import { IndexColumns } from '../layer/index-columns.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { isMarked } from '../tar/clean-path.ts';
import { identityOfStats } from '../bytes/file-identity.ts';
import type { FileIdentity } from '../bytes/blob-location.ts';

/** What a folder holds, as a layer is made of it. */
export interface FolderListing {
  readonly index: LayerIndex;
  /** What each file was when it was listed, by entry. */
  readonly files: ReadonlyMap<number, FileIdentity>;
  readonly losses: readonly ExportLoss[];
}

export interface FolderOptions {
  /** Milliseconds since 1970 that all entries get. */
  readonly time: number;
  readonly isCancelled: () => boolean;
}

const slash = 0x2f;
/** What Windows can say of a file is no mode of Unix: as Docker does, everything may be executed. */
const windowsMode = 0o755;
const modeBits = 0o7777;
const linkMode = 0o777;

/**
 * Lists a folder in the order of the bytes of whole paths, for a layer that depends on nothing but names, contents, modes
 * and links: everything belongs to root and has one time. Symbolic links are kept as they are and never followed; names
 * that share a file are hard links to the first. Sockets, pipes and devices are left out (`device`), and names that would
 * be whiteouts in a layer (`name-refused`). Throws `EngineError` `permission-denied`, `not-found`, `not-readable`,
 * `limit-reached`, `cancelled`.
 */
export function listFolder(folder: string, { time, isCancelled }: FolderOptions): FolderListing {
  const lister = new FolderLister(folder, time);
  // What is left to do of every open folder, the next step last.
  const open: Step[][] = [lister.stepsOf(new Uint8Array())];
  for (let steps = open.at(-1); steps !== undefined; steps = open.at(-1)) {
    if (isCancelled()) throw new EngineError('cancelled');
    const step = steps.pop();
    if (step === undefined) open.pop();
    else if (step.below) open.push(lister.stepsOf(step.path));
    else if (lister.add(step.path)) insertBelow(steps, step);
  }
  return lister.finish();
}

interface Step {
  readonly path: Uint8Array;
  /** The name, for a folder's content with the slash behind it. */
  readonly key: Uint8Array;
  /** Stands for what is in the folder, not for the folder itself. */
  readonly below: boolean;
}

/** What is in a folder comes where its path with a slash stands in the order. */
function insertBelow(steps: Step[], { path: at, key }: Step): void {
  const below = { path: at, key: Buffer.concat([key, Uint8Array.of(slash)]), below: true };
  let place = steps.length;
  while (place > 0 && Buffer.compare(steps[place - 1]!.key, below.key) < 0) place--;
  steps.splice(place, 0, below);
}

class FolderLister {
  readonly #folder: Uint8Array;
  readonly #time: number;
  readonly #columns = new IndexColumns(false);
  readonly #files = new Map<number, FileIdentity>();
  /** First names of files that have several, by device and number. */
  readonly #names = new Map<string, Uint8Array>();
  readonly #losses = new LossLog();

  constructor(folder: string, time: number) {
    this.#folder = Buffer.from(folder);
    this.#time = time;
  }

  /** What is in a folder, the first to come last. */
  stepsOf(at: Uint8Array): Step[] {
    const names = this.#ask(at, (place) => readdirSync(place, { encoding: 'buffer' }));
    const start = at.length === 0 ? at : Buffer.concat([at, Uint8Array.of(slash)]);
    return names
      .map((key) => ({ path: Buffer.concat([start, key]), key, below: false }))
      .sort((one, other) => Buffer.compare(other.key, one.key));
  }

  /** Adds what is at a path, unless a layer cannot hold it; true for a folder that was added. */
  add(at: Uint8Array): boolean {
    const base = at.lastIndexOf(slash) + 1;
    if (isMarked(at, base, at.length)) {
      this.#losses.add('name-refused', at);
      return false;
    }
    const stats = this.#ask(at, (place) => lstatSync(place, { bigint: true }));
    const kind = kindOf(stats);
    if (kind === null) {
      this.#losses.add('device', at);
      return false;
    }
    if (this.#columns.count >= limits.layerEntries) tooMany('layerEntries');
    if (partsOf(at) > limits.pathParts) tooMany('pathParts');
    const first = kind === EntryKind.file ? this.#firstName(stats, at) : null;
    const link =
      kind === EntryKind.symlink
        ? this.#ask(at, (place) => readlinkSync(place, { encoding: 'buffer' }))
        : (first ?? new Uint8Array());
    this.#addEntry(at, first === null ? kind : EntryKind.hardLink, stats, link);
    return kind === EntryKind.directory;
  }

  finish(): FolderListing {
    const columns = this.#columns;
    const { count } = columns;
    const index: LayerIndex = {
      count,
      kind: columns.kind.slice(0, count),
      mode: columns.mode.slice(0, count),
      owner: new Uint32Array(count),
      size: columns.size.slice(0, count),
      modified: new Float64Array(count).fill(this.#time),
      body: new Uint32Array(count),
      pathStart: columns.pathStart.slice(0, count + 1),
      paths: columns.paths.bytes.slice(0, columns.paths.length),
      linkStart: columns.linkStart.slice(0, count + 1),
      links: columns.links.bytes.slice(0, columns.links.length),
      owners: [{ uid: 0, gid: 0, userName: '', groupName: '' }],
      extras: new Map(),
      contentHash: null,
      unpackedBytes: 0,
      problems: [],
    };
    return { index, files: this.#files, losses: this.#losses.losses() };
  }

  #addEntry(at: Uint8Array, kind: EntryKind, stats: BigIntStats, link: Uint8Array): void {
    const columns = this.#columns;
    columns.reserve();
    const { count } = columns;
    if (!columns.paths.reserve(at.length) || !columns.links.reserve(link.length)) {
      tooMany('layerNameBytes');
    }
    columns.kind[count] = kind;
    columns.mode[count] = modeOf(kind, stats);
    const isFile = kind === EntryKind.file;
    columns.size[count] = isFile ? Number(stats.size) : 0;
    if (isFile) this.#files.set(count, identityOfStats(stats));
    columns.paths.bytes.set(at, columns.paths.length);
    columns.paths.length += at.length;
    columns.links.bytes.set(link, columns.links.length);
    columns.links.length += link.length;
    columns.count++;
    columns.pathStart[columns.count] = columns.paths.length;
    columns.linkStart[columns.count] = columns.links.length;
  }

  #firstName(stats: BigIntStats, at: Uint8Array): Uint8Array | null {
    if (stats.nlink < 2n) return null;
    const key = `${stats.dev} ${stats.ino}`;
    const first = this.#names.get(key);
    if (first === undefined) this.#names.set(key, at);
    return first ?? null;
  }

  #ask<Answer>(at: Uint8Array, ask: (place: Buffer) => Answer): Answer {
    try {
      return ask(placeIn(this.#folder, at));
    } catch (error) {
      throw fileError(error, path.basename(Buffer.from(at).toString()) || 'folder');
    }
  }
}

/** Where a listed path lies. */
export function placeIn(folder: Uint8Array, at: Uint8Array): Buffer {
  return at.length === 0 ? Buffer.from(folder) : Buffer.concat([folder, Buffer.from(path.sep), at]);
}

function kindOf(stats: BigIntStats): EntryKind | null {
  if (stats.isFile()) return EntryKind.file;
  if (stats.isDirectory()) return EntryKind.directory;
  return stats.isSymbolicLink() ? EntryKind.symlink : null;
}

function modeOf(kind: EntryKind, { mode }: BigIntStats): number {
  if (kind === EntryKind.symlink) return linkMode;
  return process.platform === 'win32' ? windowsMode : Number(mode) & modeBits;
}

function partsOf(at: Uint8Array): number {
  let parts = 1;
  for (const byte of at) if (byte === slash) parts++;
  return parts;
}

function tooMany(limit: LimitName): never {
  throw new EngineError('limit-reached', limitValues(limit));
}

import { chmodSync, lstatSync } from 'node:fs';
import type { LossLog } from '../export/loss-log.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { attributeDump, refusedPaths } from './attribute-dump.ts';
import { forSystem } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import { pathOf } from './listed-names.ts';
import { hasSetfattr, runSetfattr } from './setfattr.ts';

/** A run of the program gets no more once it has so many characters or paths. */
const batch = { characters: 4 * 1024 * 1024, paths: 4096 } as const;

interface Bearer {
  readonly entry: number;
  readonly path: HostPath;
}

/**
 * Extended attributes, POSIX ACLs among them, of what lies in a private tree. Node has no call for them, so `setfattr`
 * writes them, where it is installed. What it could not set is noted; which those are is up to the system: `security.`
 * and `trusted.` are for root, `user.` is for files and folders.
 */
export class ExtendedAttributes {
  readonly #index: LayerIndex;
  readonly #root: HostPath;
  readonly #losses: LossLog;
  readonly #folders: Bearer[] = [];
  readonly #others: Bearer[] = [];

  constructor(index: LayerIndex, root: HostPath, losses: LossLog) {
    this.#index = index;
    this.#root = root;
    this.#losses = losses;
  }

  /** Remembers a folder that was made. Folders come after those they lie in. */
  ofFolder(path: HostPath, entry: number): void {
    if (hasXattrs(this.#index, entry)) this.#folders.push({ entry, path });
  }

  /** Remembers something else that was made. */
  of(path: HostPath, entry: number): void {
    if (hasXattrs(this.#index, entry)) this.#others.push({ entry, path });
  }

  /**
   * Sets the attributes of everything remembered. It must have its owner, as a change of owner takes
   * `security.capability` away; its folders must be open to this process. Modes stay as they are.
   */
  async write(isCancelled: () => boolean): Promise<void> {
    // An access list may close a folder to its owner: those inside go first.
    const bearers = [...this.#others, ...this.#folders.toReversed()];
    if (bearers.length === 0) return;
    if (!hasSetfattr()) {
      for (const bearer of bearers) this.#lose(bearer);
      return;
    }
    const modes = bearers.map(openToWriting);
    try {
      await this.#setAll(bearers, isCancelled);
    } finally {
      for (const [place, mode] of [...modes.entries()].toReversed()) {
        if (mode !== null) chmodSync(forSystem(bearers[place]!.path), mode);
      }
    }
  }

  async #setAll(bearers: readonly Bearer[], isCancelled: () => boolean): Promise<void> {
    let dump = '';
    let dumped: Bearer[] = [];
    for (const bearer of bearers) {
      const { entry, path } = bearer;
      const xattrs = this.#index.extras.get(entry)?.xattrs ?? [];
      const text = attributeDump(this.#inTree(path), xattrs);
      if (text === null) {
        this.#lose(bearer);
        continue;
      }
      dump += text;
      dumped.push(bearer);
      if (dump.length < batch.characters && dumped.length < batch.paths) continue;
      await this.#set(dump, dumped, isCancelled);
      dump = '';
      dumped = [];
    }
    if (dumped.length > 0) await this.#set(dump, dumped, isCancelled);
  }

  async #set(dump: string, dumped: readonly Bearer[], isCancelled: () => boolean): Promise<void> {
    const messages = await runSetfattr(dump, this.#root.toString(), isCancelled);
    const refused = messages === null ? null : refusedPaths(messages);
    for (const bearer of dumped) {
      const key = this.#inTree(bearer.path).toString('hex');
      if (refused === null || refused.has(key)) this.#lose(bearer);
    }
  }

  #inTree(path: HostPath): HostPath {
    return path.subarray(this.#root.length + 1);
  }

  #lose({ entry }: Bearer): void {
    this.#losses.add('xattr', pathOf(this.#index, entry));
  }
}

/** Whether an entry has extended attributes. */
export function hasXattrs({ extras }: LayerIndex, entry: number): boolean {
  return (extras.get(entry)?.xattrs?.length ?? 0) > 0;
}

/** Attributes of users are for who may write. Answers the mode there was; null for a symbolic link, which has none. */
function openToWriting({ path }: Bearer): number | null {
  const place = forSystem(path);
  const stats = lstatSync(place);
  if (stats.isSymbolicLink()) return null;
  const mode = stats.mode & 0o7777;
  if ((mode & 0o200) === 0) chmodSync(place, mode | 0o200);
  return mode;
}

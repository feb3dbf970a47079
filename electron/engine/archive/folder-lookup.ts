import { lstatSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { fileError } from '../bytes/engine-error.ts';
import { limits } from '../bytes/limits.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import { locateFile } from '../bytes/random-access.ts';
import type { FoundFile, Lookup } from './lookup.ts';
import { joinName, memberName } from './member-name.ts';

/** How deep a layout's own files lie: `blobs/sha256/<hex>`, and `<id>/layer.tar` of an unpacked docker archive. */
const listedDepth = 3;

/**
 * The files of a layout folder. A name is only ever resolved inside the folder: where a symbolic link leads out of
 * it, nothing is found. Only regular files are, so that no pipe or device is opened.
 */
export class FolderLookup implements Lookup {
  readonly identity = null;
  readonly #root: string;
  readonly #log: ProblemLog;
  readonly #reported = new Set<string>();
  #listing: Listing | null = null;

  /** Throws `EngineError` when the folder cannot be read. */
  constructor(folder: string, log: ProblemLog) {
    this.#log = log;
    try {
      this.#root = realpathSync(folder);
      readdirSync(this.#root);
    } catch (error) {
      throw fileError(error, basename(folder));
    }
  }

  get names(): readonly string[] {
    return this.#list().names;
  }

  get storedBytes(): number {
    return this.#list().storedBytes;
  }

  find(name: string): FoundFile | null {
    const cleaned = memberName(name);
    if (cleaned === '' || cleaned.includes('\0')) return null;
    try {
      const path = realpathSync(join(this.#root, ...cleaned.split('/')));
      if (!this.#isInside(path)) {
        this.#report('path-escapes', cleaned);
        return null;
      }
      return statSync(path).isFile() ? { name: cleaned, location: locateFile(path) } : null;
    } catch (error) {
      const { code } = fileError(error, cleaned).failure;
      if (code !== 'not-found') this.#report('source-unreadable', cleaned);
      return null;
    }
  }

  #isInside(path: string): boolean {
    return path.startsWith(this.#root.endsWith(sep) ? this.#root : `${this.#root}${sep}`);
  }

  #report(code: 'path-escapes' | 'source-unreadable', name: string): void {
    if (this.#reported.has(name)) return;
    this.#reported.add(name);
    this.#log.add(code, 'error', { member: name });
  }

  #list(): Listing {
    this.#listing ??= listFolder(this.#root);
    return this.#listing;
  }
}

interface Listing {
  readonly names: string[];
  storedBytes: number;
}

function listFolder(root: string): Listing {
  const listing: Listing = { names: [], storedBytes: 0 };
  listInto(root, '', 1, listing);
  return listing;
}

function listInto(folder: string, name: string, depth: number, listing: Listing): void {
  for (const entry of readFolder(folder)) {
    if (listing.names.length >= limits.members) return;
    const path = join(folder, entry.name);
    const child = joinName(name, entry.name);
    if (entry.isFile() || entry.isSymbolicLink()) {
      listing.names.push(child);
      if (entry.isFile()) listing.storedBytes += sizeOf(path);
    } else if (entry.isDirectory() && depth < listedDepth) {
      listInto(path, child, depth + 1, listing);
    }
  }
}

/** In a fixed order; an unreadable folder has no entries. */
function readFolder(folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function sizeOf(path: string): number {
  try {
    return lstatSync(path).size;
  } catch {
    return 0;
  }
}

import {
  lstatSync,
  readdirSync,
  realpathSync,
  statSync,
  type BigIntStats,
  type Dirent,
} from 'node:fs';
import { basename, join, sep } from 'node:path';
import { fileError } from '../bytes/engine-error.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import { locateStats } from '../bytes/random-access.ts';
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
  /** Every name is looked for once: images of one family name the same blobs. */
  readonly #found = new Map<string, FoundFile | null>();
  /** Real paths of the folders that files were looked for in, by their names. */
  readonly #folders = new Map<string, string>();
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
    const known = this.#found.get(cleaned);
    if (known !== undefined) return known;
    const found = this.#look(cleaned);
    this.#found.set(cleaned, found);
    return found;
  }

  #look(cleaned: string): FoundFile | null {
    try {
      const place = this.#resolve(cleaned);
      if (!this.#isInside(place.path)) {
        this.#report('path-escapes', cleaned);
        return null;
      }
      const { path, stats } = place;
      return stats.isFile() ? { name: cleaned, location: locateStats(path, stats) } : null;
    } catch (error) {
      const { code } = fileError(error, cleaned).failure;
      if (code !== 'not-found') this.#report('source-unreadable', cleaned);
      return null;
    }
  }

  /** Where a name leads to. Resolving the whole path of each of a thousand blobs would take most of the opening. */
  #resolve(cleaned: string): { readonly path: string; readonly stats: BigIntStats } {
    const cut = cleaned.lastIndexOf('/');
    const folder = cut < 0 ? this.#root : this.#realFolder(cleaned.slice(0, cut));
    const path = join(folder, cleaned.slice(cut + 1));
    const stats = lstatSync(path, { bigint: true });
    if (!stats.isSymbolicLink()) return { path, stats };
    const target = realpathSync(path);
    return { path: target, stats: statSync(target, { bigint: true }) };
  }

  #realFolder(name: string): string {
    const known = this.#folders.get(name);
    if (known !== undefined) return known;
    const folder = realpathSync(join(this.#root, ...name.split('/')));
    this.#folders.set(name, folder);
    return folder;
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
    if (this.#listing === null) {
      this.#listing = listFolder(this.#root, this.#found);
      if (!this.#listing.whole) this.#log.add('limit-reached', 'error', {}, limitValues('members'));
    }
    return this.#listing;
  }
}

interface Listing {
  readonly names: string[];
  storedBytes: number;
  /** Whether there are no more than `limits.members`. */
  whole: boolean;
}

/** Files that were found before are not asked for their sizes again. */
type Found = ReadonlyMap<string, FoundFile | null>;

function listFolder(root: string, found: Found): Listing {
  const listing: Listing = { names: [], storedBytes: 0, whole: true };
  listInto(root, '', 1, listing, found);
  return listing;
}

function listInto(
  folder: string,
  name: string,
  depth: number,
  listing: Listing,
  found: Found,
): void {
  for (const entry of readFolder(folder)) {
    const child = joinName(name, entry.name);
    if (entry.isFile() || entry.isSymbolicLink()) {
      if (listing.names.length >= limits.members) {
        listing.whole = false;
        return;
      }
      listing.names.push(child);
      if (!entry.isFile()) continue;
      listing.storedBytes += found.get(child)?.location.length ?? sizeOf(join(folder, entry.name));
    } else if (entry.isDirectory() && depth < listedDepth) {
      listInto(join(folder, entry.name), child, depth + 1, listing, found);
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

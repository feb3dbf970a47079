import { limits } from '../bytes/limits.ts';
import type { ListedPackage, ListedRead, UnreadReason } from './package-record.ts';
import { textOf, visitLines } from './text-lines.ts';

const newline = 0x0a;
const slash = 0x2f;
const space = 0x20;
/** Longest path that is kept: Linux opens no longer one, and folders that are named once are put before many names. */
const longestPath = 4096;
const firstCapacity = 1 << 16;

/** Gathers the paths of files that a record lists. */
export class PathCollector {
  #bytes = new Uint8Array(firstCapacity);
  #used = 0;
  #missing: UnreadReason | null = null;
  readonly #packages: ListedPackage[] = [];

  /** Adds `folder`, a slash and `name`. False when there are too many to go on. */
  add(folder: Uint8Array, name: Uint8Array): boolean {
    const length = folder.length + name.length + 2;
    if (length > longestPath || name.includes(newline) || folder.includes(newline)) return true;
    if (this.#used + length > limits.packageDatabaseBytes) {
      this.#missing = 'too-large';
      return false;
    }
    this.#reserve(length);
    this.#bytes.set(folder, this.#used);
    this.#bytes[this.#used + folder.length] = slash;
    this.#bytes.set(name, this.#used + folder.length + 1);
    this.#used += length;
    this.#bytes[this.#used - 1] = newline;
    return true;
  }

  /** Says that the paths since the last package are those of this one. */
  endPackage(name: string): void {
    const before = this.#packages.at(-1)?.end ?? 0;
    if (this.#used > before) this.#packages.push({ name, end: this.#used });
  }

  /** Says that some could not be read. */
  damaged(): void {
    this.#missing ??= 'damaged';
  }

  end(): ListedRead {
    const paths = this.#bytes.slice(0, this.#used);
    return { kind: 'listed', paths, packages: this.#packages, missing: this.#missing };
  }

  #reserve(length: number): void {
    if (this.#used + length <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#used + length));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }
}

/** A file that is a list of lines: the paths of dpkg's `info/PACKAGE.list`, or its `diversions`. */
export function parseLines(bytes: Uint8Array): ListedRead {
  return { kind: 'listed', paths: bytes.slice(), packages: [], missing: null };
}

const nothing = new Uint8Array();

/** The paths of a file of hashes, as `md5sum` writes it: the hash, two spaces (or one and a star), the path. */
export function parseSums(bytes: Uint8Array): ListedRead {
  const collector = new PathCollector();
  visitLines(bytes, (start, end) => {
    const at = bytes.subarray(start, end).indexOf(space);
    if (at === -1 || start + at + 2 >= end) return true;
    return collector.add(nothing, bytes.subarray(start + at + 2, end));
  });
  return collector.end();
}

const fileLetter = 0x52;
const folderLetter = 0x46;
const packageLetter = 0x50;
const colon = 0x3a;

/**
 * The files in apk's database: `P:` names a package, `F:` a folder, `R:` a file in the folder named last (apk-tools,
 * apk-package(5)).
 */
export function parseApkFiles(bytes: Uint8Array): ListedRead {
  const collector = new PathCollector();
  let folder: Uint8Array = nothing;
  let name = '';
  const endPackage = (): void => {
    collector.endPackage(name);
    folder = nothing;
    name = '';
  };
  visitLines(bytes, (start, end) => {
    if (start === end) endPackage();
    if (bytes[start + 1] !== colon || start + 2 > end) return true;
    if (bytes[start] === packageLetter) name = textOf(bytes, start + 2, end);
    if (bytes[start] === folderLetter) folder = bytes.subarray(start + 2, end);
    return bytes[start] !== fileLetter || collector.add(folder, bytes.subarray(start + 2, end));
  });
  endPackage();
  return collector.end();
}

/** Of a list, the paths of packages of some names; all of them where the list is of one package. */
export function pathsOfPackages(
  { paths, packages }: Pick<ListedRead, 'paths' | 'packages'>,
  names: ReadonlySet<string>,
): Uint8Array {
  if (packages.length === 0) return paths;
  const parts: Uint8Array[] = [];
  let start = 0;
  for (const { name, end } of packages) {
    if (names.has(name)) parts.push(paths.subarray(start, end));
    start = end;
  }
  return Buffer.concat(parts);
}

import { limits } from '../bytes/limits.ts';
import type { ListedRead, UnreadReason } from './package-record.ts';
import { visitLines } from './text-lines.ts';

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

  /** Says that some could not be read. */
  damaged(): void {
    this.#missing ??= 'damaged';
  }

  end(): ListedRead {
    return { kind: 'listed', paths: this.#bytes.slice(0, this.#used), missing: this.#missing };
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
  return { kind: 'listed', paths: bytes.slice(), missing: null };
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
const colon = 0x3a;

/** The files in apk's database: `F:` names a folder, `R:` a file in the folder named last (apk-tools, apk-package(5)). */
export function parseApkFiles(bytes: Uint8Array): ListedRead {
  const collector = new PathCollector();
  let folder: Uint8Array = nothing;
  visitLines(bytes, (start, end) => {
    if (start === end) folder = nothing;
    if (bytes[start + 1] !== colon || start + 2 > end) return true;
    if (bytes[start] === folderLetter) folder = bytes.subarray(start + 2, end);
    return bytes[start] !== fileLetter || collector.add(folder, bytes.subarray(start + 2, end));
  });
  return collector.end();
}

import { EngineError } from '../bytes/engine-error.ts';
import type { StreamOptions } from '../bytes/input-feed.ts';
import type { RandomAccess } from '../bytes/random-access.ts';

/** Files of uncompressed layers in groups of one size. Columns by file, so that they can be sent to a worker. */
export interface FileGroups {
  /** Position of the file's layer among the sources. */
  readonly layer: Uint16Array;
  /** Offset of the body in units of 512 bytes. */
  readonly body: Uint32Array;
  /** Bytes. */
  readonly size: Float64Array;
  /** Group i is the files from `groupStart[i]` to `groupStart[i + 1]`; one longer than there are groups. */
  readonly groupStart: Uint32Array;
}

export interface CompareOptions extends Pick<StreamOptions, 'isCancelled'> {
  /** Told how many bytes of the files that are not the first of their group are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Bytes of two files held against each other at a time. */
const pieceBytes = 256 * 1024;
const blockBytes = 512;

/**
 * For each file the position of the first file of its group with the same content: its own where there is none before
 * it, or where its body is cut off. Throws `EngineError` `cancelled` and what reading gives.
 */
export function compareContents(
  sources: readonly RandomAccess[],
  groups: FileGroups,
  options: CompareOptions = {},
): Uint32Array {
  const comparison = new Comparison(sources, groups, options);
  const first = Uint32Array.from(groups.size, (_, file) => file);
  for (let group = 0; group + 1 < groups.groupStart.length; group++) {
    const start = groups.groupStart[group]!;
    const end = groups.groupStart[group + 1]!;
    for (let file = start + 1; file < end; file++) {
      for (let other = start; other < file; other++) {
        if (first[other] !== other || !comparison.areEqual(other, file)) continue;
        first[file] = other;
        break;
      }
      comparison.passed(file);
    }
  }
  return first;
}

class Comparison {
  readonly #sources: readonly RandomAccess[];
  readonly #groups: FileGroups;
  readonly #options: CompareOptions;
  readonly #left = Buffer.alloc(pieceBytes);
  readonly #right = Buffer.alloc(pieceBytes);
  /** Bytes of the files that are done. */
  #done = 0;

  constructor(sources: readonly RandomAccess[], groups: FileGroups, options: CompareOptions) {
    this.#sources = sources;
    this.#groups = groups;
    this.#options = options;
  }

  areEqual(one: number, other: number): boolean {
    const size = this.#groups.size[one]!;
    for (let position = 0; position < size; position += pieceBytes) {
      if (this.#options.isCancelled?.() === true) throw new EngineError('cancelled');
      if (position > 0) this.#options.onProgress?.(this.#done + position);
      const length = Math.min(pieceBytes, size - position);
      const left = this.#read(one, position, this.#left.subarray(0, length));
      const right = this.#read(other, position, this.#right.subarray(0, length));
      if (left === null || right === null || !left.equals(right)) return false;
    }
    return true;
  }

  /** Counts a file as done. */
  passed(file: number): void {
    this.#done += this.#groups.size[file]!;
    this.#options.onProgress?.(this.#done);
  }

  /** Null where the body ends before it should. */
  #read(file: number, position: number, target: Buffer): Buffer | null {
    const source = this.#sources[this.#groups.layer[file]!]!;
    const start = this.#groups.body[file]! * blockBytes + position;
    return source.read(target, start) === target.length ? target : null;
  }
}

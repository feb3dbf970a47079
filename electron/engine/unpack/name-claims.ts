import { systemCodeOf } from '../bytes/engine-error.ts';
import { changedName, isPlainName, shorterLimits, unchanged } from './host-names.ts';
import type { NameChange } from './host-names.ts';
import { joined } from './host-path.ts';
import type { HostPath } from './host-path.ts';

/** A thing that was made under a name, which may be another than the wanted one. */
export interface Claimed<Result> {
  readonly name: Buffer;
  readonly path: HostPath;
  readonly result: Result;
}

/** Most numbers that are tried for one name. */
const mostAttempts = 100_000;

/**
 * Finds names that a file system takes. What it cannot tell apart, cannot hold or finds too long is learnt from the file
 * system itself: two names that differ in case are one name in one folder and two in the next.
 */
export class NameClaims {
  readonly #alwaysEscape: boolean;
  /** The last number that was tried behind a name, by what the name looks like without case. */
  readonly #numbers = new Map<string, number>();

  /** On Windows `:` and names of devices do not fail but do something else. */
  constructor(alwaysEscape = process.platform === 'win32') {
    this.#alwaysEscape = alwaysEscape;
  }

  /**
   * Makes something by `make`, which must not take what is there already, under `name` or one that is like it. Null when
   * there is no such name. Throws what `make` throws for other reasons than the name.
   */
  claim<Result>(
    folder: HostPath,
    name: Buffer,
    make: (path: HostPath) => Result,
  ): Claimed<Result> | null {
    if (!isPlainName(name)) return null;
    let change: NameChange | null = { ...unchanged, escaped: this.#alwaysEscape };
    for (let attempt = 0; change !== null && attempt < mostAttempts; attempt++) {
      const candidate = changedName(name, change);
      const path = joined(folder, candidate);
      try {
        return { name: candidate, path, result: make(path) };
      } catch (error) {
        change = this.#nextChange(change, folder, name, error);
      }
    }
    return null;
  }

  #nextChange(
    change: NameChange,
    folder: HostPath,
    name: Buffer,
    error: unknown,
  ): NameChange | null {
    switch (systemCodeOf(error)) {
      case 'EEXIST':
        return { ...change, number: this.#nextNumber(folder, name) };
      case 'EINVAL':
      case 'EILSEQ':
        return change.escaped ? null : { ...change, escaped: true };
      case 'ENAMETOOLONG': {
        const length = Math.min(changedName(name, change).length, change.limit);
        const limit = shorterLimits.find((each) => each < length);
        return limit === undefined ? null : { ...change, limit };
      }
      default:
        throw error;
    }
  }

  #nextNumber(folder: HostPath, name: Buffer): number {
    const looks = name.toString('utf8').normalize('NFKC').toLowerCase();
    const key = `${folder.toString('latin1')}\0${looks}`;
    const number = (this.#numbers.get(key) ?? 1) + 1;
    this.#numbers.set(key, number);
    return number;
  }
}

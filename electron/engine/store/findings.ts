import { relative } from 'node:path';
import type { Problem } from '../../../shared/model/problem.ts';
import type { StoreFinding } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { moveAside } from './quarantine.ts';
import type { StoreLock } from './store-lock.ts';

/** What a check has found, and the right to mend it. */
export class Findings {
  /** Null for a check that only looks. */
  readonly lock: StoreLock | null;
  readonly #folder: string;
  readonly #all: StoreFinding[] = [];

  constructor(folder: string, lock: StoreLock | null) {
    this.#folder = folder;
    this.lock = lock;
  }

  get all(): readonly StoreFinding[] {
    return this.#all;
  }

  /** Something that is only said. */
  found(problem: Problem): void {
    this.#all.push({ problem, outcome: 'found', quarantine: null });
  }

  /** Something that `mend` sets right, when this check may. */
  mendable(problem: Problem, mend: (lock: StoreLock) => void): void {
    if (this.lock === null) return this.found(problem);
    mend(this.lock);
    this.#all.push({ problem, outcome: 'mended', quarantine: null });
  }

  /** A file that has no business where it is; it is moved aside when this check may. */
  misplaced(problem: Problem, path: string): void {
    if (this.lock === null) return this.found(problem);
    try {
      this.movedAside(problem, moveAside(this.#folder, path));
    } catch (error) {
      // Its name is no UTF-8, by which it could be found again.
      if (!(error instanceof EngineError) || error.failure.code !== 'not-found') throw error;
      this.found(problem);
    }
  }

  /** Something that has been moved already, to a place below the store's folder. */
  movedAside(problem: Problem, quarantine: string): void {
    this.#all.push({ problem, outcome: 'moved-aside', quarantine });
  }

  /** How a file of the store is called for the user. */
  nameOf(path: string): string {
    return relative(this.#folder, path).split('\\').join('/');
  }
}

import vm from 'node:vm';
import { EngineError } from '../bytes/engine-error.ts';
import { limits } from '../bytes/limits.ts';

/**
 * The time that a pattern of a user has where it is held against names on a thread that has nothing else to do: with
 * names that were made for it, it could take longer than anybody lives. All that it is asked counts together.
 */
export class PatternBudget {
  readonly #pattern: string;
  readonly #work: { run: () => void } = { run: () => {} };
  #context: vm.Context | null = null;
  #left: number;

  constructor(pattern: string, time = limits.patternTime) {
    this.#pattern = pattern;
    this.#left = time;
  }

  /**
   * Does some work with the pattern, many names at a time: each call costs as much as a hundred easy names.
   *
   * @throws EngineError `pattern-slow` when the time is over
   */
  run<Result>(work: () => Result): Result {
    const begin = performance.now();
    const results: Result[] = [];
    this.#work.run = () => void results.push(work());
    try {
      this.#runBounded();
    } finally {
      this.#left -= performance.now() - begin;
    }
    return results[0]!;
  }

  /** Only a script that is run in a context of its own can be ended, in the middle of a regular expression too. */
  #runBounded(): void {
    if (this.#left <= 0) throw this.#slow();
    this.#context ??= vm.createContext(this.#work);
    try {
      vm.runInContext('run()', this.#context, { timeout: Math.ceil(this.#left) });
    } catch (error) {
      throw isTimeout(error) ? this.#slow() : error;
    }
  }

  #slow(): EngineError {
    return new EngineError('pattern-slow', { pattern: this.#pattern });
  }
}

/** The error comes from the context, whose `Error` is another one than here. */
function isTimeout(error: unknown): boolean {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

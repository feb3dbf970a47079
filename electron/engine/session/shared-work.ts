import { setMaxListeners } from 'node:events';
import { EngineError } from '../bytes/engine-error.ts';
import { untilAborted } from '../bytes/until-aborted.ts';
import type { RunningJob } from './jobs.ts';

/** Who waits for work that others may wait for, too. */
export interface WorkCaller {
  /** Aborts when this one gives it up. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: RunningJob['progress'] | undefined;
}

/**
 * Work that is done once for all who wait for it. Each of them can give it up for itself; the work ends when the last
 * one did. All of them are told how far it is.
 */
export class SharedWork<Result> {
  /** What comes of it, also for whoever only looks on. */
  readonly result: Promise<Result>;
  readonly #controller = new AbortController();
  readonly #callers = new Set<WorkCaller>();
  #isSettled = false;
  #progress: Parameters<RunningJob['progress']> | null = null;

  /** Begins at once. */
  constructor(work: (job: RunningJob) => Promise<Result>) {
    const { signal } = this.#controller;
    // It may wait for as many tasks as an image has layers, each listening.
    setMaxListeners(0, signal);
    this.result = work({
      signal,
      progress: (...progress) => {
        this.#progress = progress;
        for (const caller of this.#callers) caller.progress?.(...progress);
      },
    });
    const settle = (): void => {
      this.#isSettled = true;
    };
    this.result.then(settle, settle);
  }

  /** Whether everybody who waited gave it up before it was done: nobody should wait for it any more. */
  get isGivenUp(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for it. Rejects with what the work rejects with, and with EngineError `cancelled` once the caller gives it up. */
  async join(caller: WorkCaller): Promise<Result> {
    const { signal, progress } = caller;
    // One that joins twice counts twice.
    const own: WorkCaller = { signal, progress };
    this.#callers.add(own);
    if (this.#progress !== null) progress?.(...this.#progress);
    try {
      return await (signal === undefined ? this.result : untilAborted(this.result, signal));
    } finally {
      this.#callers.delete(own);
      const isLast = this.#callers.size === 0 && !this.#isSettled;
      if (isLast && signal?.aborted === true) this.#controller.abort();
    }
  }
}

/** A `Map` or `WeakMap` of what has been asked for. */
interface Shelf<Key, Result> {
  get(key: Key): SharedWork<Result> | undefined;
  set(key: Key, shared: SharedWork<Result>): unknown;
  delete(key: Key): boolean;
}

/**
 * What `work` makes of `key`, made once and then remembered for as long as the key is. Whoever asks meanwhile waits for
 * the same work, which ends when the last of them gave it up. What fails is forgotten.
 *
 * @throws EngineError `cancelled` when the caller's signal aborts, and what `work` throws
 */
export async function remembered<Key, Result>(
  known: Shelf<Key, Result>,
  key: Key,
  work: (job: RunningJob) => Promise<Result>,
  caller: WorkCaller,
): Promise<Result> {
  if (caller.signal?.aborted === true) throw new EngineError('cancelled');
  const before = known.get(key);
  if (before !== undefined && !before.isGivenUp) return before.join(caller);
  const shared = new SharedWork(work);
  known.set(key, shared);
  shared.result.catch(() => {
    if (known.get(key) === shared) known.delete(key);
  });
  return shared.join(caller);
}

import { Worker } from 'node:worker_threads';
import { EngineError } from '../bytes/engine-error.ts';
import { limits } from '../bytes/limits.ts';
import { pathColumns } from '../tree/path-columns.ts';
import type { TreePaths } from '../tree/path-columns.ts';
import { isOverPath } from '../view/pattern-match.ts';
import type { Pattern } from '../view/pattern-match.ts';
import type { PatternMatches, PatternRunner } from './pattern-runner.ts';
import type { PoolMessage, TaskReply, TaskRequest } from './protocol.ts';
import type { PatternCall } from './tasks.ts';

/** Trees whose paths stay with the thread. */
const mostKept = 4;
/** Milliseconds in which a pattern that nobody waits for any more has to end by itself. */
const grace = 50;

/** How a pattern ended. */
type Ending =
  | { readonly kind: 'done' | 'slow' | 'cancelled' }
  | { readonly kind: 'failed'; readonly error: EngineError };

const slow: Ending = { kind: 'slow' };

/**
 * A thread of its own for patterns of users: it runs one after another, and one that takes longer than
 * `limits.patternTime` ends with the thread, which is started again for the next. Only matching counts, not what it
 * takes to start the thread and hand it the paths.
 */
export class PatternThread implements PatternRunner {
  readonly #script: URL;
  readonly #time: number;
  readonly #numbers = new WeakMap<object, number>();
  #worker: Worker | null = null;
  /** What the thread has, the one asked for last at the end. */
  #kept: readonly number[] = [];
  #last: Promise<unknown> = Promise.resolve();
  readonly #stopped = new AbortController();
  #nextId = 1;
  #nextNumber = 1;

  /** `script` is the built worker. `time`: milliseconds for a pattern. */
  constructor(script: URL, time = limits.patternTime) {
    this.#script = script;
    this.#time = time;
  }

  async match(paths: TreePaths, pattern: Pattern, signal?: AbortSignal): Promise<PatternMatches> {
    const ends = [this.#stopped.signal, ...(signal === undefined ? [] : [signal])];
    const turn = this.#last.then(() => this.#match(paths, pattern, AbortSignal.any(ends)));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#last;
    await this.#end();
  }

  async #match(paths: TreePaths, pattern: Pattern, signal: AbortSignal): Promise<PatternMatches> {
    if (signal.aborted) throw new EngineError('cancelled');
    const count = isOverPath(pattern) ? paths.nodeCount : paths.names.count;
    const found = new Uint8Array(new SharedArrayBuffer(count));
    const ending = await this.#run(this.#callFor(paths, pattern, found), signal);
    if (ending.kind === 'failed') throw ending.error;
    if (ending.kind === 'cancelled') throw new EngineError('cancelled');
    // What the thread has written up to its end stays; a copy of its own can be kept by anybody.
    return { found: found.slice(), whole: ending.kind === 'done' };
  }

  #callFor(paths: TreePaths, pattern: Pattern, found: Uint8Array): PatternCall {
    // A tree is known again by its column of parents: it may be wrapped anew each time.
    const key = paths.parent;
    const number = this.#numbers.get(key) ?? this.#nextNumber++;
    this.#numbers.set(key, number);
    const isKept = this.#kept.includes(number);
    this.#kept = [...this.#kept.filter((each) => each !== number), number].slice(-mostKept);
    return {
      pattern,
      paths: number,
      columns: isKept ? null : pathColumns(paths),
      keep: this.#kept,
      found,
    };
  }

  async #run(argument: PatternCall, signal: AbortSignal): Promise<Ending> {
    const worker = this.#started();
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const id = this.#nextId++;
    const request: TaskRequest = { kind: 'run', id, name: 'pattern.match', argument, cancelled };
    const over = new AbortController();
    const tooLate = begun(worker, id, over.signal)
      .then(() => after(this.#time, over.signal))
      .then(() => slow);
    const givenUp = aborted(signal, over.signal).then(() => {
      Atomics.store(cancelled, 0, 1);
      return after(grace, over.signal).then(() => slow);
    });
    try {
      const replied = endingOf(worker, id, over.signal);
      worker.postMessage(request satisfies PoolMessage);
      const ending = await Promise.race([replied, tooLate, givenUp]);
      // Whatever still runs would hold up the next pattern.
      if (ending === slow) await this.#end();
      return signal.aborted ? { kind: 'cancelled' } : ending;
    } finally {
      over.abort();
    }
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#script);
    // Waiting for a pattern must not keep a program alive that has nothing else to do.
    worker.unref();
    worker.on('error', () => this.#lose(worker));
    worker.on('exit', () => this.#lose(worker));
    this.#worker = worker;
    return worker;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) return;
    this.#lose(worker);
    await worker.terminate();
  }

  #lose(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#kept = [];
  }
}

/** Never resolves once `over` has aborted. */
function after(milliseconds: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

/** Resolves when the thread says that it begins; never once `over` has aborted. */
function begun(worker: Worker, id: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const onMessage = (reply: TaskReply): void => {
      if (reply.id === id && reply.kind === 'progress') resolve();
    };
    worker.on('message', onMessage);
    over.addEventListener('abort', () => worker.off('message', onMessage), { once: true });
  });
}

/** Never resolves once `over` has aborted. */
function aborted(signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over });
  });
}

/** How a task ends, or the thread with it. */
function endingOf(worker: Worker, id: number, over: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => {
    const onMessage = (reply: TaskReply): void => {
      if (reply.id !== id || reply.kind === 'progress') return;
      if (reply.kind === 'result') return resolve({ kind: 'done' });
      const { code, values } = reply.failure;
      resolve({ kind: 'failed', error: new EngineError(code, values, { cause: reply.detail }) });
    };
    const onEnd = (cause: unknown): void => {
      resolve({ kind: 'failed', error: new EngineError('internal', {}, { cause }) });
    };
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    const stopListening = (): void => {
      worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
    };
    over.addEventListener('abort', stopListening, { once: true });
  });
}

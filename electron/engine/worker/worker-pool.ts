import { setMaxListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { EngineError } from '../bytes/engine-error.ts';
import type { PoolMessage, TaskReply, TaskRequest } from './protocol.ts';
import { Priority } from './task-runner.ts';
import type { TaskOptions, TaskRunner } from './task-runner.ts';
import type { TaskName, Tasks } from './tasks.ts';

interface WaitingTask {
  readonly request: TaskRequest;
  readonly options: TaskOptions;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  worker: Worker | null;
  task: WaitingTask | null;
  /** Never takes background work, and the reading of an image only when that work holds all other seats. */
  readonly reserved: boolean;
}

/**
 * Threads that read, inflate and hash, so that the engine's own thread always answers. One more thread than `size` is
 * reserved, so that what a person waits for begins at once whatever the others do. A thread that dies fails its task and
 * is replaced when the next one needs it.
 */
export class WorkerPool implements TaskRunner {
  readonly #script: URL;
  readonly #seats: Seat[] = [];
  readonly #waiting: WaitingTask[] = [];
  #nextId = 1;
  #stopped = false;

  /** `script` is the built worker; `size` the number of threads for long work, at least 1. */
  constructor(script: URL, size: number) {
    this.#script = script;
    for (let i = 0; i <= size; i++) {
      this.#seats.push({ worker: null, task: null, reserved: i === size });
    }
  }

  /** Starts the threads before there is work: starting one takes as long as listing a large layer. */
  warmUp(): void {
    for (const seat of this.#seats) this.#workerOf(seat);
  }

  /** Runs a task on a thread. Rejects with EngineError; `cancelled` when the signal aborts. */
  async run<Name extends TaskName>(
    name: Name,
    argument: Tasks[Name]['argument'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['result']> {
    if (this.#stopped || options.signal?.aborted === true) throw new EngineError('cancelled');
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const id = this.#nextId++;
    const request: TaskRequest = { kind: 'run', id, name, argument, cancelled };
    let onAbort = (): void => {};
    // One job of many layers gives all its tasks one signal: that is no leak.
    if (options.signal !== undefined) setMaxListeners(Number.POSITIVE_INFINITY, options.signal);
    const result = await new Promise<unknown>((resolve, reject) => {
      const task: WaitingTask = { request, options, resolve, reject };
      onAbort = () => this.#cancel(task);
      options.signal?.addEventListener('abort', onAbort);
      this.#waiting.push(task);
      this.#dispatch();
    }).finally(() => options.signal?.removeEventListener('abort', onAbort));
    // The worker ran exactly the task that was asked for, so the result has that task's type.
    return result as Tasks[Name]['result'];
  }

  /** Ends all threads; tasks that run or wait are rejected with `cancelled`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const task of this.#waiting.splice(0)) task.reject(new EngineError('cancelled'));
    await Promise.all(
      this.#seats.map(async (seat) => {
        seat.task?.reject(new EngineError('cancelled'));
        seat.task = null;
        await seat.worker?.terminate();
      }),
    );
  }

  #cancel(task: WaitingTask): void {
    Atomics.store(task.request.cancelled, 0, 1);
    const place = this.#waiting.indexOf(task);
    if (place === -1) {
      const seat = this.#seats.find((each) => each.task === task);
      seat?.worker?.postMessage({ kind: 'cancel', id: task.request.id } satisfies PoolMessage);
      return;
    }
    this.#waiting.splice(place, 1);
    task.reject(new EngineError('cancelled'));
  }

  #dispatch(): void {
    for (const seat of this.#seats) {
      if (seat.task !== null) continue;
      const task = this.#takeNext(this.#lowestFor(seat));
      if (task === null) continue;
      seat.task = task;
      this.#workerOf(seat).postMessage(task.request);
    }
  }

  /** The lowest priority that a seat takes now. */
  #lowestFor(seat: Seat): Priority {
    if (!seat.reserved) return Priority.background;
    const others = this.#seats.filter((other) => other !== seat);
    const allInBackground = others.every(
      ({ task }) => task?.options.priority === Priority.background,
    );
    return allInBackground ? Priority.reading : Priority.interactive;
  }

  /** The waiting task that goes first: by priority, then in the order asked for. */
  #takeNext(lowest: Priority): WaitingTask | null {
    let best = -1;
    for (const [place, task] of this.#waiting.entries()) {
      const { priority } = task.options;
      if (priority > lowest) continue;
      if (best === -1 || priority < this.#waiting[best]!.options.priority) best = place;
    }
    return best === -1 ? null : (this.#waiting.splice(best, 1)[0] ?? null);
  }

  #workerOf(seat: Seat): Worker {
    if (seat.worker !== null) return seat.worker;
    const worker = new Worker(this.#script);
    worker.on('message', (reply: TaskReply) => this.#receive(seat, reply));
    worker.on('error', (error) => this.#lose(seat, worker, error));
    worker.on('exit', () => this.#lose(seat, worker, new Error('the worker ended')));
    // Waiting for work must not keep a program alive that has nothing else to do.
    worker.unref();
    seat.worker = worker;
    return worker;
  }

  #receive(seat: Seat, reply: TaskReply): void {
    const { task } = seat;
    if (task === null || task.request.id !== reply.id) return;
    if (reply.kind === 'progress') {
      task.options.onProgress?.(reply.done, reply.total);
      return;
    }
    seat.task = null;
    if (reply.kind === 'result') task.resolve(reply.result);
    else {
      const { code, values } = reply.failure;
      task.reject(new EngineError(code, values, { cause: reply.detail }));
    }
    this.#dispatch();
  }

  /** A thread that fails says so before it says that it ended; by then another one may have its seat. */
  #lose(seat: Seat, worker: Worker, error: Error): void {
    if (seat.worker !== worker) return;
    seat.worker = null;
    const { task } = seat;
    seat.task = null;
    task?.reject(new EngineError('internal', {}, { cause: error }));
    if (!this.#stopped) this.#dispatch();
  }
}

import { setMaxListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { EngineError } from '../bytes/engine-error.ts';
import { cancellation } from './protocol.ts';
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
  /** When its thread got the task, or last said anything of it. */
  heard: number;
  readonly kind: SeatKind;
}

/**
 * `reserved`: never takes background work, and the reading of an image only when that work holds all other seats.
 * `spare`: stands in for seats whose threads keep silent; takes no background work.
 */
type SeatKind = 'usual' | 'reserved' | 'spare';

/** Milliseconds in which a thread notices that its task is to end, unless a read on a drive that hangs holds it. */
const noticeTime = 2000;
/** Milliseconds without a word after which a thread may be held by such a drive. */
const silence = 3000;
/** How often is looked for silent threads while somebody waits, in milliseconds. */
const listenEvery = 500;
/** Most seats that stand in for silent ones. */
const mostSpares = 16;
/** Milliseconds that the end of the pool waits for its threads. One that a drive holds ends with the process. */
const endTime = 300;

/**
 * Threads that read, inflate and hash, so that the engine's own thread always answers. One more thread than `size` is
 * reserved, so that what a person waits for begins at once whatever the others do. A thread that dies fails its task and
 * is replaced when the next one needs it.
 *
 * Reading on a drive that hangs, as one in a network may, holds a thread for as long as the drive likes, and no thread can
 * be ended in it. So whoever gives up such a task does not wait for the thread, which ends by itself; and where threads
 * keep silent while others wait for them, more threads are started.
 */
export class WorkerPool implements TaskRunner {
  readonly #script: URL;
  readonly #seats: Seat[] = [];
  readonly #waiting: WaitingTask[] = [];
  /** Threads that somebody gave up waiting for. */
  readonly #lost = new Set<Worker>();
  #listening: ReturnType<typeof setInterval> | null = null;
  #nextId = 1;
  #stopped = false;

  /** `script` is the built worker; `size` the number of threads for long work, at least 1. */
  constructor(script: URL, size: number) {
    this.#script = script;
    for (let i = 0; i <= size; i++) {
      this.#seats.push(newSeat(i === size ? 'reserved' : 'usual'));
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
    let givingUp: ReturnType<typeof setTimeout> | undefined;
    // One job of many layers gives all its tasks one signal: that is no leak.
    if (options.signal !== undefined) setMaxListeners(Number.POSITIVE_INFINITY, options.signal);
    const result = await new Promise<unknown>((resolve, reject) => {
      const task: WaitingTask = { request, options, resolve, reject };
      onAbort = () => {
        givingUp = setTimeout(() => this.#giveUp(task), noticeTime);
        givingUp.unref();
        this.#cancel(task);
      };
      options.signal?.addEventListener('abort', onAbort);
      this.#waiting.push(task);
      this.#dispatch();
    }).finally(() => {
      clearTimeout(givingUp);
      options.signal?.removeEventListener('abort', onAbort);
    });
    // The worker ran exactly the task that was asked for, so the result has that task's type.
    return result as Tasks[Name]['result'];
  }

  /** Ends all threads; tasks that run or wait are rejected with `cancelled`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#listen();
    for (const task of this.#waiting.splice(0)) task.reject(new EngineError('cancelled'));
    const ends = [...this.#lost].map((worker) => worker.terminate());
    for (const seat of this.#seats) {
      seat.task?.reject(new EngineError('cancelled'));
      seat.task = null;
      if (seat.worker !== null) ends.push(seat.worker.terminate());
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, endTime);
    });
    await Promise.race([Promise.all(ends), late]);
    clearTimeout(timer);
  }

  #cancel(task: WaitingTask): void {
    Atomics.store(task.request.cancelled, 0, cancellation.wanted);
    const place = this.#waiting.indexOf(task);
    if (place === -1) {
      const seat = this.#seats.find((each) => each.task === task);
      seat?.worker?.postMessage({ kind: 'cancel', id: task.request.id } satisfies PoolMessage);
      return;
    }
    this.#waiting.splice(place, 1);
    task.reject(new EngineError('cancelled'));
  }

  /** Lets a cancelled task go whose thread has not noticed. One that has is putting things away, which is waited for. */
  #giveUp(task: WaitingTask): void {
    const seat = this.#seats.find((each) => each.task === task);
    if (seat === undefined || Atomics.load(task.request.cancelled, 0) !== cancellation.wanted) {
      return;
    }
    if (seat.worker !== null) this.#lost.add(seat.worker);
    seat.worker = null;
    seat.task = null;
    task.reject(new EngineError('cancelled'));
    this.#dispatch();
  }

  #dispatch(): void {
    for (const seat of this.#seats) {
      if (seat.task !== null) continue;
      const task = this.#takeNext(this.#lowestFor(seat));
      if (task === null) continue;
      seat.task = task;
      seat.heard = performance.now();
      this.#workerOf(seat).postMessage(task.request);
    }
    this.#dropSpares();
    this.#listen();
  }

  /** Looks for silent threads as long as somebody waits for one. */
  #listen(): void {
    const isNeeded = !this.#stopped && this.#waiting.some(isForeground);
    if (isNeeded && this.#listening === null) {
      this.#listening = setInterval(() => this.#addSpare(), listenEvery);
      this.#listening.unref();
    } else if (!isNeeded && this.#listening !== null) {
      clearInterval(this.#listening);
      this.#listening = null;
    }
  }

  #addSpare(): void {
    const now = performance.now();
    const silent = this.#seats.filter(({ task, heard }) => task !== null && now - heard > silence);
    const spares = this.#seats.filter(({ kind }) => kind === 'spare');
    if (spares.length >= Math.min(silent.length, mostSpares)) return;
    this.#seats.push(newSeat('spare'));
    this.#dispatch();
  }

  #dropSpares(): void {
    const idle = this.#seats.filter(({ kind, task }) => kind === 'spare' && task === null);
    for (const seat of idle) {
      this.#seats.splice(this.#seats.indexOf(seat), 1);
      void seat.worker?.terminate();
      seat.worker = null;
    }
  }

  /** The lowest priority that a seat takes now. */
  #lowestFor(seat: Seat): Priority {
    if (seat.kind === 'usual') return Priority.background;
    if (seat.kind === 'spare') return Priority.reading;
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
    worker.on('message', (reply: TaskReply) => this.#receive(seat, worker, reply));
    worker.on('error', (error) => this.#lose(seat, worker, error));
    worker.on('exit', () => this.#lose(seat, worker, new Error('the worker ended')));
    // Waiting for work must not keep a program alive that has nothing else to do.
    worker.unref();
    seat.worker = worker;
    return worker;
  }

  #receive(seat: Seat, worker: Worker, reply: TaskReply): void {
    if (seat.worker !== worker) {
      if (reply.kind !== 'progress') void worker.terminate();
      return;
    }
    const { task } = seat;
    if (task === null || task.request.id !== reply.id) return;
    seat.heard = performance.now();
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
    this.#lost.delete(worker);
    if (seat.worker !== worker) return;
    seat.worker = null;
    const { task } = seat;
    seat.task = null;
    task?.reject(new EngineError('internal', {}, { cause: error }));
    if (!this.#stopped) this.#dispatch();
  }
}

function newSeat(kind: SeatKind): Seat {
  return { worker: null, task: null, heard: 0, kind };
}

/** Whether a person waits for a task. */
function isForeground({ options }: WaitingTask): boolean {
  return options.priority !== Priority.background;
}

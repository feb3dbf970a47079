import { setMaxListeners } from 'node:events';
import type { Job, JobKind } from '../../../shared/model/job.ts';
import type { Grant } from '../../../shared/model/source.ts';

/** Least time in milliseconds between two announcements of one job's progress. */
const announceEvery = 100;

/** A job as the work itself sees it. */
export interface RunningJob {
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number | null) => void;
}

/** Does long work as a job of its own. */
export type AsJob = <Result>(
  kind: JobKind,
  work: (job: RunningJob) => Promise<Result>,
) => Promise<Result>;

/** A job that ends with another signal, too: that of whoever waits for it. */
export function endedBy(job: RunningJob, signal: AbortSignal): RunningJob {
  return { ...job, signal: AbortSignal.any([job.signal, signal]) };
}

export interface JobEvents {
  readonly changed: (job: Job) => void;
  readonly ended: (id: number) => void;
}

interface Running {
  job: Job;
  readonly others: readonly Grant[];
  readonly controller: AbortController;
}

/** The long work that is under way, with its progress and the means to stop it. */
export class Jobs {
  readonly #events: JobEvents;
  readonly #running = new Map<number, Running>();
  #whenIdle: (() => void) | null = null;
  #nextId = 1;

  constructor(events: JobEvents) {
    this.#events = events;
  }

  list(): readonly Job[] {
    return [...this.#running.values()].map(({ job }) => job);
  }

  /** Runs jobs about an image. */
  about(grant: Grant, image: string): AsJob {
    return (kind, work) => this.run(kind, grant, image, work);
  }

  /** Asks a job to stop. One that has ended already is left alone. */
  cancel(id: number): void {
    this.#running.get(id)?.controller.abort();
  }

  cancelAllOf(grant: Grant): void {
    for (const { job, others, controller } of this.#running.values()) {
      if (job.grant === grant || others.includes(grant)) controller.abort();
    }
  }

  /** Stops everything, and waits so many milliseconds at most for it to put away what it has half done. */
  async end(patience: number): Promise<void> {
    for (const { controller } of this.#running.values()) controller.abort();
    if (this.#running.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#whenIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Runs `work` as a job; answers or throws what it does. `others` are more sources without which it cannot go on. */
  async run<Result>(
    kind: JobKind,
    grant: Grant,
    image: string | null,
    work: (job: RunningJob) => Promise<Result>,
    others: readonly Grant[] = [],
  ): Promise<Result> {
    const id = this.#nextId++;
    const controller = new AbortController();
    // One job may wait for as many tasks as an image has layers, each listening.
    setMaxListeners(0, controller.signal);
    const started = Date.now();
    const job: Job = { id, kind, grant, image, done: 0, total: null, started };
    const entry: Running = { job, others, controller };
    this.#running.set(id, entry);
    this.#events.changed(entry.job);
    // The clock may be set meanwhile.
    let announced = performance.now();
    try {
      return await work({
        signal: controller.signal,
        progress: (done, total) => {
          // A thread may report once more after the job was given up.
          if (!this.#running.has(id)) return;
          entry.job = { ...entry.job, done, total };
          const now = performance.now();
          if (now - announced < announceEvery) return;
          announced = now;
          this.#events.changed(entry.job);
        },
      });
    } finally {
      this.#running.delete(id);
      this.#events.ended(id);
      if (this.#running.size === 0) this.#whenIdle?.();
    }
  }
}

/** Parts of one job that tell their progress each on its own, as soon as they have begun; the job's is their sum. */
export class JobParts {
  readonly #job: RunningJob;
  readonly #parts: { done: number; total: number | null }[] = [];

  constructor(job: RunningJob) {
    this.#job = job;
  }

  part(): RunningJob {
    const own = { done: 0, total: 0 as number | null };
    this.#parts.push(own);
    return {
      signal: this.#job.signal,
      progress: (done, total) => {
        own.done = done;
        own.total = total;
        this.#report();
      },
    };
  }

  #report(): void {
    let sum = 0;
    let all: number | null = 0;
    for (const { done, total } of this.#parts) {
      sum += done;
      all = all === null || total === null ? null : all + total;
    }
    this.#job.progress(sum, all);
  }
}

/** Adds up the progress of parts of known sizes that run side by side. */
export class ProgressSum {
  readonly #parts: number[];
  readonly #total: number;
  #done = 0;
  readonly #report: (done: number, total: number | null) => void;

  /** `sizes` are the bytes of the parts. */
  constructor(sizes: readonly number[], report: (done: number, total: number | null) => void) {
    this.#parts = sizes.map(() => 0);
    this.#total = sizes.reduce((sum, size) => sum + size, 0);
    this.#report = report;
  }

  set(part: number, done: number): void {
    this.#done += done - (this.#parts[part] ?? 0);
    this.#parts[part] = done;
    this.#report(this.#done, this.#total);
  }
}

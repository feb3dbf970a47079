import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { RunningJob } from '../engine/session/jobs.ts';
import { Session } from '../engine/session/session.ts';
import type { SessionFolders } from '../engine/session/session.ts';
import { makeSessionFolders, removeSessionFolders } from '../engine/session/session-folders.ts';
import { InlineRunner } from '../engine/worker/inline-runner.ts';
import type { TaskRunner } from '../engine/worker/task-runner.ts';
import { WorkerPool } from '../engine/worker/worker-pool.ts';
import type { CommandCall } from './command.ts';

/** Stored bytes for which one more thread pays: starting one takes as long as listing some ten megabytes. */
const bytesPerThread = 16 * 1024 * 1024;
/** The longest time a timer can wait; it only keeps the process alive. */
const never = 0x7fff_ffff;

/** What a command works with while it runs. */
export interface EngineRun {
  readonly session: Session;
  readonly tasks: TaskRunner;
  readonly folders: SessionFolders;
  /** How many tasks to give out at once. */
  readonly parallel: number;
  /** Long work under a name that is shown while it lasts. */
  readonly job: (label: string) => RunningJob;
}

/**
 * Starts as many threads as reading so many bytes pays for, hands them to `use`, and puts everything away whatever
 * happens. Throws what `use` throws.
 */
export async function withEngine<Result>(
  call: CommandCall,
  bytes: number,
  use: (engine: EngineRun) => Promise<Result>,
): Promise<Result> {
  const parallel = threadsFor(bytes);
  // What is small is read before a thread has started, so it is read without one.
  const tasks =
    bytes < bytesPerThread
      ? new InlineRunner()
      : new WorkerPool(call.installation.worker, parallel);
  const folders = makeSessionFolders(call.installation.cacheFolder);
  // The threads do not keep the process alive, and a promise does not either.
  const alive = setInterval(() => {}, never);
  const job = (label: string): RunningJob => {
    call.progress.begin(label);
    return {
      signal: call.signal,
      progress: (done, total) => call.progress.report(done, total),
    };
  };
  try {
    return await use({ session: new Session(tasks, folders), tasks, folders, parallel, job });
  } finally {
    call.progress.clear();
    await tasks.stop();
    clearInterval(alive);
    await removeSessionFolders(folders);
  }
}

/** Bytes of a file; of a folder more than any; none for what is not there. */
export function bytesToRead(opened: string): number {
  const stats = statSync(opened, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  return stats.isFile() ? stats.size : Number.POSITIVE_INFINITY;
}

function threadsFor(bytes: number): number {
  return Math.max(1, Math.min(Math.ceil(bytes / bytesPerThread), availableParallelism()));
}

import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningJob } from '../engine/session/jobs.ts';
import { Session } from '../engine/session/session.ts';
import type { OpenedSource, SessionFolders } from '../engine/session/session.ts';
import type { ReadImage } from '../engine/session/image-reading.ts';
import { InlineRunner } from '../engine/worker/inline-runner.ts';
import type { TaskRunner } from '../engine/worker/task-runner.ts';
import { WorkerPool } from '../engine/worker/worker-pool.ts';
import type { CommandCall } from './command.ts';

/** Stored bytes for which one more thread pays: starting one takes as long as listing some ten megabytes. */
const bytesPerThread = 16 * 1024 * 1024;
/** The longest time a timer can wait; it only keeps the process alive. */
const never = 0x7fff_ffff;

/** An archive that a command has opened. */
export interface OpenedArchive {
  readonly source: OpenedSource;
  /** Reads the layers of an image. */
  readonly read: (key: string) => Promise<ReadImage>;
  /** Long work under a name that is shown while it lasts. */
  readonly job: (label: string) => RunningJob;
}

/**
 * Opens the archive at `opened`, hands it to `use`, and puts everything away whatever happens: threads, and the copy
 * of an archive that is compressed as a whole. Throws EngineError, and what `use` throws.
 */
export async function withArchive<Result>(
  call: CommandCall,
  opened: string,
  use: (archive: OpenedArchive) => Promise<Result>,
): Promise<Result> {
  const tasks = taskRunner(call.installation.worker, opened);
  const folders = sessionFolders(call.installation.cacheFolder);
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
    const source = await new Session(tasks, folders).open(path.resolve(opened), job('unpacking'));
    const read = (key: string): Promise<ReadImage> =>
      source.readImage(key, (work) => work(job('reading layers')));
    try {
      return await use({ source, read, job });
    } finally {
      await source.close();
    }
  } finally {
    call.progress.clear();
    await tasks.stop();
    clearInterval(alive);
    await rm(folders.spoolDir, { recursive: true, force: true });
  }
}

/** What is small is read before a thread has started, so it is read without one. */
function taskRunner(worker: URL, opened: string): TaskRunner {
  const stats = statSync(opened, { throwIfNoEntry: false });
  if (stats?.isFile() === true && stats.size < bytesPerThread) return new InlineRunner();
  const wanted =
    stats?.isFile() === true ? Math.ceil(stats.size / bytesPerThread) : availableParallelism();
  return new WorkerPool(worker, Math.min(wanted, availableParallelism()));
}

/** Without a place for a cache, as in a container with a read-only home, everything works and nothing is kept. */
function sessionFolders(cacheFolder: string): SessionFolders {
  const spoolDir = path.join(cacheFolder, 'spool', randomUUID());
  try {
    mkdirSync(spoolDir, { recursive: true });
    return { cacheDir: path.join(cacheFolder, 'layers'), spoolDir };
  } catch {
    return { cacheDir: null, spoolDir: mkdtempSync(path.join(tmpdir(), 'layerscope-')) };
  }
}

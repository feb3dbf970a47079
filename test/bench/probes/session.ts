import { availableParallelism, tmpdir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ArchiveImage } from '../../../electron/engine/archive/archive.ts';
import { Session } from '../../../electron/engine/session/session.ts';
import type { OpenedSource } from '../../../electron/engine/session/session.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import type { ListedLayer } from '../../../electron/engine/worker/tasks.ts';
import { WorkerPool } from '../../../electron/engine/worker/worker-pool.ts';

/** A job that nobody watches or stops. */
export const job = { signal: new AbortController().signal, progress: (): void => {} };

/**
 * Hands `use` a session over threads as the app has it. `settle`: milliseconds that the threads are given to start
 * before, as in an app that is open already.
 */
export async function withSession<Result>(
  options: { readonly cacheDir: string | null; readonly settle: number },
  use: (session: Session, pool: WorkerPool) => Promise<Result>,
): Promise<Result> {
  const pool = new WorkerPool(new URL('./worker.js', import.meta.url), availableParallelism());
  pool.warmUp();
  if (options.settle > 0) await wait(options.settle);
  // Neither the threads nor a promise keep a process alive.
  const alive = setInterval(() => {}, 1000);
  try {
    return await use(new Session(pool, { cacheDir: options.cacheDir, spoolDir: tmpdir() }), pool);
  } finally {
    clearInterval(alive);
    await pool.stop();
  }
}

/** Every layer of the first image, listed and not stacked. */
export function listLayers(
  session: Session,
  source: OpenedSource,
): Promise<readonly ListedLayer[]> {
  const { layers } = firstImage(source);
  return Promise.all(
    layers.map((layer) => {
      if (layer.location === null) throw new Error(`${layer.name} is not in the archive`);
      return session.shelf.list(session.shelf.stored(layer, layer.location), job);
    }),
  );
}

/** The first image, its layers listed, stacked and compared. */
export function readFirst(source: OpenedSource): Promise<ReadImage> {
  return source.readImage(firstImage(source).key, job);
}

function firstImage(source: OpenedSource): ArchiveImage {
  const [image] = source.archive.images.values();
  if (image === undefined) throw new Error('the archive has no image');
  return image;
}

/** Milliseconds since `start`. */
export function since(start: number): number {
  return performance.now() - start;
}

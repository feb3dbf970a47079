import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { DragPrepared, DragState } from '../../shared/contract/export.ts';
import { CallError, failureOf } from '../../shared/contract/frames.ts';
import { goesIntoFolder } from '../../shared/model/export.ts';
import type { ExportRequest } from '../../shared/model/export.ts';
import { limits, limitValues } from '../engine/bytes/limits.ts';
import { makeSessionFolders, removeSessionFolders } from '../engine/session/session-folders.ts';
import type { EngineHost } from './engine-host.ts';
import { safeExportName } from './safe-file-name.ts';

/** Milliseconds that a hand holds still for a drag to begin. */
const patience = 400;
/** Prepared drags that are kept: the system reads the files long after they were dropped. */
const mostKept = 8;

export interface DragOutOptions {
  /** Below it a folder of this process is made, which the engine sweeps away at its next start when it is left behind. */
  readonly cacheFolder: string;
  readonly call: EngineHost<never>['call'];
  /** Hands files over to the system, unless `signal` has aborted: the user's button must still be down. */
  readonly begin: (files: readonly string[], signal: AbortSignal) => void | Promise<void>;
  /** Told when something is ready that took too long, or cannot be made. */
  readonly prepared: (told: DragPrepared) => void;
}

/** Dragging things out of the window: they are written into a private folder first, for the system to take from there. */
export interface DragOut {
  /**
   * Begins a drag unless `signal` aborts first, as it does when the button is let go of: the system would go on dragging
   * with nothing held until the next click. What was begun to be prepared is prepared all the same.
   */
  readonly start: (request: ExportRequest, signal: AbortSignal) => Promise<DragState>;
  /** Removes everything that was prepared. */
  readonly stop: () => Promise<void>;
}

interface Preparation {
  readonly folder: string;
  readonly ready: Promise<readonly string[]>;
  /** Null until everything is written. */
  files: readonly string[] | null;
  name: string;
}

export function createDragOut({ cacheFolder, call, begin, prepared }: DragOutOptions): DragOut {
  const known = new Map<string, Preparation>();
  let folders: ReturnType<typeof makeSessionFolders> | null = null;

  async function start(request: ExportRequest, signal: AbortSignal): Promise<DragState> {
    const key = JSON.stringify(request);
    const before = known.get(key);
    if (before?.files?.every(existsSync) === true) {
      return beginUnlessOver(before.files, signal);
    }
    // What is being written already is not written twice, and is told to whoever began it.
    if (before !== undefined && before.files === null) return 'preparing';
    const underway = [...known.values()].filter(({ files }) => files === null);
    if (underway.length >= limits.dragsUnderway) {
      throw new CallError('limit-reached', limitValues('dragsUnderway'));
    }
    const preparation = prepare(request);
    known.set(key, preparation);
    preparation.ready.catch(() => void forget(key, preparation));
    const files = await Promise.race([preparation.ready, late()]);
    if (files !== null) {
      try {
        return await beginUnlessOver(files, signal);
      } finally {
        await keepFew();
      }
    }
    void tellWhenReady(preparation).then(keepFew);
    return 'preparing';
  }

  async function beginUnlessOver(
    files: readonly string[],
    signal: AbortSignal,
  ): Promise<DragState> {
    if (signal.aborted) throw new CallError('cancelled');
    await begin(files, signal);
    return 'dragging';
  }

  function prepare(request: ExportRequest): Preparation {
    folders ??= makeSessionFolders(cacheFolder);
    const folder = path.join(folders.spoolDir, randomUUID());
    const preparation: Preparation = {
      folder,
      files: null,
      name: '',
      ready: write(request, folder, (name) => (preparation.name = name)).then((files) => {
        preparation.files = files;
        return files;
      }),
    };
    return preparation;
  }

  async function write(
    request: ExportRequest,
    folder: string,
    named: (name: string) => void,
  ): Promise<readonly string[]> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { name } = await call('export.name', { request });
    const safe = safeExportName(name);
    named(safe);
    const isInside = goesIntoFolder(request);
    const destination = isInside ? folder : path.join(folder, safe);
    await call('export.run', { request, destination, rule: 'ask' });
    if (!isInside) return [destination];
    return (await readdir(folder)).map((each) => path.join(folder, each));
  }

  async function tellWhenReady(preparation: Preparation): Promise<void> {
    const failure = await preparation.ready.then(
      () => null,
      (error: unknown) => failureOf(error),
    );
    prepared({ name: preparation.name, failure });
  }

  async function forget(key: string, preparation: Preparation): Promise<void> {
    if (known.get(key) === preparation) known.delete(key);
    await rm(preparation.folder, { recursive: true, force: true }).catch(() => {});
  }

  /** Lets go of what was ready longest ago. */
  async function keepFew(): Promise<void> {
    const done = [...known].filter(([, { files }]) => files !== null);
    for (const [key, preparation] of done.slice(0, Math.max(done.length - mostKept, 0))) {
      await forget(key, preparation);
    }
  }

  return {
    start,
    stop: async () => {
      known.clear();
      if (folders !== null) await removeSessionFolders(folders).catch(() => {});
    },
  };
}

function late(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), patience).unref());
}

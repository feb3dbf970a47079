import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ReadImage } from '../engine/session/image-reading.ts';
import type { RunningJob } from '../engine/session/jobs.ts';
import type { OpenedSource } from '../engine/session/session.ts';
import type { LayerRecords } from '../engine/store/layer-records.ts';
import type { Library } from '../engine/store/library.ts';
import type { TaskRunner } from '../engine/worker/task-runner.ts';
import type { CommandCall } from './command.ts';
import { bytesToRead, withEngine } from './engine-session.ts';
import type { EngineRun } from './engine-session.ts';
import { naming, readStore } from './store-access.ts';
import { storedArchive } from './stored-archive.ts';

/** What stands before the name of an image of the layer store, where a path may stand. */
export const storeMark = 'store:';

/** An archive, or images of the layer store, that a command has opened. */
export interface OpenedArchive {
  /** As it is called for the user. */
  readonly name: string;
  readonly source: OpenedSource;
  /** What the store knows of its layers without reading them; null for an archive. */
  readonly records: LayerRecords | null;
  /** Reads the layers of an image. */
  readonly read: (key: string) => Promise<ReadImage>;
  readonly tasks: TaskRunner;
  /** Long work under a name that is shown while it lasts. */
  readonly job: (label: string) => RunningJob;
}

/** The image of the layer store that an operand names, empty for all of it; null for a path. A file comes first. */
export function storeReference(operand: string): string | null {
  const isStored = operand.startsWith(storeMark) && !existsSync(operand);
  return isStored ? operand.slice(storeMark.length) : null;
}

/** Bytes that reading what an operand names may have to read. */
export function bytesOfOperand(operand: string): number {
  return storeReference(operand) === null ? bytesToRead(operand) : Number.POSITIVE_INFINITY;
}

/**
 * Opens what an operand names: an archive, or with `store:` images of the layer store, which somebody may have read
 * before. Throws EngineError and CliFailure.
 */
export async function openOperand(
  call: CommandCall,
  engine: EngineRun,
  operand: string,
  readBefore: Library | null = null,
): Promise<OpenedArchive> {
  const { session, job } = engine;
  const reference = storeReference(operand);
  const library = reference === null ? null : (readBefore ?? (await readStore(call)));
  const source =
    reference === null || library === null
      ? await session.open(path.resolve(operand), job('unpacking'))
      : session.adopt(await naming(() => storedArchive(library, reference)));
  return {
    name: reference === null ? path.basename(path.resolve(operand)) : operand,
    source,
    records: library?.records ?? null,
    read: (key) => source.readImage(key, job('reading layers')),
    tasks: engine.tasks,
    job,
  };
}

/**
 * Opens what `operand` names, hands it to `use`, and puts everything away whatever happens: threads, and the copy of an
 * archive that is compressed as a whole. Throws EngineError, and what `use` throws.
 */
export async function withArchive<Result>(
  call: CommandCall,
  operand: string,
  use: (archive: OpenedArchive) => Promise<Result>,
): Promise<Result> {
  return withEngine(call, bytesOfOperand(operand), async (engine) => {
    const opened = await openOperand(call, engine, operand);
    try {
      return await use(opened);
    } finally {
      await opened.source.close();
    }
  });
}

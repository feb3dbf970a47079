import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ConflictRule, ExportOutcome } from '../../../shared/model/export.ts';
import { locationBytes } from '../archive/image-parts.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { beginUnfinished, endUnfinished } from '../bytes/unfinished-places.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import type { LayerFileFormat, StoredBlob } from './export-layer.ts';
import type { ExportWork } from './export-work.ts';
import { SharedProgress } from './shared-progress.ts';
import { requireSpace } from './free-space.ts';
import { placeFiles, takenIn, type FinishedFile } from './place-files.ts';
import { plannedBytes, type PlannedLayer } from './plan-layers.ts';
import type { SaveOptions } from './save-images.ts';
import { outputError } from './write-beside.ts';

export interface LayersRequest {
  readonly layers: readonly (PlannedLayer & {
    readonly layer: StoredBlob;
    readonly name: string;
  })[];
  readonly format: LayerFileFormat;
  readonly level: number | null;
  /** A folder that is there. */
  readonly folder: string;
  readonly rule: ConflictRule;
}

/**
 * Writes several layers into a folder, a file each. They get their names when all of them are whole, so that a failure
 * leaves none. Rejects with `EngineError` `disk-full` before anything is written where the space is known not to do, and
 * like `exportLayer`.
 */
export async function exportLayers(
  { layers, format, level, folder, rule }: LayersRequest,
  work: ExportWork,
  { signal, progress }: SaveOptions = {},
): Promise<ExportOutcome> {
  const names = layers.map(({ name }) => name);
  const taken = await takenIn(folder, names);
  if (taken.length > 0 && rule === 'ask') {
    return { kind: 'conflicts', count: taken.length, names: taken };
  }
  const left = rule === 'keep' ? layers.filter(({ name }) => !taken.includes(name)) : layers;
  await requireSpace(path.join(folder, 'any'), plannedBytes(left, format) ?? 0);
  const total = left.reduce((sum, { layer }) => sum + locationBytes(layer.location), 0);
  const shared = new SharedProgress(total, progress);
  const spool = path.join(folder, `.layerscope-${randomUUID()}.part`);
  const files: FinishedFile[] = [];
  let bytes = 0;
  beginUnfinished(spool);
  try {
    await mkdir(spool, { mode: 0o700 });
    await inParallel(left, work.parallel, async ({ layer, name }, position) => {
      if (signal?.aborted === true) throw new EngineError('cancelled');
      const temporary = path.join(spool, `${position}.tar`);
      const request = { layer, format, level, place: { kind: 'file', path: temporary } } as const;
      const options = { signal, progress: shared.part(position) };
      bytes += (await work.layer(request, options)).bytes;
      options.progress(locationBytes(layer.location));
      files[position] = { temporary, name };
    });
    const placed = await placeFiles(folder, files, rule);
    const name = path.basename(folder);
    return { kind: 'done', name, bytes, files: placed.length, losses: [] };
  } catch (error) {
    throw outputError(error, path.basename(folder));
  } finally {
    await rm(spool, { recursive: true, force: true });
    endUnfinished(spool);
  }
}

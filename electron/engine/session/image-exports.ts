import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type {
  ConflictRule,
  DeltaExport,
  ExportLoss,
  ExportName,
  ExportOutcome,
  ExportPlan,
  ImageChoice,
  ImageExport,
  JoinExport,
} from '../../../shared/model/export.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { exportImages } from '../export/export-images.ts';
import type { ExportSelection } from '../export/export-selection.ts';
import { tarEndings } from '../export/packing.ts';
import { writePieces } from '../export/write-pieces.ts';
import type { OutputPlace } from '../export/write-pieces.ts';
import type { ChosenImages } from '../store/select-images.ts';
import { Priority } from '../worker/task-runner.ts';
import { decidePlace } from './export-place.ts';
import type { ExportParts } from './export-parts.ts';
import { chosenImages, nameToSave } from './image-saving.ts';
import type { RunningJob } from './jobs.ts';

/** Exports whose result is images. */
export type SelectionExport = ImageExport | DeltaExport | JoinExport;

/** What the archive or folder of images is to be called. */
export function nameImageExport(request: SelectionExport, { sources }: ExportParts): ExportName {
  const stem = nameToSave(sources, imagesOf(request));
  return imagesName(request.what === 'delta' ? `${stem}-delta` : stem, request.format);
}

/** What writing images, a delta or a joined image would do. Documents are read, and layers of which nobody states enough. */
export async function planImageExport(
  request: SelectionExport,
  parts: ExportParts,
  signal: AbortSignal,
): Promise<ExportPlan> {
  const { format } = request;
  const selection = await selectionOf(request, parts, signal);
  const options = { priority: Priority.interactive, signal };
  const packing = packingOf(request);
  const plan = await parts.tasks.run('images.plan', { selection, format, packing }, options);
  const losses = [...plan.losses, ...missingLayers(selection)];
  return { ...plan, losses, ...nameImageExport(request, parts), saved: null };
}

/** What a delta leaves to its base. */
function missingLayers({ delta }: ExportSelection): readonly ExportLoss[] {
  const count = delta?.layers.length ?? 0;
  return count === 0 ? [] : [{ kind: 'base-missing', count, paths: [] }];
}

/** Writes images, a delta or a joined image. Rejects like `exportImages`, `makeDelta` and `selectJoined`. */
export async function runImageExport(
  request: SelectionExport,
  wanted: OutputPlace,
  rule: ConflictRule,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  const { format } = request;
  const decided = await decidePlace(wanted, rule, format === 'oci-layout');
  if (decided.kind === 'told') return decided.outcome;
  const selection = await selectionOf(request, parts, job.signal);
  return writeSelection(selection, packingOf(request), format, decided.place, parts, job);
}

/** Writes selected images to a file, a new folder or a pipe; for a pipe they lie in the session's own folder first. */
export async function writeSelection(
  selection: ExportSelection,
  packing: ImageExport['packing'],
  format: SaveFormat,
  place: OutputPlace,
  { work, folders }: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  const request = { selection, format, packing };
  if (place.kind === 'file') {
    return exportImages({ ...request, destination: place.path }, work, job);
  }
  if (format === 'oci-layout') throw new EngineError('arguments-invalid', { at: 'format' });
  // What has been written to a pipe cannot be taken back: nothing is before all of it is whole and proven.
  const destination = path.join(folders.spoolDir, `${randomUUID()}.tar`);
  try {
    const outcome = await exportImages({ ...request, destination }, work, job);
    await writePieces(place, createReadStream(destination), job.signal);
    return { ...outcome, name: '' };
  } finally {
    await rm(destination, { force: true });
  }
}

/** A file name for images, a folder's where the format is one. */
export function imagesName(stem: string, format: SaveFormat): ExportName {
  const isFolder = format === 'oci-layout';
  return { name: isFolder ? stem : `${stem}${tarEndings.none}`, isFolder };
}

function packingOf(request: SelectionExport): ImageExport['packing'] {
  return request.what === 'images' ? request.packing : null;
}

function imagesOf(request: SelectionExport): readonly ImageChoice[] {
  return request.what === 'images' ? request.images : [request];
}

function selectionOf(
  request: SelectionExport,
  { tasks, sources }: ExportParts,
  signal: AbortSignal,
): Promise<ExportSelection> {
  const options = { priority: Priority.reading, signal };
  const { format } = request;
  switch (request.what) {
    case 'images': {
      const images = chosenImages(sources, request.images);
      return tasks.run('images.select', { images }, options);
    }
    case 'delta': {
      const [image, base] = [oneOf(sources, request), oneOf(sources, request.base)];
      return tasks.run('delta.select', { image, base, format }, options);
    }
    case 'join': {
      const [delta, base] = [oneOf(sources, request), oneOf(sources, request.base)];
      return tasks.run('join.select', { delta, base, format }, options);
    }
  }
}

function oneOf(sources: ExportParts['sources'], { grant, image }: ImageChoice): ChosenImages {
  const [chosen] = chosenImages(sources, [{ grant, image }]);
  if (chosen === undefined) throw new EngineError('image-unknown', { image });
  return chosen;
}

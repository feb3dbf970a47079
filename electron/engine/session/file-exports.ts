import type {
  ConflictRule,
  ExportName,
  ExportOutcome,
  ExportPlan,
  FileFormat,
  FilesExport,
} from '../../../shared/model/export.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { tarEndings } from '../export/packing.ts';
import { contentBytes, fileCount, lossesOf } from '../export/write-tree.ts';
import type { OutputPlace } from '../export/write-pieces.ts';
import { nameText } from '../tree/paths.ts';
import { expectedLosses, unpackRights } from '../unpack/expected-losses.ts';
import { Priority } from '../worker/task-runner.ts';
import type { ListedTree } from '../worker/tasks.ts';
import { decidePlace, placeName } from './export-place.ts';
import type { ExportParts } from './export-parts.ts';
import type { ReadImage } from './image-reading.ts';
import { nameToSave } from './image-saving.ts';
import type { RunningJob } from './jobs.ts';
import { listFiles } from './listed-files.ts';
import { requireNode } from './session.ts';

/** What the archive or folder of files is to be called. Reads the image where that has not been done. */
export async function nameFiles(
  request: FilesExport,
  { sources }: ExportParts,
  signal: AbortSignal,
): Promise<ExportName> {
  const { grant, image } = request;
  return nameOf(request, await sources.readImage(grant, image, signal), sources);
}

/** What taking files out would do. Reads the image where that has not been done. */
export async function planFiles(
  request: FilesExport,
  { sources }: ExportParts,
  signal: AbortSignal,
): Promise<ExportPlan> {
  const { grant, image, format, special } = request;
  const read = await sources.readImage(grant, image, signal);
  const { listing } = await listFiles(read, request, signal);
  const isFolder = format === 'folder';
  const plainBytes = isFolder || format === 'tar';
  return {
    ...nameOf(request, read, sources),
    bytes: plainBytes ? contentBytes(listing) : null,
    files: fileCount(listing),
    losses: isFolder ? expectedLosses(listing, special, unpackRights()) : lossesOf(listing, format),
    saved: null,
  };
}

/**
 * Writes files and folders as one archive, or unpacks them into a folder, which is made when it is not there. Rejects like
 * `listFiles`, `writeTree` and `unpackListing`.
 */
export async function runFiles(
  request: FilesExport,
  wanted: OutputPlace,
  rule: ConflictRule,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  const { grant, image, format, special } = request;
  const read = await parts.sources.readPart(grant, image, job);
  const listed = await listFiles(read, request, job.signal);
  if (format === 'folder') return unpackFiles(listed, wanted, { rule, special }, parts, job);
  const decided = await decidePlace(wanted, rule, false);
  if (decided.kind === 'told') return decided.outcome;
  const { place } = decided;
  const { spoolDir } = parts.folders;
  const written = await parts.tasks.run(
    'tree.write',
    { ...listed, format, level: null, place, spoolDir },
    { priority: Priority.reading, signal: job.signal, onProgress: job.progress },
  );
  return { kind: 'done', name: placeName(place), ...written };
}

/** Unpacks listed files into a folder. */
export async function unpackFiles(
  listed: ListedTree,
  place: OutputPlace,
  how: { readonly rule: ConflictRule; readonly special: boolean },
  { tasks }: Pick<ExportParts, 'tasks'>,
  job: RunningJob,
): Promise<ExportOutcome> {
  if (place.kind === 'descriptor') throw new EngineError('arguments-invalid', { at: 'format' });
  const outcome = await tasks.run(
    'tree.unpack',
    { ...listed, ...how, folder: place.path },
    { priority: Priority.reading, signal: job.signal, onProgress: job.progress },
  );
  return outcome.kind === 'conflicts' ? outcome : { ...outcome, name: placeName(place) };
}

/** After the only thing that is chosen, or after the image. */
function nameOf(
  request: FilesExport,
  { tree }: ReadImage,
  sources: ExportParts['sources'],
): ExportName {
  const { nodes, format } = request;
  const [only = 0] = nodes;
  const image = nameToSave(sources, [request]);
  // Not the name that an archive of the image itself would have.
  const several = nodes.includes(0) ? `${image}-rootfs` : `${image}-files`;
  const isOne = nodes.length === 1 && only !== 0;
  const stem = isOne ? nameText(tree, requireNode(tree, only)) : several;
  return { name: `${stem}${endings[format]}`, isFolder: format === 'folder' };
}

const endings: Readonly<Record<FileFormat, string>> = {
  folder: '',
  tar: tarEndings.none,
  gzip: tarEndings.gzip,
  zstd: tarEndings.zstd,
  zip: '.zip',
};

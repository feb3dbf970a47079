import type {
  ConflictRule,
  EditExport,
  EditStep,
  ExportName,
  ExportOutcome,
  ExportPlan,
} from '../../../shared/model/export.ts';
import type { EditAction, EditRequest, MadeEdit } from '../edit/edit-request.ts';
import { discardEdit } from '../edit/save-edit.ts';
import { Priority } from '../worker/task-runner.ts';
import { decidePlace } from './export-place.ts';
import type { OutputPlace } from '../export/write-pieces.ts';
import type { ExportParts } from './export-parts.ts';
import { imagesName, writeSelection } from './image-exports.ts';
import { nameToSave } from './image-saving.ts';
import type { RunningJob } from './jobs.ts';

/** What the archive or folder of a new image is to be called: as the image itself. */
export function nameEditExport(request: EditExport, { sources }: ExportParts): ExportName {
  const { format, reference } = request;
  const stem = reference ?? `${nameToSave(sources, [request])}-edited`;
  return imagesName(stem.replaceAll(/[/:@]/g, '-'), format ?? 'docker-archive');
}

/** What a new image would be. Rejects like `planEdit`. */
export async function planEditExport(
  request: EditExport,
  parts: ExportParts,
  signal: AbortSignal,
): Promise<ExportPlan> {
  const options = { priority: Priority.interactive, signal };
  const { saved, losses } = await parts.tasks.run('edit.plan', editOf(request, parts), options);
  return {
    ...nameEditExport(request, parts),
    bytes: null,
    files: saved.layersAfter,
    losses,
    saved,
  };
}

/** Makes a new image and writes it, or keeps it in the library. Rejects like `makeEdit` and what writes it. */
export async function runEditExport(
  request: EditExport,
  wanted: OutputPlace | null,
  rule: ConflictRule,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  const { format } = request;
  if (format === null || wanted === null) return keepMade(request, parts, job);
  const decided = await decidePlace(wanted, rule, format === 'oci-layout');
  if (decided.kind === 'told') return decided.outcome;
  return withMade(request, parts, job, async (made, rest) => {
    const outcome = await writeSelection(made.selection, null, format, decided.place, parts, rest);
    return outcome.kind === 'done' ? { ...outcome, losses: made.losses, ...idOf(made) } : outcome;
  });
}

function keepMade(
  request: EditExport,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  return withMade(request, parts, job, async (made, rest) => {
    const { loaded, writtenBlobs, writtenBytes } = await parts.keep(made, rest);
    const [image] = loaded;
    return {
      kind: 'done',
      name: image?.references[0] ?? image?.id ?? '',
      bytes: writtenBytes,
      files: writtenBlobs,
      losses: made.losses,
      ...idOf(made),
    };
  });
}

/** The ID of the one image that was made. */
function idOf({ selection }: MadeEdit): Pick<Extract<ExportOutcome, { kind: 'done' }>, 'imageId'> {
  const [root] = selection.roots;
  const id = root?.image?.config.digest;
  return id === undefined ? {} : { imageId: id };
}

/** Makes the image, hands it to `use` with what is left of the job, and removes its files whatever happens. */
async function withMade<Result>(
  request: EditExport,
  parts: ExportParts,
  { signal, progress }: RunningJob,
  use: (made: MadeEdit, rest: RunningJob) => Promise<Result>,
): Promise<Result> {
  let past = 0;
  const made = await parts.tasks.run('edit.make', editOf(request, parts), {
    priority: Priority.reading,
    signal,
    onProgress: (done, total) => {
      past = Math.max(past, total ?? done);
      progress(done, total);
    },
  });
  try {
    return await use(made, {
      signal,
      progress: (done, total) => progress(past + done, total === null ? null : past + total),
    });
  } finally {
    await discardEdit(made);
  }
}

function editOf(
  { grant, image, steps, reference, packing }: EditExport,
  { sources, folders, allowedPath }: ExportParts,
): EditRequest {
  const source = sources.opened(grant);
  source.image(image);
  const { spoolDir, cacheDir } = folders;
  return {
    source: { path: sources.pathOf(grant), archive: source.archive },
    image,
    steps: steps.map((step) => actionOf(step, allowedPath)),
    reference,
    packing,
    spoolDir,
    cacheDir,
  };
}

function actionOf(step: EditStep, allowedPath: ExportParts['allowedPath']): EditAction {
  if (step.edit !== 'append') return step;
  const { edit, grant, message } = step;
  return { edit, path: allowedPath(grant), message };
}

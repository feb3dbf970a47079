import { randomUUID } from 'node:crypto';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type {
  ConflictRule,
  ExportOutcome,
  ExportPlan,
  LayerExport,
} from '../../../shared/model/export.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { beginUnfinished, endUnfinished } from '../bytes/unfinished-places.ts';
import { LossLog } from '../export/loss-log.ts';
import { freeName, takenIn } from '../export/place-files.ts';
import { SharedProgress } from '../export/shared-progress.ts';
import { outputError } from '../export/write-beside.ts';
import type { OutputPlace } from '../export/write-pieces.ts';
import { contentBytes, fileCount } from '../export/write-tree.ts';
import { expectedLosses, unpackRights } from '../unpack/expected-losses.ts';
import { Priority } from '../worker/task-runner.ts';
import type { ListedTree } from '../worker/tasks.ts';
import { inFolder } from './export-place.ts';
import type { ExportParts } from './export-parts.ts';
import { unpackFiles } from './file-exports.ts';
import type { RunningJob } from './jobs.ts';
import { listFiles, wholeLayer } from './listed-files.ts';

/** A layer and the folder it is unpacked into. */
interface NamedLayer {
  readonly position: number;
  readonly name: string;
}

/** What unpacking layers would come to. */
export async function planLayerFolders(
  { grant, image, layers }: LayerExport,
  { sources }: ExportParts,
  signal: AbortSignal,
): Promise<Pick<ExportPlan, 'bytes' | 'files' | 'losses'>> {
  const read = await sources.readImage(grant, image, signal);
  const losses = new LossLog();
  const rights = unpackRights();
  let [bytes, files] = [0, 0];
  for (const layer of new Set(layers)) {
    const { listing } = await listFiles(read, wholeLayer(layer), signal);
    bytes += contentBytes(listing);
    files += fileCount(listing);
    losses.addAll(expectedLosses(listing, false, rights));
  }
  return { bytes, files, losses: losses.losses() };
}

/**
 * Unpacks what layers themselves hold: one into the folder that is wanted, several each into a folder of its own there.
 * They get their names when all of them are whole. A folder that is replaced goes only when the new one is in its place.
 */
export async function runLayerFolders(
  { grant, image }: LayerExport,
  layers: readonly NamedLayer[],
  wanted: OutputPlace,
  rule: ConflictRule,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  if (wanted.kind === 'descriptor') throw new EngineError('arguments-invalid', { at: 'format' });
  const read = await parts.sources.readPart(grant, image, job);
  const list = (position: number): Promise<ListedTree> =>
    listFiles(read, wholeLayer(position), job.signal);
  const [only] = layers;
  if (layers.length === 1 && only !== undefined) {
    return unpackFiles(await list(only.position), wanted, { rule, special: false }, parts, job);
  }
  return inFolder(wanted.path, async (folder) => {
    const taken = await takenIn(
      folder,
      layers.map(({ name }) => name),
    );
    if (taken.length > 0 && rule === 'ask') {
      return { kind: 'conflicts', count: taken.length, names: taken };
    }
    const left = rule === 'keep' ? layers.filter(({ name }) => !taken.includes(name)) : layers;
    const listed: (NamedLayer & { readonly tree: ListedTree })[] = [];
    for (const layer of left) listed.push({ ...layer, tree: await list(layer.position) });
    return unpackSeveral(folder, listed, rule, parts, job);
  });
}

async function unpackSeveral(
  folder: string,
  layers: readonly (NamedLayer & { readonly tree: ListedTree })[],
  rule: ConflictRule,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  const total = layers.reduce((sum, { tree }) => sum + contentBytes(tree.listing), 0);
  const progress = new SharedProgress(total, job.progress);
  const spool = path.join(folder, `.layerscope-${randomUUID()}.part`);
  const losses = new LossLog();
  let [bytes, files] = [0, 0];
  beginUnfinished(spool);
  try {
    await mkdir(spool, { mode: 0o700 });
    for (const [at, { name, tree }] of layers.entries()) {
      const place = { kind: 'file', path: path.join(spool, name) } as const;
      const own = { signal: job.signal, progress: progress.part(at) };
      const done = await unpackFiles(tree, place, { rule: 'ask', special: false }, parts, own);
      if (done.kind === 'conflicts') throw new EngineError('already-there', { name });
      bytes += done.bytes;
      files += done.files;
      losses.addAll(
        done.losses.map((loss) => ({
          ...loss,
          paths: loss.paths.map((each) => ({ ...each, path: `${name}/${each.path}` })),
        })),
      );
    }
    // From now on what is replaced lies there, too.
    endUnfinished(spool);
    for (const [at, { name }] of layers.entries()) {
      await placeFolder(folder, spool, name, String(at), rule);
    }
    const name = path.basename(folder);
    return { kind: 'done', name, bytes, files, losses: losses.losses() };
  } catch (error) {
    throw outputError(error, path.basename(folder));
  } finally {
    // What was replaced may be large.
    await parts.tasks.run('tree.remove', { folder: spool }, { priority: Priority.interactive });
    endUnfinished(spool);
  }
}

/** Moves a finished folder to its place; what is to be replaced goes to the spool, or comes back when that fails. */
async function placeFolder(
  folder: string,
  spool: string,
  name: string,
  aside: string,
  rule: ConflictRule,
): Promise<void> {
  const made = path.join(spool, name);
  const wanted = path.join(folder, name);
  const isTaken = (await takenIn(folder, [name])).length > 0;
  if (!isTaken) return rename(made, wanted);
  if (rule !== 'replace') return rename(made, path.join(folder, await freeName(folder, name)));
  const old = path.join(spool, aside);
  await rename(wanted, old);
  await rename(made, wanted).catch(async (error: unknown) => {
    await rename(old, wanted);
    throw error;
  });
}

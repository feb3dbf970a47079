import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ExportLoss, ExportOutcome, Packing } from '../../../shared/model/export.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { beginUnfinished, endUnfinished } from '../bytes/unfinished-places.ts';
import type { ExportSelection } from './export-selection.ts';
import type { ExportWork, WorkOptions } from './export-work.ts';
import { requireSpace } from './free-space.ts';
import { sizes } from './plan-images.ts';
import { repackSelection } from './repack-selection.ts';
import type { LayersToRepack } from './layers-to-repack.ts';
import { readingBytes, type SaveOptions, type SaveRequest } from './save-images.ts';
import { outputError } from './write-beside.ts';

export interface ImagesRequest {
  readonly selection: ExportSelection;
  readonly format: SaveFormat;
  /** Null to leave every layer as it is stored, and so every digest. */
  readonly packing: Packing | null;
  /** A file, which is replaced; for `oci-layout` a folder that is not there or empty. */
  readonly destination: string;
}

export type ImagesOutcome = Extract<ExportOutcome, { readonly kind: 'done' }>;

/**
 * Writes images into one archive or folder, their layers packed as wanted. While layers are packed they lie in a folder
 * beside the destination, which is gone in the end; so room is needed for them twice. Rejects with `EngineError`
 * `compression-unsupported` for zstd in a docker archive, which the engines it is made for cannot read, `disk-full`, and
 * like `repackSelection` and `saveImages`, leaving the destination as it was.
 */
export async function exportImages(
  request: ImagesRequest,
  work: ExportWork,
  options: SaveOptions = {},
): Promise<ImagesOutcome> {
  const { selection, format, packing } = request;
  if (format === 'docker-archive' && packing?.compression === 'zstd') {
    throw new EngineError('compression-unsupported', { compression: 'zstd' });
  }
  const found = packing === null ? null : await work.find(selection, packing);
  if (packing === null || found === null || found.layers.length === 0) {
    return write(request, found?.kept ?? [], work, options.signal, (done, total) =>
      options.progress?.(done, total),
    );
  }
  return repackAndWrite({ ...request, packing, found }, work, options);
}

/** Packing reads the sources and writing reads what came of them: each counts as one half. */
async function repackAndWrite(
  request: ImagesRequest & { readonly packing: Packing; readonly found: LayersToRepack },
  work: ExportWork,
  { signal, progress }: SaveOptions,
): Promise<ImagesOutcome> {
  const { destination, packing, found } = request;
  const spool = path.join(path.dirname(destination), `.layerscope-${randomUUID()}.part`);
  beginUnfinished(spool);
  try {
    await mkdir(spool, { mode: 0o700 });
    let half = 0;
    const made = await repackSelection(request.selection, found, packing, spool, work, {
      signal,
      progress: (done, total) => {
        half = total;
        progress?.(done, total * 2);
      },
    });
    const { selection, losses } = made;
    return await write({ ...request, selection }, losses, work, signal, (done, total) => {
      const share = total === 0 ? half : Math.floor((half * done) / total);
      progress?.(half + share, half * 2);
    });
  } catch (error) {
    throw outputError(error, path.basename(destination));
  } finally {
    await rm(spool, { recursive: true, force: true });
    endUnfinished(spool);
  }
}

async function write(
  { selection, format, packing, destination }: ImagesRequest,
  losses: readonly ExportLoss[],
  work: ExportWork,
  signal: WorkOptions['signal'],
  progress: (done: number, total: number) => void,
): Promise<ImagesOutcome> {
  const keepPacked = packing?.compression === 'gzip';
  const { bytes: needed, files } = sizes(selection, format, keepPacked);
  await requireSpace(destination, needed ?? 0);
  const request: SaveRequest = { selection, format, destination, keepPacked };
  const total = readingBytes(request);
  const { bytes } = await work.save(request, { signal, progress: (done) => progress(done, total) });
  progress(total, total);
  return { kind: 'done', name: path.basename(destination), bytes, files, losses };
}

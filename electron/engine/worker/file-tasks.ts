import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ContentComparison } from '../../../shared/model/comparison.ts';
import type { Preview } from '../../../shared/model/view.ts';
import { writeBeside } from '../export/write-beside.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { readContent, streamContent, type StoredLayer } from '../layer/content.ts';
import { contentDifference } from '../layer/content-difference.ts';
import { loadPoints } from '../layer/index-cache.ts';
import { contentFormat } from '../view/content-format.ts';
import { previewKind } from '../view/preview-kind.ts';
import type { TaskContext } from './protocol.ts';
import type { LayerFile, LayerSource } from './tasks.ts';

/** The only entry of a `LayerFile`'s index. */
const entry = 0;

/** The first bytes of a file and what they look like. */
export async function previewFile(
  file: LayerFile & { readonly limit: number },
  { isCancelled }: TaskContext,
): Promise<Preview> {
  const totalBytes = sizeOf(file);
  const range = { offset: 0, length: Math.min(file.limit, totalBytes) };
  const bytes = await readContent(storedContent(file), file.index, entry, range, { isCancelled });
  return { ...previewKind(bytes), format: await contentFormat(bytes), bytes, totalBytes };
}

/** Bytes `offset` to `offset + length` of a file, fewer where it ends. */
export function readFile(
  { offset, length, ...file }: LayerFile & { readonly offset: number; readonly length: number },
  { isCancelled }: TaskContext,
): Promise<Uint8Array> {
  return readContent(storedContent(file), file.index, entry, { offset, length }, { isCancelled });
}

/** sha256 of a file's content, in hex. */
export async function hashFile(file: LayerFile, { isCancelled }: TaskContext): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of streamContent(storedContent(file), file.index, entry, {
    isCancelled,
  })) {
    hash.update(piece);
  }
  return hash.digest('hex');
}

/** Where two files differ first, and their hashes. Both are read whole. */
export function differFiles(
  { a, b }: { readonly a: LayerFile; readonly b: LayerFile },
  { isCancelled, progress }: TaskContext,
): Promise<ContentComparison> {
  const pieces = (file: LayerFile): AsyncGenerator<Uint8Array> =>
    streamContent(storedContent(file), file.index, entry, { isCancelled });
  const total = sizeOf(a) + sizeOf(b);
  return contentDifference(pieces(a), pieces(b), (done) => progress(done, total));
}

/**
 * Writes a file's content to `destination`, which holds it whole or is as it was before.
 *
 * @throws EngineError `not-writable`, `permission-denied`, `disk-full`, `content-unavailable`, `cancelled`
 */
export function saveFile(
  file: LayerFile & { readonly destination: string },
  { isCancelled, progress }: TaskContext,
): Promise<{ readonly bytes: number }> {
  const total = sizeOf(file);
  return writeBeside(file.destination, async (temporary) => {
    let bytes = 0;
    const handle = await open(temporary, 'wx', 0o644);
    try {
      for await (const piece of streamContent(storedContent(file), file.index, entry, {
        isCancelled,
      })) {
        await handle.writeFile(piece);
        bytes += piece.length;
        progress(bytes, total);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { bytes };
  });
}

function sizeOf({ index }: LayerFile): number {
  return index.size[entry] ?? 0;
}

/** The layer, with the checkpoints kept of it. */
export function storedContent({ layer, compression, storedDigest }: LayerSource): StoredLayer {
  const { location, cacheDir } = layer;
  if (compression !== 'gzip' || cacheDir === null || storedDigest === null) {
    return { location, compression };
  }
  const points: StoredLayer['points'] = (place) =>
    place < bufferSizes.checkpointSpan ? [] : loadPoints(cacheDir, storedDigest, place);
  return { location, compression, points };
}

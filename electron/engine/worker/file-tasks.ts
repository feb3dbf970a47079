import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Preview } from '../../../shared/model/view.ts';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { readContent, streamContent } from '../layer/content.ts';
import { previewKind } from '../view/preview-kind.ts';
import type { TaskContext } from './protocol.ts';
import type { LayerFile } from './tasks.ts';

/** The only entry of a `LayerFile`'s index. */
const entry = 0;

/** The first bytes of a file and what they look like. */
export async function previewFile(
  file: LayerFile & { readonly limit: number },
  { isCancelled }: TaskContext,
): Promise<Preview> {
  const totalBytes = sizeOf(file);
  const range = { offset: 0, length: Math.min(file.limit, totalBytes) };
  const bytes = await readContent(storedOf(file), file.index, entry, range, { isCancelled });
  return { ...previewKind(bytes), bytes, totalBytes };
}

/** sha256 of a file's content, in hex. */
export async function hashFile(file: LayerFile, { isCancelled }: TaskContext): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of streamContent(storedOf(file), file.index, entry, { isCancelled })) {
    hash.update(piece);
  }
  return hash.digest('hex');
}

/**
 * Writes a file's content beside its destination and moves it there once it is whole and on the disk, so that
 * whatever happens the destination holds the old bytes or the new ones.
 *
 * @throws EngineError `not-writable`, `permission-denied`, `disk-full`, `content-unavailable`, `cancelled`
 */
export async function saveFile(
  file: LayerFile & { readonly destination: string },
  { isCancelled, progress }: TaskContext,
): Promise<{ readonly bytes: number }> {
  const { destination } = file;
  const name = path.basename(destination);
  const temporary = path.join(path.dirname(destination), `.${name}.${randomUUID()}.part`);
  const total = sizeOf(file);
  let bytes = 0;
  try {
    const handle = await open(temporary, 'wx', 0o644);
    try {
      for await (const piece of streamContent(storedOf(file), file.index, entry, { isCancelled })) {
        await handle.writeFile(piece);
        bytes += piece.length;
        progress(bytes, total);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, destination);
    return { bytes };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error instanceof EngineError ? error : fileError(error, name);
  }
}

function sizeOf({ index }: LayerFile): number {
  return index.size[entry] ?? 0;
}

function storedOf({ layer, compression }: LayerFile): Parameters<typeof readContent>[0] {
  return { location: layer.location, compression };
}

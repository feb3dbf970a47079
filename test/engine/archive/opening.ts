import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import type { BlobLocation } from '../../../electron/engine/bytes/blob-location.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { openBlob } from '../../../electron/engine/bytes/random-access.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { compress } from '../../fixtures/compress.ts';
import { packMembers, writeMembers, type Member } from '../../fixtures/outer.ts';

/** A folder for the files of one test file, removed when its tests are done. */
export const workFolder = await mkdtemp(join(tmpdir(), 'layerscope-archive-'));
afterAll(() => rm(workFolder, { recursive: true, force: true }));

/** Packs the members into a tar, compressed as a whole if wanted, and opens it. */
export async function openMembers(
  members: readonly Member[],
  compression: Compression = 'none',
): Promise<Archive> {
  return openBytes(compress(await packMembers(members), compression));
}

/** Writes the members as a folder and opens it. */
export async function openFolderOf(members: readonly Member[]): Promise<Archive> {
  const folder = join(workFolder, randomUUID());
  await writeMembers(members, folder);
  return open(folder);
}

export async function openBytes(bytes: Uint8Array): Promise<Archive> {
  return open(await writeInput(bytes));
}

/** Writes a file to be opened and returns its path. */
export async function writeInput(bytes: Uint8Array): Promise<string> {
  const path = join(workFolder, `${randomUUID()}.bin`);
  await writeFile(path, bytes);
  return path;
}

export function open(path: string): Promise<Archive> {
  return openArchive(path, { spoolDir: workFolder });
}

/** The code of the failure that opening ends with; anything else that is thrown is thrown on. */
export async function failureOf(opening: Promise<unknown>): Promise<string> {
  try {
    await opening;
  } catch (error) {
    if (error instanceof EngineError) return error.failure.code;
    throw error;
  }
  return 'opened';
}

/** `code` of every problem, in the order told. */
export function codesOf(archive: Archive): readonly string[] {
  return archive.contents.problems.map((problem) => problem.code);
}

/** The hash of the bytes that each layer of an image leads to; null where it leads nowhere. */
export function layerHashes(archive: Archive, image = 0): readonly (string | null)[] {
  const key = archive.contents.images[image]?.key ?? '';
  const layers = archive.images.get(key)?.layers ?? [];
  return layers.map((layer) => (layer.location === null ? null : hashOf(layer.location)));
}

function hashOf(location: BlobLocation): string {
  const source = openBlob(location);
  const bytes = new Uint8Array(source.size);
  source.read(bytes, 0);
  source.close();
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

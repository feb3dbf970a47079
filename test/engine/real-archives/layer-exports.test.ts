import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { locateFile, readStart, withBlob } from '../../../electron/engine/bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../../../electron/engine/bytes/sniff.ts';
import { exportLayer, type StoredBlob } from '../../../electron/engine/export/export-layer.ts';
import { readBlob } from '../../../electron/engine/export/read-blob.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { fixtureRows, fixturesFolder } from '../../fixtures/locate.ts';

const imagesFolder = process.env['LAYERSCOPE_IMAGES'] ?? '';

/** Layers that are compressed anew; larger ones are only taken out as they are and as tars. */
const packedBytes = 40_000_000;
const programs = { gzip: 'gzip', zstd: 'zstd', xz: 'xz', bzip2: 'bzip2' } as const;

const archives: readonly string[] = [
  ...fixtureRows().map(({ path }) => join(fixturesFolder ?? '', path)),
  ...(imagesFolder !== '' && existsSync(imagesFolder)
    ? readdirSync(imagesFolder)
        .filter((name) => /\.(?:tar|tar\.gz|oci)$/.test(name))
        .map((name) => join(imagesFolder, name))
    : []),
];

async function layersOf(path: string): Promise<readonly StoredBlob[]> {
  const archive = await openArchive(path, { spoolDir: tmpdir() }).catch(() => null);
  const layers = new Map<string, StoredBlob>();
  for (const layer of [...(archive?.images.values() ?? [])].flatMap((image) => image.layers)) {
    const { location, statedDigest, statedDiffId, availability } = layer;
    if (location === null || availability !== 'available') continue;
    const compression = sniffCompression(withBlob(location, (blob) => readStart(blob, sniffBytes)));
    const blob = { location, compression, digest: statedDigest, diffId: statedDiffId };
    layers.set(JSON.stringify(blob), blob);
  }
  return [...layers.values()];
}

/** Hash of what another program makes of a file; null where it finds the file damaged. */
async function unpackedHash(file: string, compression: Compression): Promise<string | null> {
  const hash = createHash('sha256');
  if (compression === 'none') {
    for await (const piece of createReadStream(file)) hash.update(piece);
    return `sha256:${hash.digest('hex')}`;
  }
  const program = spawnSync(
    'sh',
    ['-c', `${programs[compression]} -dc < "$0" | sha256sum; exit $?`, file],
    {
      encoding: 'utf8',
    },
  );
  const isWhole =
    spawnSync('sh', ['-c', `${programs[compression]} -t < "$0" 2>/dev/null`, file]).status === 0;
  return isWhole ? `sha256:${program.stdout.slice(0, 64)}` : null;
}

async function exported(
  layer: StoredBlob,
  format: 'blob' | 'tar' | 'gzip' | 'zstd',
  file: string,
): Promise<string> {
  const place = { kind: 'file', path: file } as const;
  try {
    const level = format === 'gzip' || format === 'zstd' ? 1 : null;
    const { verified } = await exportLayer({ layer, format, level, place });
    return verified ? 'verified' : 'unverified';
  } catch (error) {
    if (error instanceof EngineError) return error.failure.code;
    throw error;
  }
}

async function bytesOf({ location }: StoredBlob): Promise<number> {
  let bytes = 0;
  for await (const piece of readBlob(location, 'none', undefined, () => {})) bytes += piece.length;
  return bytes;
}

describe.skipIf(archives.length === 0)('every layer of', () => {
  test.each(archives)('%s', { timeout: 600_000 }, async (path) => {
    const file = join(tmpdir(), `layerscope-export-${randomUUID()}`);
    try {
      for (const layer of await layersOf(path)) {
        const bytes = await bytesOf(layer);
        // Bytes that are not those stated are what the blob's own proof is about.
        const stored = await exported({ ...layer, digest: null }, 'blob', file);
        expect(stored).toBe('unverified');
        const truth = await unpackedHash(file, layer.compression);
        const isTrue = truth !== null && (layer.diffId === null || truth === layer.diffId);
        const wanted = !isTrue ? 'blob-damaged' : layer.diffId === null ? 'unverified' : 'verified';
        const formats =
          bytes > packedBytes ? (['tar'] as const) : (['tar', 'gzip', 'zstd'] as const);
        for (const format of formats) {
          rmSync(file, { force: true });
          expect([format, await exported(layer, format, file)]).toEqual([format, wanted]);
          expect(existsSync(file)).toBe(isTrue);
          if (!isTrue) continue;
          const compression = format === 'tar' ? 'none' : format;
          expect(await unpackedHash(file, compression)).toBe(truth);
          expect(locateFile(file).length).toBeGreaterThanOrEqual(0);
        }
      }
    } finally {
      rmSync(file, { force: true });
    }
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { locateFile } from '../../../electron/engine/bytes/random-access.ts';
import { exportLayer, type StoredBlob } from '../../../electron/engine/export/export-layer.ts';
import { exportLayers } from '../../../electron/engine/export/export-layers.ts';
import { inlineExportWork } from '../../../electron/engine/export/export-work.ts';
import { layerFileName } from '../../../electron/engine/export/layer-names.ts';
import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { compress } from '../../fixtures/compress.ts';
import { sha256 } from '../../fixtures/image.ts';
import { directory, file, packTar } from '../../fixtures/tar.ts';
import { noise } from '../../fixtures/tar-builder.ts';
import { failureOf } from '../archive/opening.ts';
import { workFolder } from '../store/store-folder.ts';

const tar = await packTar([
  directory('etc'),
  file('etc/text', 'some words, again and again\n'.repeat(20_000)),
  file('noise', noise(300_000, 5)),
]);
const diffId = digest(sha256(tar));

function digest(text: string): Digest {
  const parsed = parseDigest(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

function stored(
  bytes: Uint8Array,
  compression: Compression,
  stated: Partial<StoredBlob> = {},
): StoredBlob {
  const path = newFile();
  writeFileSync(path, bytes);
  return {
    location: locateFile(path),
    compression,
    digest: digest(sha256(bytes)),
    diffId,
    ...stated,
  };
}

function newFile(): string {
  return join(workFolder, randomUUID());
}

function newFolder(): string {
  const folder = newFile();
  mkdirSync(folder);
  return folder;
}

const compressions = ['none', 'gzip', 'zstd', 'xz', 'bzip2'] as const;
const formats = ['blob', 'tar', 'gzip', 'zstd'] as const;

describe.each(compressions)('a layer stored as %s', (compression) => {
  const bytes = compress(tar, compression);

  test.each(formats)('as %s', async (format) => {
    const path = newFile();
    const place = { kind: 'file', path } as const;
    const result = await exportLayer({
      layer: stored(bytes, compression),
      format,
      level: null,
      place,
    });
    const written = readFileSync(path);
    expect(result).toEqual({ bytes: written.length, digest: sha256(written), verified: true });
    if (format === 'blob') expect(written.equals(bytes)).toBe(true);
    if (format === 'tar') expect(sha256(written)).toBe(diffId);
    if (format === 'gzip') expect(gunzipSync(written).equals(tar)).toBe(true);
    if (format === 'zstd') {
      const again = newFile();
      const layer = stored(written, 'zstd');
      await exportLayer({
        layer,
        format: 'tar',
        level: null,
        place: { kind: 'file', path: again },
      });
      expect(sha256(readFileSync(again))).toBe(diffId);
    }
  });
});

describe('a layer', () => {
  test.each(['tar', 'gzip', 'zstd'] as const)(
    'that is another one leaves nothing as %s',
    async (format) => {
      const folder = newFolder();
      const other = digest(sha256('another'));
      const layer = stored(compress(tar, 'gzip'), 'gzip', { diffId: other });
      const place = { kind: 'file', path: join(folder, 'x') } as const;
      expect(await failureOf(exportLayer({ layer, format, level: null, place }))).toBe(
        'blob-damaged',
      );
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('whose stored bytes are others is told as such, and what was there stays', async () => {
    const path = newFile();
    writeFileSync(path, 'before');
    const layer = stored(compress(tar, 'gzip'), 'gzip', { digest: digest(sha256('another')) });
    const request = { layer, format: 'blob', level: null, place: { kind: 'file', path } } as const;
    expect(await failureOf(exportLayer(request))).toBe('blob-damaged');
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  test('that is cut off leaves nothing', async () => {
    const folder = newFolder();
    const whole = compress(tar, 'gzip');
    const layer = stored(whole.subarray(0, whole.length - 20), 'gzip');
    for (const format of ['tar', 'zstd'] as const) {
      const place = { kind: 'file', path: join(folder, 'x') } as const;
      expect(await failureOf(exportLayer({ layer, format, level: null, place }))).toBe(
        'blob-damaged',
      );
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of which nothing is stated is written and said to be unverified', async () => {
    const path = newFile();
    const layer = stored(tar, 'none', { digest: null, diffId: null });
    const place = { kind: 'file', path } as const;
    const result = await exportLayer({ layer, format: 'tar', level: null, place });
    expect(result).toEqual({ bytes: tar.length, digest: diffId, verified: false });
  });

  test('gives the same bytes each time, whatever it is stored as', async () => {
    for (const format of ['gzip', 'zstd'] as const) {
      const results = new Set<string | null>();
      for (const compression of compressions) {
        const layer = stored(compress(tar, compression), compression);
        const place = { kind: 'file', path: newFile() } as const;
        results.add((await exportLayer({ layer, format, level: 4, place })).digest);
      }
      expect(results.size).toBe(1);
    }
  });

  test.each([0, 10, 2.5])('is not packed at level %d', async (level) => {
    const place = { kind: 'file', path: newFile() } as const;
    const request = { layer: stored(tar, 'none'), format: 'gzip', level, place } as const;
    expect(await failureOf(exportLayer(request))).toBe('arguments-invalid');
    expect(existsSync(place.path)).toBe(false);
  });

  test('goes to a pipe that is read slowly', async ({ skip }) => {
    if (process.platform === 'win32') skip('no pipes with names here');
    const pipe = newFile();
    if (spawnSync('mkfifo', [pipe]).status !== 0) skip('no pipes with names here');
    const read = newFile();
    const reader = spawnReader(pipe, read);
    const descriptor = openSync(pipe, 'w');
    const place = { kind: 'descriptor', descriptor } as const;
    await exportLayer({
      layer: stored(compress(tar, 'gzip'), 'gzip'),
      format: 'tar',
      level: null,
      place,
    });
    closeSync(descriptor);
    await reader;
    expect(sha256(readFileSync(read))).toBe(diffId);
  });

  test('cancelled at any moment leaves nothing', async () => {
    const folder = newFolder();
    const layer = stored(compress(tar, 'gzip'), 'gzip');
    let cancelled = 0;
    for (let moment = 0; moment < 12; moment++) {
      const controller = new AbortController();
      const format = formats[moment % formats.length]!;
      const place = { kind: 'file', path: join(folder, 'x') } as const;
      const work = exportLayer(
        { layer, format, level: null, place },
        {
          signal: controller.signal,
          progress: () => moment % 3 === 0 && controller.abort(),
        },
      );
      setTimeout(() => controller.abort(), moment * 3);
      const failure = await work.then(
        () => null,
        () => 'failed',
      );
      if (failure === null) {
        expect(readdirSync(folder)).toEqual(['x']);
        spawnSync('rm', [place.path]);
      } else cancelled++;
      expect(readdirSync(folder)).toEqual([]);
    }
    expect(cancelled).toBeGreaterThan(2);
  });
});

async function spawnReader(pipe: string, target: string): Promise<void> {
  const script = `while dd bs=50000 count=1 2>/dev/null | cat > "$1.part" && [ -s "$1.part" ]; do cat "$1.part" >> "$1"; sleep 0.01; done`;
  const child = spawn('sh', ['-c', `exec < "${pipe}"; ${script}`, 'sh', target]);
  await new Promise((resolve) => child.on('close', resolve));
}

describe('several layers', () => {
  const layers = compressions.map((compression, index) => {
    const layer = stored(compress(tar, compression), compression);
    const named = { index, compression, digest: layer.digest, diffId: layer.diffId };
    const storedBytes = readFileSync(
      layer.location.kind === 'file' ? layer.location.path : '',
    ).length;
    return { layer, compression, storedBytes, unpackedBytes: tar.length, named };
  });
  const request = (
    folder: string,
    format: (typeof formats)[number],
  ): Parameters<typeof exportLayers>[0] => ({
    layers: layers.map(({ named, ...layer }) => ({
      ...layer,
      name: layerFileName(named, format, 120),
    })),
    format,
    level: null,
    folder,
    rule: 'ask',
  });

  test('are called by position and digest', async () => {
    const folder = newFolder();
    const outcome = await exportLayers(request(folder, 'tar'), inlineExportWork);
    expect(outcome).toMatchObject({ kind: 'done', files: 5, bytes: 5 * tar.length });
    const hex = diffId.slice(7, 19);
    expect(readdirSync(folder).toSorted()).toEqual(
      layers.map((_, index) => `00${index}-sha256-${hex}.tar`),
    );
    const blobs = newFolder();
    await exportLayers(request(blobs, 'blob'), inlineExportWork);
    expect(
      readdirSync(blobs)
        .map((name) => name.replace(/^[^.]*/, ''))
        .toSorted(),
    ).toEqual(['.tar', '.tar.bz2', '.tar.gz', '.tar.xz', '.tar.zst']);
  });

  test('leave nothing when one of them fails', async () => {
    const folder = newFolder();
    const broken = request(folder, 'tar');
    const last = broken.layers.at(-1)!;
    const wrong = { ...last.layer, diffId: digest(sha256('wrong')) };
    const work = exportLayers(
      { ...broken, layers: [...broken.layers.slice(0, -1), { ...last, layer: wrong }] },
      inlineExportWork,
    );
    expect(await failureOf(work)).toBe('blob-damaged');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('ask about names that are taken, and do as they are told', async () => {
    const folder = newFolder();
    const ask = request(folder, 'tar');
    const taken = ask.layers[2]!.name;
    writeFileSync(join(folder, taken), 'mine');
    expect(await exportLayers(ask, inlineExportWork)).toEqual({
      kind: 'conflicts',
      count: 1,
      names: [taken],
    });
    expect(readdirSync(folder)).toEqual([taken]);
    expect(await exportLayers({ ...ask, rule: 'keep' }, inlineExportWork)).toMatchObject({
      files: 4,
    });
    expect(readFileSync(join(folder, taken), 'utf8')).toBe('mine');
    const renamed = newFolder();
    writeFileSync(join(renamed, taken), 'mine');
    await exportLayers({ ...ask, folder: renamed, rule: 'rename' }, inlineExportWork);
    expect(readdirSync(renamed)).toContain(taken.replace('.tar', ' (2).tar'));
    expect(readFileSync(join(renamed, taken), 'utf8')).toBe('mine');
    await exportLayers({ ...ask, folder: renamed, rule: 'replace' }, inlineExportWork);
    expect(sha256(readFileSync(join(renamed, taken)))).toBe(diffId);
  });
});

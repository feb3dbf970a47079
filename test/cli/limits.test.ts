import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { limits } from '../../electron/engine/bytes/limits.ts';
import { fileMember } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { endMarker, entry, header } from '../fixtures/tar-builder.ts';
import { repeated, zstdFrame } from '../fixtures/zstd-builder.ts';
import { boastfulHeader, writeArchive, writeFiles, writeImage } from './huge-archives.ts';
import { runMeasured } from './measured-program.ts';
import type { MeasuredResult } from './measured-program.ts';
import { archiveOf } from './run-program.ts';

/** `LAYERSCOPE_LIMIT_TESTS=long`: the largest of everything, under the usual limits. Minutes, and 6 GB of disk. */
const isLong = process.env['LAYERSCOPE_LIMIT_TESTS'] === 'long';
const timeout = isLong ? 600_000 : 60_000;
const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** What the program says of an archive, and that it took neither long nor much memory. */
async function inspected(
  archive: string,
  bounds: { readonly seconds: number; readonly bytes: number },
  changes = '',
) {
  const result = await runMeasured(['inspect', archive, '--json'], changes);
  told(result);
  expect(result.stderr).toBe('');
  expect(result.seconds).toBeLessThan(bounds.seconds);
  expect(result.peakBytes).toBeLessThan(bounds.bytes);
  const { images, problems } = JSON.parse(result.stdout);
  return {
    images,
    codes: problems.map(({ code }: { readonly code: string }) => code),
    limits: problems
      .filter(({ values }: { readonly values: object }) => 'limit' in values)
      .map(
        ({ values }: { readonly values: { readonly field: string; readonly limit: number } }) =>
          `${values.field} ${values.limit}`,
      ),
  };
}

function told({ seconds, peakBytes }: MeasuredResult): void {
  if (!isLong) return;
  const { currentTestName } = expect.getState();
  console.info(
    `${currentTestName}: ${seconds.toFixed(1)} s, ${Math.round(peakBytes / mebibyte)} MiB`,
  );
}

describe('a document of a gigabyte', () => {
  test(
    'jsonBytes: is not read as manifest.json',
    async () => {
      const archive = writeArchive('json.tar', ({ write, skip }) => {
        write(entry({ name: 'config.json' }, '{}'));
        write(entry({ name: 'l/layer.tar' }, endMarker()));
        write(header({ name: 'manifest.json', size: gibibyte }));
        write(new Uint8Array(512).fill(0x20));
        skip(gibibyte - 512);
        write(endMarker());
      });
      const found = await inspected(archive, { seconds: 45, bytes: 250 * mebibyte });
      expect(found.limits).toEqual([`jsonBytes ${limits.jsonBytes}`]);
    },
    timeout,
  );

  test(
    'jsonBytes: is not read as index.json of a folder',
    async () => {
      const folder = temporaryFolder();
      writeFileSync(path.join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
      mkdirSync(path.join(folder, 'blobs'));
      const index = writeArchive('index.json', ({ write, skip }) => {
        write(Buffer.from('{"manifests":[]'));
        skip(gibibyte);
        write(Buffer.from('}'));
      });
      linkSync(index, path.join(folder, 'index.json'));
      const found = await inspected(folder, { seconds: 45, bytes: 250 * mebibyte });
      expect(found.limits).toEqual([`jsonBytes ${limits.jsonBytes}`]);
    },
    timeout,
  );
});

test(
  `manifests: ${isLong ? 'a million' : '300,000'} images in an index`,
  async () => {
    const digest = (at: number): string => `sha256:${at.toString(16).padStart(64, '0')}`;
    const entries = Array.from(
      { length: isLong ? 1_000_000 : 300_000 },
      (_, at) => `{"digest":"${digest(at)}","size":2}`,
    );
    const archive = await archiveOf([
      fileMember('index.json', `{"schemaVersion":2,"manifests":[${entries.join(',')}]}`),
      fileMember('oci-layout', '{"imageLayoutVersion":"1.0.0"}'),
    ]);
    const usual = await inspected(archive, { seconds: 45, bytes: 300 * mebibyte });
    expect(usual.limits).toEqual([`jsonBytes ${limits.jsonBytes}`]);
    const changes = 'jsonBytes=200000000 documentsBytes=200000000 documentsValues=10000000';
    const raised = await inspected(archive, { seconds: 45, bytes: 1500 * mebibyte }, changes);
    expect(raised.limits).toEqual([`manifests ${limits.manifests}`]);
    expect(raised.codes.filter((code: string) => code === 'manifest-missing')).toHaveLength(100);
  },
  timeout,
);

test('5,000 layers of one image', { timeout }, async () => {
  const count = 5000;
  const config = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } };
  const names = Array.from({ length: count }, (_, at) => `${at}.tar`);
  const archive = writeArchive('layers.tar', ({ write }) => {
    write(entry({ name: 'c.json' }, JSON.stringify(config)));
    write(
      entry(
        { name: 'manifest.json' },
        JSON.stringify([{ Config: 'c.json', RepoTags: ['many:1'], Layers: names }]),
      ),
    );
    for (const name of names) {
      write(header({ name, size: 2048 }));
      write(entry({ name: 'changed' }, name));
      write(endMarker());
    }
    write(endMarker());
  });
  const { images, limits: met } = await inspected(archive, { seconds: 45, bytes: 700 * mebibyte });
  expect([images[0].layers.length, met]).toEqual([count, []]);
});

test(
  `layerEntries: a layer of ${isLong ? 'ten million' : 'a million'} entries`,
  async () => {
    const count = isLong ? 10_000_000 : 1_000_000;
    const archive = writeImage('entries.tar', count * 512 + 1024, (writer) => {
      writeFiles(writer, count);
      writer.write(endMarker());
    });
    const bounds = isLong
      ? { seconds: 300, bytes: 4 * gibibyte }
      : { seconds: 45, bytes: 900 * mebibyte };
    const whole = await inspected(archive, bounds);
    expect([whole.images[0].layers[0].entries, whole.limits]).toEqual([count, []]);
    const cut = await inspected(archive, bounds, 'layerEntries=1000');
    expect([cut.images[0].layers[0].entries, cut.limits]).toEqual([1000, ['layerEntries 1000']]);
  },
  timeout,
);

describe('10 GB of zeros', () => {
  const start = entry({ name: 'before' }, 'here');
  const claim = boastfulHeader('zeros');
  const piece = new Uint8Array(64 * mebibyte);
  const blocks = Array.from({ length: 1000 }, () => repeated(0, 131_072));
  const bombs = {
    gzip: () => [
      gzipSync(Buffer.concat([start, claim])),
      ...Array<Buffer>(150).fill(gzipSync(piece)),
    ],
    zstd: () => [
      zstdFrame({ content: Buffer.concat([start, claim]) }),
      ...Array<Uint8Array>(77).fill(zstdFrame(...blocks)),
    ],
  } as const;

  for (const packing of ['gzip', 'zstd'] as const) {
    test(
      `unpackedRatio: packed with ${packing} into some megabytes are not unpacked`,
      async () => {
        const bytes = Buffer.concat(bombs[packing]());
        expect(bytes.length).toBeLessThan(60 * mebibyte);
        const archive = writeImage(`${packing}.tar`, bytes.length, ({ write }) => write(bytes));
        const { images, limits: met } = await inspected(
          archive,
          { seconds: isLong ? 300 : 45, bytes: 350 * mebibyte },
          isLong ? '' : 'unpackedRatio=2 ratioGraceBytes=134217728',
        );
        expect(images[0].layers[0].entries).toBe(2);
        expect(met).toEqual([`unpackedRatio ${isLong ? limits.unpackedRatio : 2}`]);
      },
      timeout,
    );
  }
});

describe('sizes that are declared beyond the file', () => {
  test('of a file in a layer', { timeout }, async () => {
    const layer = Buffer.concat([entry({ name: 'a' }, 'a'), boastfulHeader('boast')]);
    const archive = writeImage('layer.tar', layer.length, ({ write }) => write(layer));
    const { images, codes } = await inspected(archive, { seconds: 45, bytes: 250 * mebibyte });
    expect(images[0].layers[0].entries).toBe(2);
    expect(codes).toContain('layer-truncated');
  });

  test('of a member of the archive', { timeout }, async () => {
    const archive = writeArchive('outer.tar', ({ write }) => {
      write(entry({ name: 'manifest.json' }, '[{"Config":"c","Layers":["l"]}]'));
      write(boastfulHeader('l'));
      write(entry({ name: 'a' }, 'a'));
    });
    const { codes } = await inspected(archive, { seconds: 45, bytes: 250 * mebibyte });
    expect(codes).toContain('archive-truncated');
  });
});

test('a listing says on the side what a limit left out', { timeout }, async () => {
  const layer = Buffer.concat([entry({ name: 'a' }), entry({ name: 'b' }), endMarker()]);
  const archive = writeImage('two.tar', layer.length, ({ write }) => write(layer));
  const { code, stdout, stderr } = await runMeasured(['tree', archive], 'layerEntries=1');
  expect([code, stdout.trim().split('\n').length]).toEqual([0, 1]);
  expect(stderr).toMatch(/^layerscope: error {4}layer 0: The limit layerEntries \(1\) was reached/);
});

test('limits that say nothing are refused', { timeout }, async () => {
  for (const wrong of ['layer=5', 'layers=many', 'layerBodyOffset=9007199254740991']) {
    const { code, stdout, stderr } = await runMeasured(['help'], wrong);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`layerscope: LAYERSCOPE_LIMITS says nothing with ${wrong}\n`);
  }
});

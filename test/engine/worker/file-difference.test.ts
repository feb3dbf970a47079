import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pickEntries } from '../../../electron/engine/layer/pick-entries.ts';
import { runTask } from '../../../electron/engine/worker/run-task.ts';
import type { TaskContext } from '../../../electron/engine/worker/protocol.ts';
import type { LayerFile } from '../../../electron/engine/worker/tasks.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { concat, entry, noise, pad, pax, tar } from '../../fixtures/tar-builder.ts';
import { plainIndex } from '../layer/read-layer.ts';

const content = noise(700_000);
const changed = content.slice();
changed[654_321]! ^= 0x80;
/** A file of which two parts are stored, the rest being holes. */
const holes = new Uint8Array(300_000);
holes.set(noise(1000, 3), 5000);
holes.set(noise(2000, 4), 200_000);
const layer = tar(
  entry({ name: 'one' }, content),
  entry({ name: 'changed' }, changed),
  entry({ name: 'short' }, content.subarray(0, 1000)),
  entry({ name: 'empty' }),
  sparse('sparse', holes.length, holes.subarray(5000, 6000), holes.subarray(200_000, 202_000)),
  entry({ name: 'expanded' }, holes),
  sparse('endless', 2 ** 50, holes.subarray(5000, 6000), holes.subarray(200_000, 202_000)),
  entry({ name: 'folder/', type: '5' }),
);
const names = ['one', 'changed', 'short', 'empty', 'sparse', 'expanded', 'endless', 'folder'];

function sparse(name: string, size: number, first: Uint8Array, second: Uint8Array): Uint8Array {
  const map = new TextEncoder().encode('2\n5000\n1000\n200000\n2000\n');
  return concat(
    pax([
      ['GNU.sparse.major', '1'],
      ['GNU.sparse.minor', '0'],
      ['GNU.sparse.realsize', String(size)],
    ]),
    entry({ name }, concat(pad(map), first, second)),
  );
}

function fileOf(name: string, compression: Compression): LayerFile {
  const bytes = compression === 'gzip' ? gzipSync(layer) : layer;
  return {
    layer: {
      location: { kind: 'inline', bytes },
      statedDigest: null,
      stargz: false,
      cacheDir: null,
    },
    compression,
    storedDigest: null,
    index: pickEntries(plainIndex(layer), Uint32Array.of(names.indexOf(name))),
  };
}

async function difference(
  a: LayerFile,
  b: LayerFile,
  context: Partial<TaskContext> = {},
): Promise<unknown> {
  const { result } = await runTask(
    { name: 'files.difference', argument: { a, b } },
    {
      isCancelled: () => false,
      progress: () => {},
      signal: new AbortController().signal,
      ...context,
    },
  );
  return result;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe.each([
  ['none', 'none'],
  ['gzip', 'none'],
  ['gzip', 'gzip'],
] as const)('files in layers stored as %s and %s', (one, other) => {
  test.each([
    ['one', content, 'one', content, null],
    ['one', content, 'changed', changed, 654_321],
    ['one', content, 'short', content.subarray(0, 1000), 1000],
    ['empty', new Uint8Array(), 'one', content, 0],
    ['empty', new Uint8Array(), 'empty', new Uint8Array(), null],
    ['sparse', holes, 'expanded', holes, null],
  ] as const)('are held against each other: %s, %s', async (a, bytesA, b, bytesB, at) => {
    const done: number[] = [];
    const progress = (bytes: number): void => void done.push(bytes);
    expect(await difference(fileOf(a, one), fileOf(b, other), { progress })).toEqual({
      firstDifference: at,
      bytesA: bytesA.length,
      bytesB: bytesB.length,
      hashA: sha256(bytesA),
      hashB: sha256(bytesB),
    });
    expect(done.at(-1) ?? 0).toBe(bytesA.length + bytesB.length);
  });

  test('end when nobody waits any more, also inside a hole that has no end', async () => {
    for (const [a, b] of [
      ['endless', 'endless'],
      ['one', 'endless'],
    ] as const) {
      let asked = 0;
      const isCancelled = (): boolean => ++asked > 200;
      const work = difference(fileOf(a, one), fileOf(b, other), { isCancelled });
      await expect(work).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    }
  });

  test('that are none cannot be read', async () => {
    const work = difference(fileOf('one', one), fileOf('folder', other));
    await expect(work).rejects.toMatchObject({ failure: { code: 'content-unavailable' } });
  });
});

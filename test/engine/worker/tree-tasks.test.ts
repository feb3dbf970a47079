import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { Priority } from '../../../electron/engine/worker/task-runner.ts';
import type { LayerSource } from '../../../electron/engine/worker/tasks.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { entry, noise, tar } from '../../fixtures/tar-builder.ts';
import { listed, packedStackOf, tarOf } from '../../fixtures/tree-export.ts';
import type { Stack } from '../../fixtures/tree-export.ts';

const options = { priority: Priority.interactive };

function sources({ layers }: Stack): readonly LayerSource[] {
  return layers.map(({ location, compression }) => ({
    layer: { location, statedDigest: null, stargz: false, cacheDir: null },
    compression,
    storedDigest: null,
  }));
}

const layer = tar(entry({ name: 'a' }, noise(200_000)), entry({ name: 'b' }, 'small'));

test('trees are written as archives, to files and to what is open already', async () => {
  const stack = await packedStackOf('gzip', layer);
  const listing = listed(stack.tree);
  const expected = await tarOf(listing, stack.layers);
  const folder = temporaryFolder();
  const runner = new InlineRunner();
  const common = { listing, layers: sources(stack), level: null, spoolDir: folder };
  const told: number[][] = [];

  const file = path.join(folder, 'a.tar');
  const plain = { ...common, format: 'tar', place: { kind: 'file', path: file } } as const;
  const onProgress = (done: number, total: number | null): void => {
    told.push([done, total ?? -1]);
  };
  const result = await runner.run('tree.write', plain, { ...options, onProgress });
  expect(result).toEqual({ bytes: expected.length, files: 2, losses: [] });
  expect(readFileSync(file).equals(expected)).toBe(true);
  expect(told.at(-1)).toEqual([400_010, 400_010]);
  expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done!).toSorted((a, b) => a - b));

  const descriptor = openSync(path.join(folder, 'a.tar.gz'), 'w');
  const place = { kind: 'descriptor', descriptor } as const;
  await runner.run('tree.write', { ...common, format: 'gzip', place }, options);
  closeSync(descriptor);
  expect(gunzipSync(readFileSync(path.join(folder, 'a.tar.gz'))).equals(expected)).toBe(true);

  const zip = { kind: 'file', path: path.join(folder, 'a.zip') } as const;
  const zipped = await runner.run('tree.write', { ...common, format: 'zip', place: zip }, options);
  expect(zipped.losses.map(({ kind }) => kind)).toEqual(['owner']);
  expect(readdirSync(folder).toSorted()).toEqual(['a.tar', 'a.tar.gz', 'a.zip']);
  await runner.stop();
});

test('trees are unpacked, and nothing is left of one that is cancelled', async () => {
  const stack = await packedStackOf('gzip', layer);
  const folder = path.join(temporaryFolder(), 'out');
  const runner = new InlineRunner();
  const request = {
    listing: listed(stack.tree),
    layers: sources(stack),
    folder,
    rule: 'ask',
    special: false,
  } as const;
  const outcome = await runner.run('tree.unpack', request, options);
  expect(outcome).toMatchObject({ kind: 'done', files: 2, bytes: 200_005 });
  expect(readFileSync(path.join(folder, 'b'), 'utf8')).toBe('small');
  expect(await runner.run('tree.unpack', request, options)).toMatchObject({ kind: 'conflicts' });

  const controller = new AbortController();
  const given = runner.run(
    'tree.unpack',
    { ...request, rule: 'replace' },
    { ...options, signal: controller.signal, onProgress: () => controller.abort() },
  );
  await expect(given).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  expect(readdirSync(folder).toSorted()).toEqual(['a', 'b']);
  await runner.stop();
});

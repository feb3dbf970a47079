import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { maxListedRows } from '../../shared/contract/review.ts';
import type { Grant } from '../../shared/model/source.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file, whiteout } from '../fixtures/tar.ts';
import { openPath, run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

const hiddenFiles = 700;

/** A folder of small files and a large file, both gone in the next layer. */
async function openImage(running: Running): Promise<{ grant: Grant; image: string }> {
  const archive = path.join(running.folder, 'image.tar');
  const names = Array.from({ length: hiddenFiles }, (_, at) => `cache/${at}`);
  const layers = [
    layer(...names.map((name) => file(name, 'xy')), file('large', 'l'.repeat(5000))),
    layer(whiteout('cache'), file('large', 'l'.repeat(5000), { mode: 0o600 })),
  ];
  writeFileSync(archive, await packMembers(await dockerMembers([image({ layers })])));
  const { grant, contents } = await openPath(running, archive);
  return { grant, image: contents!.images[0]!.key };
}

test('a window reads what is hidden, and pages through the files', async () => {
  const running = run();
  const opened = await openImage(running);
  const call = running.window.call.bind(running.window);
  await expect(call('waste.read', opened)).rejects.toMatchObject({
    failure: { code: 'image-unknown' },
  });
  await call('image.read', opened);

  const waste = await call('waste.read', opened);
  expect(waste).toMatchObject({ total: 6400, storedBytes: 11_400, visibleBytes: 5000 });
  expect(waste.groups).toMatchObject([
    { cause: 'metadata', path: 'large', bytes: 5000, reasons: ['mode'] },
    { cause: 'deleted-folder', path: 'cache', files: hiddenFiles, bytes: 1400 },
  ]);
  expect(waste.dive).toMatchObject({ userSizeBytes: 5000, userWastedPercent: 2 });

  const all = { ...opened, group: null };
  const first = await call('waste.files', { ...all, start: 0, count: 2 });
  expect(first.total).toBe(hiddenFiles + 1);
  expect(first.rows).toMatchObject([
    { path: 'large', bytes: 5000, cause: 'metadata', storedIn: 0, hiddenIn: 1, reasons: ['mode'] },
    { path: 'cache/0', bytes: 2, cause: 'deleted-folder', storedIn: 0, hiddenIn: 1, reasons: [] },
  ]);
  const { node } = first.rows[1]!;
  expect(await call('entry.find', { ...opened, path: 'cache/0' })).toBe(node);

  const rest = await call('waste.files', { ...opened, group: 1, start: 500, count: 500 });
  expect(rest.total).toBe(hiddenFiles);
  expect(rest.rows.map((row) => row.path)).toEqual(
    Array.from({ length: hiddenFiles - 500 }, (_, at) => `cache/${500 + at}`),
  );
  const none = { total: 0, rows: [] };
  expect(await call('waste.files', { ...opened, group: 9, start: 0, count: 5 })).toEqual(none);
  expect((await call('waste.files', { ...all, start: 9999, count: 5 })).rows).toEqual([]);
  await expect(
    call('waste.files', { ...all, start: 0, count: maxListedRows + 1 }),
  ).rejects.toMatchObject({ failure: { code: 'arguments-invalid' } });
});

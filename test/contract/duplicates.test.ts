import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Job } from '../../shared/model/job.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { file, whiteout } from '../fixtures/tar.ts';
import { code, openImage } from './compared-images.ts';
import { openPath, run } from './running-engine.ts';

const base = layer(file('base', 'content'), file('copy', 'content'));

test('duplicates are found in one image and in all that are open, which need not have been read', async () => {
  const running = run();
  const { window } = running;
  const jobs: Job[] = [];
  window.on('job', (job) => jobs.push(job));
  expect(await window.call('duplicates.find', { image: null, minBytes: 1 })).toMatchObject({
    groups: [],
    files: 0,
  });
  const one = await openImage(running, image({ ref: 'a:1', layers: [base] }));
  const recipe = image({
    ref: 'b:1',
    layers: [base, layer(file('more', 'content'), whiteout('copy'))],
  });
  const two = await openImage(running, recipe);

  const alone = await window.call('duplicates.find', {
    image: { grant: one.grant, image: one.image },
    minBytes: 1,
  });
  expect(alone).toMatchObject({ groupCount: 1, savedBytes: 7, hashedBytes: 14, unreadLayers: 0 });
  expect(jobs.map(({ kind, grant }) => [kind, grant])).toContainEqual(['hash', one.grant]);

  const all = await window.call('duplicates.find', { image: null, minBytes: 1 });
  expect(all.groups).toHaveLength(1);
  // The layer that both have is one; what was hashed before is known.
  expect(all.groups[0]).toMatchObject({ bytes: 7, copyCount: 3, savedBytes: 14 });
  expect(all.groups[0]!.copies).toMatchObject([
    { grant: one.grant, path: 'base', layer: 0, visible: true, images: 2 },
    { grant: one.grant, path: 'copy', layer: 0, visible: true, images: 2 },
    { grant: two.grant, path: 'more', layer: 1, visible: true, images: 1 },
  ]);
  expect(await window.call('duplicates.find', { image: null, minBytes: 8 })).toMatchObject({
    groups: [],
  });
  expect(await window.call('job.list', {})).toEqual([]);
});

test('an image that is not there is refused', async () => {
  const running = run();
  const one = await openImage(running, image({ layers: [base] }));
  const call = running.window.call('duplicates.find', {
    image: { grant: one.grant, image: 'no such' },
    minBytes: 1,
  });
  expect(await code(call)).toBe('image-unknown');
});

test('packages by layer and the files of none are answered for an image that has been read', async () => {
  const running = run();
  const { window } = running;
  const archive = path.join(running.folder, 'packages.tar');
  const layers = [
    compressed(
      layer(
        file('var/lib/dpkg/status', 'Package: a\nStatus: install ok installed\nVersion: 1\n'),
        file('var/lib/dpkg/info/a.list', '/usr/bin/a\n'),
        file('usr/bin/a', '1'),
      ),
      'gzip',
    ),
    layer(file('app/x', '123'), file('app/y', '1'), file('etc/z', '12')),
  ];
  writeFileSync(archive, await packMembers(await dockerMembers([image({ layers })])));
  const { grant, contents } = await openPath(running, archive);
  const asked = { grant, image: contents!.images[0]!.key };
  expect(await code(window.call('packages.layers', asked))).toBe('image-unknown');
  await window.call('image.read', asked);
  const found = await window.call('packages.layers', asked);
  expect(found).toMatchObject({
    fileLists: ['dpkg'],
    unread: [],
    unowned: { files: 3, bytes: 6 },
    layers: [
      { layer: 0, unownedBytes: 0, changes: [{ change: 'installed', after: { name: 'a' } }] },
      { layer: 1, ownedBytes: 0, unownedBytes: 6, changes: [] },
    ],
  });
  expect(found.unownedPlaces.map((place) => [place.path, place.direct])).toEqual([
    ['app', false],
    ['etc', true],
  ]);
  const node = found.unownedPlaces[0]!.node;
  const where = { ...asked, node, direct: false };
  const list = await window.call('packages.unowned', { ...where, start: 1, count: 5 });
  expect(list).toMatchObject({ total: 2, rows: [{ path: 'app/y', bytes: 1, layer: 1 }] });
  const beyond = window.call('packages.unowned', { ...where, node: 9999, start: 0, count: 5 });
  expect(await code(beyond)).toBe('entry-unknown');
});

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ExportRequest } from '../../shared/model/export.ts';
import { saveFormats } from '../../shared/model/store.ts';
import { jsonFile } from '../../electron/main/json-file.ts';
import { writeFailure } from '../../electron/main/write-failure.ts';
import { code, open } from '../contract/exported-images.ts';
import type { Opened } from '../contract/exported-images.ts';
import { openPath, run } from '../contract/running-engine.ts';
import type { Running } from '../contract/running-engine.ts';
import { compress } from '../fixtures/compress.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { packMembers } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';
import { noise } from '../fixtures/tar-builder.ts';
import { canMountSmallDisk, folderIn, mountSmallDisk } from './small-disk.ts';
import type { SmallDisk } from './small-disk.ts';

const canMount = canMountSmallDisk();

/** More than the disk holds. */
const big = image({
  ref: 'big:1',
  layers: [
    layer(file('etc/motd', 'hello'), file('blob', noise(2_500_000, 1))),
    compressed(layer(file('packed', noise(2_500_000, 2))), 'gzip'),
  ],
});

function smallDisk(): SmallDisk {
  const disk = mountSmallDisk();
  if (disk === null) throw new Error('no disk was mounted');
  onTestFinished(disk.remove);
  return disk;
}

async function openBig(running: Running): Promise<Opened> {
  return open(running, await ociMembers([big]), 'big:1');
}

describe.skipIf(!canMount)('a full disk', () => {
  test('is said of every way out, leaves nothing half written, and what was there as it was', async () => {
    const disk = smallDisk();
    const running = run();
    const { choice } = await openBig(running);
    await running.window.call('image.read', choice);
    const out = folderIn(disk, 'out');
    const taken = path.join(out, 'taken');
    writeFileSync(taken, 'what was there');
    const before = disk.names();

    const requests: readonly ExportRequest[] = [
      ...(['blob', 'tar', 'gzip', 'zstd', 'folder'] as const).map((format): ExportRequest => ({
        what: 'layers',
        ...choice,
        layers: [0],
        format,
        level: null,
      })),
      ...(['folder', 'tar', 'gzip', 'zstd', 'zip'] as const).map((format): ExportRequest => ({
        what: 'files',
        ...choice,
        layer: 1,
        alone: false,
        nodes: [0],
        format,
        special: false,
      })),
      ...saveFormats.map((format): ExportRequest => ({
        what: 'images',
        images: [choice],
        format,
        packing: null,
      })),
      {
        what: 'edit',
        ...choice,
        steps: [{ edit: 'squash', from: 0, to: 1 }],
        reference: null,
        format: 'docker-archive',
        packing: { compression: 'none', level: null },
      },
    ];
    for (const request of requests) {
      const what = JSON.stringify(request);
      for (const destination of [path.join(out, 'fresh'), taken]) {
        const isFolder = (await running.window.call('export.plan', { request })).isFolder;
        if (isFolder && destination === taken) continue;
        const call = running.control.call('export.run', { request, destination, rule: 'replace' });
        expect(await code(call), what).toBe('disk-full');
        expect(disk.names(), what).toEqual(before);
        expect(readFileSync(taken, 'utf8')).toBe('what was there');
      }
    }
    const node = (await running.window.call('entry.find', { ...choice, path: 'blob' }))!;
    const entry = { ...choice, layer: 1, node, destination: taken };
    expect(await code(running.control.call('entry.save', entry))).toBe('disk-full');
    expect(disk.names()).toEqual(before);
    expect(await running.window.call('job.list', {})).toEqual([]);
  });

  test('is said of reports', async () => {
    const disk = smallDisk();
    const running = run();
    const { choice } = await openBig(running);
    const point = { ...choice, layer: 1, alone: false };
    const comparison = await running.window.call('compare.open', {
      a: { ...point, layer: 0 },
      b: point,
    });
    const destination = path.join(folderIn(disk, 'out'), 'report');
    writeFileSync(destination, 'what was there');
    const before = disk.names();
    disk.fillUp(0);
    for (const format of ['json', 'markdown', 'html'] as const) {
      const report = { format, locale: 'en', destination };
      const codes = await Promise.all([
        code(running.control.call('comparison.save', { comparison, ...report })),
        code(running.control.call('review.save', { ...choice, ...report })),
      ]);
      expect(codes).toEqual(['disk-full', 'disk-full']);
    }
    expect(disk.names()).toEqual(before);
    expect(readFileSync(destination, 'utf8')).toBe('what was there');
  });

  test('keeps no layer index and no copy of an archive, and everything else goes on', async () => {
    const disk = smallDisk();
    const folder = folderIn(disk, 'home');
    const running = run(folder);
    const away = temporaryFolder();
    const plain = path.join(away, 'image.tar');
    const packed = path.join(away, 'image.tar.gz');
    const bytes = await packMembers(await dockerMembers([big]));
    writeFileSync(plain, bytes);
    writeFileSync(packed, compress(bytes, 'gzip'));
    disk.fillUp(0);
    const before = disk.names();

    expect(await openPath(running, packed)).toMatchObject({ failure: { code: 'disk-full' } });
    const { grant, contents } = await openPath(running, plain);
    const read = { grant, image: contents!.images[0]!.key };
    expect(await running.window.call('image.read', read)).toMatchObject({
      unionEntries: 4,
      problems: [],
    });
    expect(await code(running.window.call('library.load', { grant, images: null }))).toBe(
      'disk-full',
    );
    const seen = disk.names().filter((name) => !before.includes(name));
    expect(seen.filter((name) => /part|tar|blobs.sha256./.test(name))).toEqual([]);
    expect(await running.window.call('cache.usage', {})).toMatchObject({ indexes: 0 });
    disk.makeRoom();
    const small = image({ ref: 'small:1', layers: [layer(file('a', noise(50_000, 3)))] });
    const opened = await open({ ...running, folder: away }, await ociMembers([small]), 'small:1');
    const loading = running.window.call('library.load', { grant: opened.grant, images: null });
    expect(await code(loading)).toBe('answered');
  });

  test('keeps the settings as they were, says why, and takes them when there is room', async () => {
    const disk = smallDisk();
    const place = path.join(folderIn(disk, 'user'), 'settings.json');
    const schema = v.object({ text: v.string() });
    const settings = jsonFile(place, schema, { text: 'initial' });
    await settings.write({ text: 'before' });
    const before = disk.names();
    disk.fillUp(0);
    const failed = await settings
      .write({ text: 'x'.repeat(9000) })
      .catch((error: unknown) => error);
    expect(writeFailure(failed, 'settings.json').failure).toEqual({
      code: 'disk-full',
      values: { name: 'settings.json' },
    });
    expect(disk.names()).toEqual(before);
    expect(await jsonFile(place, schema, { text: 'initial' }).read()).toEqual({ text: 'before' });
    disk.makeRoom();
    await settings.write({ text: 'after' });
    expect(await jsonFile(place, schema, { text: 'initial' }).read()).toEqual({ text: 'after' });
  });
});

import {
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../shared/model/export.ts';
import { run } from './running-engine.ts';

import { openBoth, outFolder, sha256, node } from './exported-images.ts';
describe('layers', () => {
  test('are planned and written in every form, and the tar is the one that the diffID names', async () => {
    const running = run();
    const opened = await openBoth(running);
    const { layers } = opened.state.contents!.images.find(
      ({ key }) => key === opened.choice.image,
    )!;
    for (const format of ['blob', 'tar', 'gzip', 'zstd'] as const) {
      const request: ExportRequest = {
        what: 'layers',
        ...opened.choice,
        layers: [0],
        format,
        level: null,
      };
      const plan = await running.window.call('export.plan', { request });
      expect(plan).toMatchObject({ isFolder: false, files: 1, losses: [], saved: null });
      expect(await running.control.call('export.name', { request })).toEqual({
        name: plan.name,
        isFolder: false,
      });
      const destination = path.join(outFolder(running), plan.name);
      const done = await running.control.call('export.run', { request, destination, rule: 'ask' });
      const bytes = readFileSync(destination);
      const named = { kind: 'done', name: plan.name, bytes: bytes.length, files: 1, losses: [] };
      expect(done).toEqual(named);
      if (format === 'blob') expect(sha256(bytes)).toBe(layers[0]!.digest);
      if (format === 'tar') expect(sha256(bytes)).toBe(layers[0]!.diffId);
      if (format === 'gzip') expect(sha256(gunzipSync(bytes))).toBe(layers[0]!.diffId);
      if (format === 'blob') expect(plan.bytes).toBe(bytes.length);
      expect(plan.name).toMatch(
        { blob: /\.tar\.gz$/, tar: /\.tar$/, gzip: /\.tar\.gz$/, zstd: /\.tar\.zst$/ }[format],
      );
    }
    expect(await running.window.call('job.list', {})).toEqual([]);
  });

  test('go several into a folder, as files or unpacked', async () => {
    const running = run();
    const { choice } = await openBoth(running);
    for (const format of ['tar', 'folder'] as const) {
      const request: ExportRequest = {
        what: 'layers',
        ...choice,
        layers: [1, 0, 1],
        format,
        level: null,
      };
      expect(await running.window.call('export.plan', { request })).toMatchObject({
        name: 'app-1-layers',
        isFolder: true,
      });
      const destination = path.join(outFolder(running), 'layers');
      const done = await running.control.call('export.run', { request, destination, rule: 'ask' });
      expect(done).toMatchObject({ kind: 'done', name: 'layers' });
      const names = readdirSync(destination);
      expect(names).toHaveLength(2);
      expect(names.toSorted().map((name) => name.slice(0, 10))).toEqual([
        '00-sha256-',
        '01-sha256-',
      ]);
      if (format === 'folder') {
        const [lower = '', higher = ''] = names.toSorted();
        expect(readdirSync(path.join(destination, lower)).toSorted()).toEqual(['etc', 'gone']);
        expect(readFileSync(path.join(destination, lower, 'etc/motd'), 'utf8')).toBe('hello');
        expect(readdirSync(path.join(destination, higher)).toSorted()).toEqual(['etc', 'new']);
      }
    }
  });

  test.each(['tar', 'folder'] as const)('that are there already: %s', async (format) => {
    const running = run();
    const { choice } = await openBoth(running);
    const request: ExportRequest = {
      what: 'layers',
      ...choice,
      layers: [0, 1],
      format,
      level: null,
    };
    const destination = outFolder(running);
    const go = (rule: 'ask' | 'keep' | 'replace' | 'rename') =>
      running.control.call('export.run', { request, destination, rule });
    await go('ask');
    const names = readdirSync(destination).toSorted();
    const mark = path.join(destination, names[0]!, ...(format === 'folder' ? ['mine'] : []));
    writeFileSync(mark, 'mine');
    expect(await go('ask')).toEqual({ kind: 'conflicts', count: 2, names });
    expect(await go('keep')).toMatchObject({ kind: 'done', files: 0 });
    expect(readFileSync(mark, 'utf8')).toBe('mine');
    await go('rename');
    expect(readdirSync(destination)).toHaveLength(4);
    expect(readFileSync(mark, 'utf8')).toBe('mine');
    await go('replace');
    expect(readdirSync(destination)).toHaveLength(4);
    if (format === 'folder') expect(existsSync(mark)).toBe(false);
    else expect(readFileSync(mark).length).toBeGreaterThan(4);
  });
});

describe('files', () => {
  test('are unpacked into a folder, links and all, and taken names are asked for', async () => {
    const running = run();
    const { choice } = await openBoth(running);
    const nodes = [await node(running, choice, 'etc'), await node(running, choice, 'gone')];
    const request: ExportRequest = {
      what: 'files',
      ...choice,
      layer: 1,
      alone: false,
      nodes,
      format: 'folder',
      special: false,
    };
    expect(await running.window.call('export.plan', { request })).toMatchObject({
      isFolder: true,
      files: 4,
      bytes: 5 + 5 + 5000,
    });
    const destination = outFolder(running);
    const go = (rule: 'ask' | 'keep' | 'replace' | 'rename') =>
      running.control.call('export.run', { request, destination, rule });
    expect(await go('ask')).toMatchObject({ kind: 'done', files: 4 });
    expect(readFileSync(path.join(destination, 'etc/motd'), 'utf8')).toBe('howdy');
    expect(readFileSync(path.join(destination, 'etc/twin'), 'utf8')).toBe('hello');
    expect(readlinkSync(path.join(destination, 'etc/link'))).toBe('motd');
    // Deleted in layer 1, and taken from the layer that still held it.
    expect(lstatSync(path.join(destination, 'gone')).size).toBe(5000);
    writeFileSync(path.join(destination, 'gone'), 'mine');
    expect(await go('ask')).toEqual({ kind: 'conflicts', count: 2, names: ['etc', 'gone'] });
    expect(await go('keep')).toMatchObject({ kind: 'done', files: 0 });
    expect(readFileSync(path.join(destination, 'gone'), 'utf8')).toBe('mine');
    expect(readdirSync(destination).toSorted()).toEqual(['etc', 'gone']);
  });

  test.each([
    ['tar', '.tar'],
    ['gzip', '.tar.gz'],
    ['zstd', '.tar.zst'],
    ['zip', '.zip'],
  ] as const)('become one %s, the same bytes every time', async (format, ending) => {
    const running = run();
    const { choice } = await openBoth(running);
    const root: ExportRequest = {
      what: 'files',
      ...choice,
      layer: 1,
      alone: false,
      nodes: [0],
      format,
      special: false,
    };
    const plan = await running.window.call('export.plan', { request: root });
    expect(plan).toMatchObject({ name: `app-1-rootfs${ending}`, isFolder: false, files: 4 });
    const folder = outFolder(running);
    const [one, two] = [path.join(folder, 'one'), path.join(folder, 'two')];
    for (const destination of [one, two]) {
      await running.control.call('export.run', { request: root, destination, rule: 'ask' });
    }
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(['one', 'two']);
  });

  test('a file that is there is not replaced without a word', async () => {
    const running = run();
    const { choice } = await openBoth(running);
    const nodes = [await node(running, choice, 'etc/motd')];
    const request: ExportRequest = {
      what: 'files',
      ...choice,
      layer: 0,
      alone: true,
      nodes,
      format: 'tar',
      special: false,
    };
    const folder = outFolder(running);
    const destination = path.join(folder, 'motd.tar');
    writeFileSync(destination, 'mine');
    const go = (rule: 'ask' | 'keep' | 'replace' | 'rename') =>
      running.control.call('export.run', { request, destination, rule });
    expect(await go('ask')).toEqual({ kind: 'conflicts', count: 1, names: ['motd.tar'] });
    expect(await go('keep')).toMatchObject({ kind: 'done', name: 'motd.tar', bytes: 0, files: 0 });
    expect(await go('rename')).toMatchObject({ kind: 'done', name: 'motd (2).tar', files: 1 });
    expect(readFileSync(destination, 'utf8')).toBe('mine');
    expect(await go('replace')).toMatchObject({ kind: 'done', name: 'motd.tar' });
    expect(readFileSync(destination)).toEqual(readFileSync(path.join(folder, 'motd (2).tar')));
  });
});

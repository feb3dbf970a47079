import { describe, expect, test } from 'vitest';
import type { ComparePoint } from '../../shared/model/comparison.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import { showAll } from '../../shared/model/view.ts';
import { buildImage, compressed, image, layer, sha256 } from '../fixtures/image.ts';
import type { LayerRecipe } from '../fixtures/image.ts';
import { directory, file } from '../fixtures/tar.ts';
import { after, before, code, nodeOf, openBoth, openImage } from './compared-images.ts';
import { run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

/** Every line of a view, all folders open, as `NAME CHANGE`. */
async function shownIn({ window }: Running, comparison: number): Promise<readonly string[]> {
  const { view } = await window.call('compare.view', { comparison, options: showAll });
  await window.call('view.expand', { view, node: 0, expanded: true, deep: true });
  const { rows } = await window.call('view.rows', { view, start: 0, count: 100 });
  return rows.map(({ name, change }) => `${name} ${change}`);
}

describe('two images', () => {
  test('are compared from the overview down to the bytes', async () => {
    const running = run();
    const { window } = running;
    const points = await openBoth(running);
    const comparison = await window.call('compare.open', points);
    const value = await window.call('compare.read', { comparison });
    expect(value).toMatchObject({
      a: { point: points.a, references: ['app:1'], entries: 6 },
      b: { point: points.b, references: ['app:2'], entries: 6 },
      shared: { layers: 1 },
      onlyA: { layers: 1 },
      onlyB: { layers: 2 },
      parting: { kind: 'files', sharedLayers: 1, layerA: 1, layerB: 1 },
      files: { added: 1, removed: 1, modified: 2, moved: 1, addedBytes: 50, removedBytes: 3000 },
      config: [
        { section: 'config', key: 'Cmd' },
        { section: 'environment', key: 'A' },
      ],
      problems: [],
    });
    expect(value.layers.map(({ status, a, b }) => [status, a, b])).toEqual([
      ['identical', 0, 0],
      ['changed', 1, 1],
      ['inserted', null, 2],
    ]);
    expect(value.layers[1]?.changes).toMatchObject({ modified: 2, moved: 1, added: 0 });
    expect(await shownIn(running, comparison)).toEqual([
      'etc unchanged',
      'motd unchanged',
      'app modified',
      'lib removed',
      'link modified',
      'more added',
      'new-name moved',
      'old-name moved',
    ]);

    const node = await nodeOf(running, comparison, 'app');
    const detail = await window.call('compare.describe', { comparison, node });
    expect(detail).toMatchObject({
      path: 'app',
      change: 'modified',
      reasons: ['content'],
      a: { path: 'app', attributes: { bytes: 3, origin: 1 } },
      b: { path: 'app', attributes: { bytes: 3, origin: 1 } },
    });
    expect(await window.call('compare.contents', { comparison, node })).toEqual({
      firstDifference: 0,
      bytesA: 3,
      bytesB: 3,
      hashA: sha256('one').slice(7),
      hashB: sha256('two').slice(7),
    });
    const { alone: _, ...point } = points.b;
    const shown = { ...point, node: detail.b!.node, limit: 10 };
    const preview = await window.call('entry.preview', shown);
    expect(Buffer.from(preview.bytes).toString()).toBe('two');
    const growth = await window.call('compare.growth', { comparison, node: 0 });
    expect(growth.cells[0]).toMatchObject({ grownBytes: 50, shrunkBytes: 3000, files: 2 });
    expect(await window.call('compare.packages', { comparison })).toEqual({
      changes: [],
      unchanged: 0,
      unreadA: [],
      unreadB: [],
    });
  });

  test('show a moved file at both of its paths', async () => {
    const running = run();
    const comparison = await running.window.call('compare.open', await openBoth(running));
    for (const name of ['old-name', 'new-name']) {
      const node = await nodeOf(running, comparison, name);
      expect(await running.window.call('compare.describe', { comparison, node })).toMatchObject({
        path: name,
        change: 'moved',
        a: { path: 'old-name' },
        b: { path: 'new-name' },
      });
      expect(await running.window.call('compare.contents', { comparison, node })).toMatchObject({
        firstDifference: null,
        bytesA: 700,
      });
    }
  });

  test('have no contents to compare where one side has no file', async () => {
    const running = run();
    const comparison = await running.window.call('compare.open', await openBoth(running));
    const codes = ['more', 'lib', 'etc', 'link'].map(async (name) => {
      const node = await nodeOf(running, comparison, name);
      return code(running.window.call('compare.contents', { comparison, node }));
    });
    expect(await Promise.all(codes)).toEqual(Array(4).fill('content-unavailable'));
  });

  test('answer views as any other view does, but over no other range', async () => {
    const running = run();
    const { window } = running;
    const comparison = await window.call('compare.open', await openBoth(running));
    const options = { ...showAll, kinds: ['added' as const] };
    const opened = await window.call('compare.view', { comparison, options });
    expect(opened).toMatchObject({ rowCount: 1, moved: 1, timeOnly: 0 });
    const { view } = opened;
    const range = { from: 0, to: 1 };
    const moved = { ...showAll, kinds: ['moved' as const] };
    expect(await window.call('view.configure', { view, range, options: moved })).toMatchObject({
      rowCount: 2,
    });
    const { rows } = await window.call('view.rows', { view, start: 0, count: 2 });
    expect(rows).toMatchObject([
      { name: 'new-name', movedPath: 'old-name', bytesBefore: null, bytesAfter: 700 },
      { name: 'old-name', movedPath: 'new-name', bytesBefore: 700, bytesAfter: null },
    ]);
    for (const other of [
      { from: -1, to: 1 },
      { from: 0, to: 0 },
      { from: 1, to: 1 },
    ]) {
      const call = window.call('view.configure', { view, range: other, options: moved });
      expect(await code(call)).toBe('arguments-invalid');
    }
  });

  test('that are one image differ in nothing', async () => {
    const running = run();
    const { window } = running;
    const point = await openImage(running, before);
    const comparison = await window.call('compare.open', { a: point, b: point });
    const value = await window.call('compare.read', { comparison });
    expect(value.parting.kind).toBe('same');
    expect(value.files).toMatchObject({ added: 0, removed: 0, modified: 0, moved: 0 });
    expect(value.layers.map(({ status }) => status)).toEqual(['identical', 'identical']);
    expect([value.onlyA.layers, value.onlyB.layers, value.config]).toEqual([0, 0, []]);
  });

  test.each([
    ['none', 'none'],
    ['gzip', 'none'],
    ['none', 'gzip'],
    ['zstd', 'gzip'],
  ] as const)('that share layers stored as %s and %s are alike in these', async (one, other) => {
    const running = run();
    const files = [file('big', 'b'.repeat(20_000)), file('same', 's'), directory('d')];
    const point = (kind: typeof one, ...own: readonly LayerRecipe[]): Promise<ComparePoint> =>
      openImage(running, image({ layers: [compressed(layer(...files), kind), ...own] }));
    const a = await point(one);
    const b = await point(other, layer(file('own', 'o')));
    const comparison = await running.window.call('compare.open', { a, b });
    const value = await running.window.call('compare.read', { comparison });
    expect(value).toMatchObject({
      shared: { layers: 1 },
      onlyB: { layers: 1 },
      parting: { kind: 'longer', sharedLayers: 1 },
      files: { added: 1, modified: 0, removed: 0 },
    });
  });

  test('whose diffIDs lie are compared by what is in them', async () => {
    const running = run();
    const honest = image({ layers: [layer(file('f', 'aaaa'))] });
    const { layers } = await buildImage(honest);
    const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) };
    const lying = image({ layers: [layer(file('f', 'bbbb'))], document: { rootfs } });
    const a = await openImage(running, honest);
    const b = await openImage(running, lying);
    const comparison = await running.window.call('compare.open', { a, b });
    const value = await running.window.call('compare.read', { comparison });
    expect(value.files).toMatchObject({ modified: 1 });
    expect(value.shared.layers).toBe(0);
  });
});

describe('two points', () => {
  test('of one image are compared', async () => {
    const running = run();
    const { window } = running;
    const point = await openImage(running, after);
    const a = { ...point, layer: 0 };
    const comparison = await window.call('compare.open', { a, b: point });
    const value = await window.call('compare.read', { comparison });
    expect(value.parting).toMatchObject({ kind: 'longer', sharedLayers: 1 });
    expect(value.files).toMatchObject({ added: 4, removed: 1, modified: 0 });
    expect(value.a.layers).toHaveLength(1);
    const nothing = await window.call('compare.open', { a: { ...point, layer: -1 }, b: point });
    const whole = await window.call('compare.read', { comparison: nothing });
    expect(whole.files).toMatchObject({ added: 6, removed: 0, modified: 0, unchanged: 0 });
  });

  test('can be single layers', async () => {
    const running = run();
    const { window } = running;
    const { a, b } = await openBoth(running);
    const comparison = await window.call('compare.open', {
      a: { ...a, alone: true },
      b: { ...b, layer: 1, alone: true },
    });
    expect(await shownIn(running, comparison)).toEqual([
      'app modified',
      'link modified',
      'new-name moved',
      'old-name moved',
    ]);
    const alone = await window.call('compare.read', { comparison });
    const whole = await window.call('compare.open', { a, b });
    const { layers } = await window.call('compare.read', { comparison: whole });
    expect(alone.files).toEqual(layers[1]?.changes);
  });

  test('one of them in the library are compared', async () => {
    const running = run();
    const { window } = running;
    const a = await openImage(running, before);
    await window.call('library.load', { grant: a.grant, images: null });
    const { images } = await window.call('library.read', {});
    const stored = { ...a, grant: libraryGrant, image: images[0]!.image.key };
    const b = await openImage(running, after);
    const same = await window.call('compare.open', { a: stored, b: a });
    expect(await window.call('compare.read', { comparison: same })).toMatchObject({
      a: { source: '', references: ['app:1'] },
      parting: { kind: 'same' },
    });
    const other = await window.call('compare.open', { a: stored, b });
    const { files } = await window.call('compare.read', { comparison: other });
    expect(files).toMatchObject({ modified: 2, moved: 1, added: 1, removed: 1 });
  });
});

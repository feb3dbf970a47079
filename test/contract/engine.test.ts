import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { maxPreviewBytes } from '../../shared/contract/engine.ts';
import { CallError } from '../../shared/contract/frames.ts';
import type { Proof } from '../../shared/model/proof.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { showAll } from '../../shared/model/view.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';
import { openPath, run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

const range = { from: 0, to: 1 };

/** What is open beside the library. */
async function openedSources({ window }: Running): Promise<readonly SourceState[]> {
  return (await window.call('source.list', {})).filter(({ role }) => role === 'opened');
}

async function openImage(running: Running): Promise<{ grant: Grant; image: string }> {
  const archive = path.join(running.folder, 'image.tar');
  const layers = [
    layer(directory('etc'), file('etc/motd', 'hello'), file('gone', 'g')),
    layer(file('etc/motd', 'howdy'), whiteout('gone')),
  ];
  writeFileSync(archive, await packMembers(await dockerMembers([image({ ref: 'app:1', layers })])));
  const { grant, contents } = await openPath(running, archive);
  return { grant, image: contents!.images[0]!.key };
}

describe('a window', () => {
  test('sees an archive from its name to the bytes of a file', async () => {
    const running = run();
    const { window } = running;
    const opened = await openImage(running);
    expect(await openedSources(running)).toMatchObject([{ name: 'image.tar', status: 'open' }]);
    expect(await window.call('image.read', opened)).toMatchObject({
      unionEntries: 2,
      problems: [],
    });
    expect((await window.call('image.documents', opened)).config).toContain('rootfs');

    const view = await window.call('view.open', { ...opened, range, options: showAll });
    expect(view).toMatchObject({ rowCount: 2, changes: { added: 0, modified: 1, removed: 1 } });
    const all = await window.call('view.expandChanged', { view: view.view });
    const { rows, version } = await window.call('view.rows', {
      view: view.view,
      start: 0,
      count: 10,
    });
    expect(version).toBe(all.version);
    expect(rows.map(({ name, change }) => `${name} ${change}`)).toEqual([
      'etc unchanged',
      'motd modified',
      'gone removed',
    ]);

    const { node } = rows[1]!;
    expect(await window.call('entry.describe', { ...opened, range, node })).toMatchObject({
      path: 'etc/motd',
      reasons: ['content'],
      life: [{ change: 'added' }, { change: 'modified' }],
    });
    const preview = await window.call('entry.preview', { ...opened, layer: 0, node, limit: 3 });
    expect({ ...preview, bytes: Buffer.from(preview.bytes).toString() }).toEqual({
      kind: 'text',
      mediaType: '',
      format: null,
      bytes: 'hel',
      totalBytes: 5,
    });
    expect(await window.call('entry.hash', { ...opened, layer: 1, node })).toMatch(
      /^[0-9a-f]{64}$/,
    );
  });

  test('leaves no view behind when its page goes away', async () => {
    const running = run();
    const { window, engine } = running;
    const opened = await openImage(running);
    await window.call('image.read', opened);
    const { view } = await window.call('view.open', { ...opened, range, options: showAll });
    const { signal } = new AbortController();
    const collapse = async (): Promise<unknown> =>
      engine.methods['view.collapseAll']({ view }, signal);
    await expect(collapse()).resolves.toMatchObject({ view });
    window.close();
    await expect.poll(() => collapse().then(String, String)).toContain('view-unknown');
  });

  test.each([3, 1000, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])(
    'that names nodes and layers up to %d is answered or refused',
    async (number) => {
      const running = run();
      const { window } = running;
      const opened = await openImage(running);
      await window.call('image.read', opened);
      const { view } = await window.call('view.open', { ...opened, range, options: showAll });
      const wide = { from: number, to: number };
      const calls = [
        window.call('entry.describe', { ...opened, range, node: number }),
        window.call('entry.describe', { ...opened, range: wide, node: 1 }),
        window.call('entry.find', { ...opened, path: 'etc/motd', follow: number }),
        window.call('entry.preview', { ...opened, layer: number, node: 1, limit: 1 }),
        window.call('entry.preview', { ...opened, layer: 0, node: number, limit: 1 }),
        window.call('entry.read', { ...opened, layer: 0, node: number, offset: 0, length: 1 }),
        window.call('entry.read', { ...opened, layer: 0, node: 1, offset: number, length: 1 }),
        window.call('entry.hash', { ...opened, layer: 0, node: number }),
        window.call('usage.files', { ...opened, layer: 1, node: number }),
        window.call('usage.files', { ...opened, layer: number, node: 0 }),
        window.call('view.expand', { view, node: number, expanded: true, deep: true }),
        window.call('view.reveal', { view, node: number }),
        window.call('view.choose', { view, choice: { how: 'toggle', node: number } }),
        window.call('view.choose', {
          view,
          choice: { how: 'range', from: number, to: 1, add: false },
        }),
        window.call('view.choose', {
          view,
          choice: { how: 'range', from: 1, to: number, add: true },
        }),
        window.call('view.chosenPaths', { view, most: number }),
        window.call('view.chosenAmount', { view: number }),
        window.call('view.rows', { view, start: number, count: 5 }),
        window.call('view.find', { view, start: number, prefix: 'e' }),
        window.call('view.nextChange', { view, from: number, backward: true }),
        window.call('view.configure', { view, range: wide, options: showAll }),
        window.call('view.open', { ...opened, range: wide, options: showAll }),
        window.call('view.close', { view: number }),
        window.call('job.cancel', { job: number }),
        running.control.call('entry.name', { ...opened, node: number }),
      ];
      const ended = await Promise.allSettled(calls);
      const codes = ended.flatMap((end) =>
        end.status === 'rejected' && end.reason instanceof CallError ? end.reason.failure.code : [],
      );
      expect(codes).not.toContain('internal');
    },
  );

  test('is told why a file does not open', async () => {
    const running = run();
    const text = path.join(running.folder, 'notes.txt');
    writeFileSync(text, 'not an image');
    expect(await openPath(running, text)).toMatchObject({
      status: 'failed',
      failure: { code: 'not-an-image', values: { name: 'notes.txt' } },
    });
    expect(await openPath(running, path.join(running.folder, 'none.tar'))).toMatchObject({
      failure: { code: 'not-found' },
    });
  });

  test('sees the proof run to its end by itself', async () => {
    const running = run();
    const opened = await openImage(running);
    const told: string[] = [];
    const done = new Promise<Proof>((resolve) => {
      running.window.on('source', () => told.push('source'));
      running.window.on('proof', ({ grant, proof }) => {
        expect(grant).toBe(opened.grant);
        told.push(proof.status);
        if (proof.status === 'done') resolve(proof);
      });
    });
    await running.window.call('image.read', opened);
    const proof = await done;
    expect(proof.checks.map(({ result }) => result)).toContain('verified');
    // The contents do not come along.
    expect(told).toEqual(['running', 'done']);
    expect(await openedSources(running)).toMatchObject([{ proof }]);
  });

  test.each([
    ['another grant', { grant: randomUUID() as string as Grant, image: 'x' }, 'source-closed'],
    [
      'a grant that is none',
      { grant: '/etc/passwd' as string as Grant, image: 'x' },
      'arguments-invalid',
    ],
  ])('gets nothing for %s', async (_, argument, code) => {
    const { window } = run();
    await expect(window.call('image.read', argument)).rejects.toMatchObject({ failure: { code } });
  });

  test('gets plain failures for images, views and paths that are not there', async () => {
    const running = run();
    const { window } = running;
    const opened = await openImage(running);
    const codes = await Promise.all(
      [
        window.call('image.read', { ...opened, image: 'nope' }),
        window.call('view.open', { ...opened, range, options: showAll }),
        window.call('view.rows', { view: 99, start: 0, count: 1 }),
        window.call('view.rows', { view: 99, start: 0, count: 100_000 }),
      ].map((call) =>
        call.then(
          () => 'answered',
          (error: { failure: { code: string } }) => error.failure.code,
        ),
      ),
    );
    expect(codes).toEqual(['image-unknown', 'image-unknown', 'view-unknown', 'arguments-invalid']);
  });

  test('loses the views of a source that is closed', async () => {
    const running = run();
    const opened = await openImage(running);
    await running.window.call('image.read', opened);
    const { view } = await running.window.call('view.open', { ...opened, range, options: showAll });
    await running.control.call('source.close', { grant: opened.grant });
    await expect(
      running.window.call('view.rows', { view, start: 0, count: 1 }),
    ).rejects.toMatchObject({
      failure: { code: 'view-unknown' },
    });
    expect(await openedSources(running)).toEqual([]);
  });
});

describe('reading a file', () => {
  const content = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 31 + (at >> 11)) & 0xff);

  test.each([
    ['none', 0, 10, 10],
    ['none', 2_999_990, 100, 10],
    ['none', 3_000_000, 100, 0],
    ['none', 2 ** 40, 100, 0],
    ['gzip', 1_234_567, 4096, 4096],
    ['gzip', 0, maxPreviewBytes, 3_000_000],
  ] as const)(
    'answers the part asked for: %s from %d, %d bytes',
    async (way, offset, length, read) => {
      const running = run();
      const archive = path.join(running.folder, 'image.tar');
      const layers = [compressed(layer(file('data', content)), way)];
      writeFileSync(
        archive,
        await packMembers(await dockerMembers([image({ ref: 'app:1', layers })])),
      );
      const { grant, contents } = await openPath(running, archive);
      const opened = { grant, image: contents!.images[0]!.key };
      await running.window.call('image.read', opened);
      const node = await running.window.call('entry.find', { ...opened, path: 'data' });
      const bytes = await running.window.call('entry.read', {
        ...opened,
        layer: 0,
        node: node!,
        offset,
        length,
      });
      expect(bytes).toHaveLength(read);
      expect(Buffer.from(bytes).equals(content.subarray(offset, offset + length))).toBe(true);
    },
  );

  test('refuses folders, paths that are gone and lengths without end', async () => {
    const running = run();
    const { window } = running;
    const opened = await openImage(running);
    await window.call('image.read', opened);
    const etc = (await window.call('entry.find', { ...opened, path: 'etc' }))!;
    const gone = (await window.call('entry.find', { ...opened, path: 'gone' }))!;
    const part = { ...opened, layer: 1, offset: 0, length: 1 };
    await expect(window.call('entry.read', { ...part, node: etc })).rejects.toMatchObject({
      failure: { code: 'content-unavailable' },
    });
    await expect(window.call('entry.read', { ...part, node: gone })).rejects.toMatchObject({
      failure: { code: 'entry-unknown' },
    });
    await expect(
      window.call('entry.read', { ...part, node: etc, length: maxPreviewBytes + 1 }),
    ).rejects.toMatchObject({ failure: { code: 'arguments-invalid' } });
  });
});

describe('saving a file', () => {
  test('writes its content as of a layer under the name that is asked for', async () => {
    const running = run();
    const opened = await openImage(running);
    await running.window.call('image.read', opened);
    const view = await running.window.call('view.open', { ...opened, range, options: showAll });
    await running.window.call('view.expandChanged', { view: view.view });
    const { rows } = await running.window.call('view.rows', {
      view: view.view,
      start: 1,
      count: 1,
    });
    const { node } = rows[0]!;
    expect(await running.control.call('entry.name', { ...opened, node })).toBe('motd');
    const destination = path.join(running.folder, 'saved');
    expect(
      await running.control.call('entry.save', { ...opened, layer: 0, node, destination }),
    ).toEqual({ bytes: 5 });
    await expect(
      running.control.call('entry.save', {
        ...opened,
        layer: 0,
        node,
        destination: path.join(running.folder, 'no', 'such'),
      }),
    ).rejects.toMatchObject({ failure: { code: 'not-found' } });
  });
});

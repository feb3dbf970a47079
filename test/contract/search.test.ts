import { createHash } from 'node:crypto';
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { emptyQuery } from '../../shared/model/search.ts';
import type { SearchPlace, SearchQuery, SearchResults } from '../../shared/model/search.ts';
import type { Grant } from '../../shared/model/source.ts';
import { showAll } from '../../shared/model/view.ts';
import { limits } from '../../electron/engine/bytes/limits.ts';
import { PatternThread } from '../../electron/engine/worker/pattern-thread.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';
import { openPath, run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

const base = layer(directory('etc'), file('etc/motd', 'hello'), file('gone', 'g'));
const change = layer(file('etc/motd', 'howdy'), whiteout('gone'));
const other = layer(file('etc/other', 'hello'), file('etc/empty', ''));

type Recipe = Parameters<typeof image>[0];

async function open(running: Running, name: string, recipe: Recipe) {
  const archive = path.join(running.folder, `${name}.tar`);
  writeFileSync(
    archive,
    await packMembers(await dockerMembers([image({ ref: `${name}:1`, ...recipe })])),
  );
  const { grant, contents } = await openPath(running, archive);
  return { grant, image: contents!.images[0]!.key };
}

/** Two archives, the lowest layer of one compressed and of the other not. */
async function openTwo(running: Running): Promise<readonly Grant[]> {
  const app = await open(running, 'app', { layers: [base, change] });
  const second = await open(running, 'other', { layers: [compressed(base, 'gzip'), other] });
  return [app.grant, second.grant];
}

function ask(
  running: Running,
  query: Partial<SearchQuery>,
  page: { readonly start?: number; readonly count?: number } = {},
): Promise<SearchResults> {
  return running.window.call('search.find', {
    query: { ...emptyQuery, ...query },
    order: 'path',
    start: 0,
    count: 100,
    ...page,
  });
}

async function find(running: Running, query: Partial<SearchQuery>): Promise<readonly string[]> {
  const { hits } = await ask(running, query);
  return hits.map(
    ({ path: found, places, images }) =>
      `${found} ${places.map(({ layer: at, state, hiddenIn }) => `${at} ${state} ${hiddenIn}`).join(', ')} in ${images}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('search', () => {
  test('goes over every layer of every image, the same layer once', async () => {
    const running = run();
    await openTwo(running);
    expect(await ask(running, {})).toMatchObject({ count: 0, searched: 0, unread: 2 });
    expect(await running.window.call('search.prepare', {})).toEqual({ failed: 0 });
    expect(await find(running, {})).toEqual([
      'etc 0 visible null, 0 visible null in 2',
      'etc/empty 1 visible null in 1',
      'etc/motd 0 visible null, 0 overwritten 1 in 2',
      'etc/motd 1 visible null in 1',
      'etc/other 1 visible null in 1',
      'gone 0 visible null, 0 deleted 1 in 2',
    ]);
    expect(await ask(running, { text: 'MOTD' })).toMatchObject({
      count: 2,
      searched: 2,
      unread: 0,
    });
    expect(await find(running, { state: 'hidden' })).toEqual([]);
  });

  test('says where a hit is that is followed, by any of its images, also once more has been read', async () => {
    const running = run();
    const app = await open(running, 'app', { layers: [base, change] });
    await running.window.call('search.prepare', {});
    const [before] = (await ask(running, { text: 'gone' })).hits;
    await open(running, 'other', { layers: [compressed(base, 'gzip'), other] });
    await running.window.call('search.prepare', {});
    const { hits } = await ask(running, {});
    const follow = ({ grant, image: key, node, layer: at }: SearchPlace) =>
      running.window
        .call('search.find', {
          query: emptyQuery,
          order: 'path',
          start: 0,
          count: 1,
          follow: { grant, image: key, node, layer: at },
        })
        .then(({ followed }) => followed);
    for (const [index, { places }] of hits.entries()) {
      for (const place of places) expect(await follow(place)).toBe(index);
    }
    expect(hits.some(({ places }) => places.length > 1)).toBe(true);
    const [place] = before!.places;
    expect(hits[(await follow(place!))!]?.path).toBe('gone');
    expect(await follow({ ...place!, layer: 9 })).toBeNull();
    expect(await follow({ ...place!, node: 9999 })).toBeNull();
    await running.control.call('source.close', { grant: app.grant });
    expect(await follow(place!)).toBeNull();
  });

  test('reads no more than a search can hold, and says so', async () => {
    const running = run();
    await openTwo(running);
    const most = limits.searchedVersions;
    Object.assign(limits, { searchedVersions: 3 });
    try {
      expect(await ask(running, {})).toMatchObject({ searched: 0, unread: 2, full: false });
      expect(await running.window.call('search.prepare', {})).toEqual({ failed: 0 });
      expect(await ask(running, {})).toMatchObject({ searched: 1, unread: 1, full: true });
    } finally {
      Object.assign(limits, { searchedVersions: most });
    }
  });

  test('answers pages of one order, and orders by size and layer', async () => {
    const running = run();
    await openTwo(running);
    await running.window.call('search.prepare', {});
    const all = await ask(running, {});
    const pages = [];
    for (let start = 0; start < all.count; start += 2) {
      pages.push(...(await ask(running, {}, { start, count: 2 })).hits);
    }
    expect(pages).toEqual(all.hits);
    expect((await ask(running, {}, { start: 100 })).hits).toEqual([]);
    const ordered = async (order: 'size' | 'layer'): Promise<readonly string[]> => {
      const query = { ...emptyQuery, types: ['file' as const] };
      const answer = await running.window.call('search.find', {
        query,
        order,
        start: 0,
        count: 100,
      });
      return answer.hits.map(({ path: found, bytes }) => `${found} ${bytes}`);
    };
    const motd = 'etc/motd 5';
    expect(await ordered('size')).toEqual([motd, motd, 'etc/other 5', 'gone 1', 'etc/empty 0']);
    expect(await ordered('layer')).toEqual([motd, 'gone 1', motd, 'etc/empty 0', 'etc/other 5']);
  });

  test('finds contents by their hash, whether that was known or not', async () => {
    const running = run();
    await openTwo(running);
    await running.window.call('search.prepare', {});
    const kinds: string[] = [];
    running.window.on('job', ({ kind }) => void kinds.push(kind));
    const hello = [
      'etc/motd 0 visible null, 0 overwritten 1 in 2',
      'etc/other 1 visible null in 1',
    ];
    expect(await find(running, { hash: sha256('hello').slice(0, 8) })).toEqual(hello);
    expect(kinds).toContain('hash');
    expect(await find(running, { hash: sha256('hello') })).toEqual(hello);
    expect(await find(running, { hash: sha256('') })).toEqual(['etc/empty 1 visible null in 1']);
    expect(await find(running, { hash: sha256('nothing') })).toEqual([]);
  });

  test('says how many contents and layers could not be read', async () => {
    const running = run();
    await open(running, 'app', { layers: [base, change] });
    await running.window.call('search.prepare', {});
    const motd = { text: 'motd', hash: sha256('hello') };
    truncateSync(path.join(running.folder, 'app.tar'), 2048);
    expect(await ask(running, motd)).toMatchObject({ count: 0, unhashed: 2, unreadLayers: 0 });
    expect(await ask(running, { text: 'motd' })).toMatchObject({ count: 2, unhashed: 0 });

    const members = await dockerMembers([image({ ref: 'half:1', layers: [base, other] })]);
    const archive = path.join(running.folder, 'half.tar');
    const [first] = members.filter(({ name }) => name.endsWith('/layer.tar'));
    writeFileSync(archive, await packMembers(members.filter((member) => member !== first)));
    await openPath(running, archive);
    await running.window.call('search.prepare', {});
    expect(await ask(running, { text: 'etc/other' })).toMatchObject({ count: 1, unreadLayers: 1 });
  });

  test('no longer finds what is in a source that was closed', async () => {
    const running = run();
    const [app] = await openTwo(running);
    await running.window.call('search.prepare', {});
    expect((await ask(running, { text: 'motd' })).count).toBe(2);
    await running.control.call('source.close', { grant: app! });
    expect(await find(running, { text: 'motd' })).toEqual(['etc/motd 0 visible null in 1']);
    await openTwo(running);
    expect(await ask(running, { text: 'motd' })).toMatchObject({ count: 1, unread: 2 });
  });

  test('is given up when another one begins, and says what is no pattern', async () => {
    const running = run();
    await openTwo(running);
    await running.window.call('search.prepare', {});
    const { signal } = new AbortController();
    const begin = (text: string) =>
      Promise.resolve(
        running.engine.methods['search.find'](
          { query: { ...emptyQuery, text, types: [] }, order: 'path', start: 0, count: 100 },
          signal,
        ),
      );
    const [first, second] = [begin('m'), begin('mo')];
    await expect(first).rejects.toThrow('cancelled');
    expect((await second).count).toBe(2);
    await expect(ask(running, { text: '(', textMode: 'regex' })).rejects.toThrow('pattern-invalid');
    expect(await find(running, { text: 'etc/o', textMode: 'regex' })).toHaveLength(1);
  });

  test('tells the life of what it found', async () => {
    const running = run();
    const { grant, image: key } = await open(running, 'app', { layers: [base, change] });
    await running.window.call('search.prepare', {});
    const { hits } = await ask(running, { text: 'gone' });
    const { node } = hits[0]!.places[0]!;
    const life = await running.window.call('life.read', { grant, image: key, node });
    expect(life).toMatchObject({
      path: 'gone',
      steps: [
        { layer: 0, change: 'added', grownBytes: 1 },
        { layer: 1, change: 'removed', removal: 'whiteout', attributes: null },
      ],
    });
    const beyond = { grant, image: key, node: 1_000_000 };
    await expect(running.window.call('life.read', beyond)).rejects.toThrow('entry-unknown');
  });
});

const script = path.resolve(import.meta.dirname, '../../dist/engine/worker.js');
const range = { from: -1, to: 0 };

describe.skipIf(!existsSync(script))('a pattern without end (built by "npm run build")', () => {
  const hostile = layer(file('early', ''), file(`${'a'.repeat(40)}!`, ''), file('late', ''));
  const slow = { text: '(a+)+$|early|late', textMode: 'regex' } as const;

  async function openHostile(): Promise<
    Running & { readonly at: { grant: Grant; image: string } }
  > {
    const running = run(undefined, undefined, new PatternThread(pathToFileURL(script)));
    const at = await open(running, 'hostile', { layers: [hostile] });
    await running.window.call('image.read', at);
    return { ...running, at };
  }

  test('ends a search early, and everything else is answered meanwhile', async () => {
    const running = await openHostile();
    const begin = performance.now();
    const searching = ask(running, slow);
    let answers = 0;
    let slowest = 0;
    let isOver = false;
    void searching.finally(() => (isOver = true));
    while (!isOver) {
      const asked = performance.now();
      await running.window.call('source.list', {});
      slowest = Math.max(slowest, performance.now() - asked);
      answers++;
    }
    expect(await searching).toMatchObject({ count: 1, endedEarly: true });
    expect(performance.now() - begin).toBeGreaterThan(1000);
    expect(answers).toBeGreaterThan(100);
    expect(slowest).toBeLessThan(1000);
    expect(await ask(running, { text: 'late' })).toMatchObject({ count: 1, endedEarly: false });
  });

  test('makes a filter fail, and the view stays as it was', async () => {
    const { window, at } = await openHostile();
    const { view } = await window.call('view.open', { ...at, range, options: showAll });
    const options = { ...showAll, text: 'late' };
    const before = await window.call('view.configure', { view, range, options });
    expect(before.rowCount).toBe(1);
    const failing = window.call('view.configure', {
      view,
      range,
      options: { ...showAll, ...slow },
    });
    const { rows } = await window.call('view.rows', { view, start: 0, count: 10 });
    expect(rows.map(({ name }) => name)).toEqual(['late']);
    await expect(failing).rejects.toThrow('pattern-slow');
    expect(await window.call('view.rows', { view, start: 0, count: 10 })).toEqual({
      version: before.version,
      rows,
    });
    await expect(
      window.call('view.open', { ...at, range, options: { ...showAll, ...slow } }),
    ).rejects.toThrow('pattern-slow');
  });

  test('gives way to the next filter at once', async () => {
    const { window, at } = await openHostile();
    const { view } = await window.call('view.open', { ...at, range, options: showAll });
    const begin = performance.now();
    const overtaken = window.call('view.configure', {
      view,
      range,
      options: { ...showAll, ...slow },
    });
    const options = { ...showAll, text: '*t*', textMode: 'glob' as const };
    const state = await window.call('view.configure', { view, range, options });
    expect(state.rowCount).toBe(1);
    await overtaken;
    expect(performance.now() - begin).toBeLessThan(2500);
    expect((await window.call('view.rows', { view, start: 0, count: 10 })).rows).toHaveLength(1);
  });
});

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { jsonFile } from '../../electron/main/json-file.ts';
import { maxRecent, openRecent, shortenHome, withRecent } from '../../electron/main/recent.ts';
import { pathsAtStart, sessionFile } from '../../electron/main/session.ts';
import { openSettings } from '../../electron/main/settings.ts';
import { temporaryFolder } from './temporary-folder.ts';

const schema = v.object({ count: v.number() });

describe('a value in a file', () => {
  test('is the initial one at first, then what was written last', async () => {
    const file = path.join(await temporaryFolder(), 'new', 'value.json');
    const stored = jsonFile(file, schema, { count: 0 });
    expect(await stored.read()).toEqual({ count: 0 });
    await Promise.all([1, 2, 3].map((count) => stored.write({ count })));
    await stored.settled();
    expect(await stored.read()).toEqual({ count: 3 });
    expect(await readdir(path.dirname(file))).toEqual(['value.json']);
  });

  test.each(['{oops', '', '[]', '{"count":"1"}', 'null'])(
    'that cannot be understood is kept aside: %j',
    async (text) => {
      const folder = await temporaryFolder();
      const file = path.join(folder, 'value.json');
      await writeFile(file, text);
      expect(await jsonFile(file, schema, { count: 7 }).read()).toEqual({ count: 7 });
      expect(await readdir(folder)).toEqual(['value.json.bak']);
      expect(await readFile(`${file}.bak`, 'utf8')).toBe(text);
    },
  );

  test('that cannot even be read is the initial one', async () => {
    const file = path.join(await temporaryFolder(), 'value.json');
    await mkdir(file);
    expect(await jsonFile(file, schema, { count: 7 }).read()).toEqual({ count: 7 });
  });

  test('that cannot be written tells its caller, and a later write is tried again', async () => {
    const file = path.join(await temporaryFolder(), 'taken', 'value.json');
    await writeFile(path.dirname(file), 'a file where the folder should be');
    const stored = jsonFile(file, schema, { count: 0 });
    await expect(stored.write({ count: 1 })).rejects.toThrow(/EEXIST|ENOTDIR/);
    await stored.settled();
    await rm(path.dirname(file));
    await mkdir(path.dirname(file));
    await stored.write({ count: 2 });
    expect(await stored.read()).toEqual({ count: 2 });
  });

  test('is whole at any time, whatever a draft beside it holds', async () => {
    const file = path.join(await temporaryFolder(), 'value.json');
    const stored = jsonFile(file, schema, { count: 0 });
    await stored.write({ count: 1 });
    await writeFile(`${file}.draft`, '{"cou');
    expect(await stored.read()).toEqual({ count: 1 });
    await stored.write({ count: 2 });
    expect(await stored.read()).toEqual({ count: 2 });
  });
});

describe('settings', () => {
  test('are complete from the start, take effect at once and are found again', async () => {
    const file = path.join(await temporaryFolder(), 'settings.json');
    const settings = await openSettings(file);
    expect(settings.current()).toEqual({ theme: 'system', language: 'system', reopen: true });
    const heard: unknown[] = [];
    const stop = settings.onChange((changed) => heard.push(changed.theme));
    const dark = { theme: 'dark', language: 'de', reopen: false } as const;
    const written = settings.change(dark);
    expect(settings.current()).toEqual(dark);
    await written;
    stop();
    await settings.change({ ...dark, theme: 'light' });
    expect(heard).toEqual(['dark']);
    expect((await openSettings(file)).current()).toEqual({ ...dark, theme: 'light' });
  });

  test('from the command line hold for the run and are not stored', async () => {
    const file = path.join(await temporaryFolder(), 'settings.json');
    expect((await openSettings(file, { language: 'de' })).current().language).toBe('de');
    expect((await openSettings(file)).current().language).toBe('system');
  });

  test('keep what they know of a file with more or less in it', async () => {
    const file = path.join(await temporaryFolder(), 'settings.json');
    await writeFile(file, '{"theme":"dark","later":1}');
    expect((await openSettings(file)).current()).toEqual({
      theme: 'dark',
      language: 'system',
      reopen: true,
    });
  });
});

describe('what was opened lately', () => {
  const home = path.resolve('/home/ann');

  test('is listed with the latest first, by id, and without the home folder', async () => {
    const file = path.join(await temporaryFolder(), 'recent.json');
    const recent = await openRecent(file, home);
    let changes = 0;
    recent.onChange(() => (changes += 1));
    await recent.add(path.join(home, 'images', 'a.tar'));
    await recent.add(path.resolve('/srv/b.tar'));
    await recent.add(path.join(home, 'images', 'a.tar'));
    const listed = (await openRecent(file, home)).list();
    expect(listed.map(({ name, place }) => [name, place])).toEqual([
      ['a.tar', path.join('~', 'images')],
      ['b.tar', path.resolve('/srv')],
    ]);
    expect(recent.pathOf(listed[0]?.id ?? '')).toBe(path.join(home, 'images', 'a.tar'));
    expect(recent.pathOf(path.resolve('/srv/b.tar'))).toBeNull();
    await recent.clear();
    expect([recent.list(), changes]).toEqual([[], 4]);
  });

  test('keeps the id of a path and drops the oldest', () => {
    let entries: ReturnType<typeof withRecent> = [];
    for (let count = 0; count < maxRecent + 5; count += 1) {
      entries = withRecent(entries, `/image-${count}.tar`, count);
    }
    const id = entries.at(-1)?.id;
    const again = withRecent(entries, `/image-5.tar`, 99);
    expect(entries).toHaveLength(maxRecent);
    expect([again.length, again[0]?.id, again[0]?.opened]).toEqual([maxRecent, id, 99]);
  });

  test('shortens only the home folder itself', () => {
    const folders = [home, path.join(home, 'a'), `${home}e`, path.resolve('/srv')];
    expect(folders.map((folder) => shortenHome(folder, home))).toEqual([
      '~',
      path.join('~', 'a'),
      `${home}e`,
      path.resolve('/srv'),
    ]);
  });
});

test('the session is found again', async () => {
  const file = path.join(await temporaryFolder(), 'session.json');
  expect(await sessionFile(file).read()).toEqual({ paths: [] });
  await sessionFile(file).write({ paths: ['/b', '/a'] });
  expect(await sessionFile(file).read()).toEqual({ paths: ['/b', '/a'] });
});

test('the start opens what was named, else what was open if the user wants that', () => {
  const session = { paths: ['/last'] };
  expect([
    pathsAtStart(['/named'], session, true),
    pathsAtStart([], session, true),
    pathsAtStart([], session, false),
  ]).toEqual([['/named'], ['/last'], []]);
});

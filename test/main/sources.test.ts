import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CallError } from '../../shared/contract/frames.ts';
import { createGrants } from '../../electron/main/grants.ts';
import { openRecent } from '../../electron/main/recent.ts';
import { sessionFile } from '../../electron/main/session.ts';
import { createSources } from '../../electron/main/sources.ts';
import type { SourcesOptions } from '../../electron/main/sources.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function start(call?: SourcesOptions['call']) {
  const folder = await temporaryFolder();
  const asked: [string, unknown][] = [];
  const grants = createGrants();
  const session = sessionFile(path.join(folder, 'session.json'));
  const recent = await openRecent(path.join(folder, 'recent.json'), '/home/ann');
  onTestFinished(async () => {
    await Promise.all([session.settled(), recent.settled()]);
  });
  const sources = createSources({
    grants,
    recent,
    session,
    call:
      call ??
      (async (name, argument) => {
        asked.push([name, argument]);
        return undefined as never;
      }),
    log: { write: () => {} },
  });
  const file = path.join(folder, 'a.tar');
  await writeFile(file, 'one');
  return { folder, file, asked, grants, session, recent, sources };
}

describe('a path', () => {
  test('is opened under a grant, remembered, and part of the session until it is closed', async () => {
    const { file, asked, grants, session, recent, sources } = await start();
    const [grant] = await sources.open([file]);
    expect(grant).toBe(grants.grantOf(file));
    expect(recent.list().map(({ name }) => name)).toEqual(['a.tar']);
    await session.settled();
    expect(await session.read()).toEqual({ paths: [file] });
    if (grant !== undefined) await sources.close(grant);
    await session.settled();
    expect(await session.read()).toEqual({ paths: [] });
    expect(asked).toEqual([
      ['source.open', { grant, path: file }],
      ['source.close', { grant }],
    ]);
  });

  test('that is open and has not changed keeps its grant, also when asked for twice at once', async () => {
    const { file, asked, sources } = await start();
    const [first, second] = await Promise.all([sources.open([file]), sources.open([file, file])]);
    expect(new Set([...first, ...second]).size).toBe(1);
    expect(await sources.open([file])).toEqual(first);
    expect(asked).toHaveLength(1);
  });

  test('that has changed on the disk is closed and opened anew', async () => {
    const { file, asked, sources } = await start();
    const [first] = await sources.open([file]);
    await writeFile(file, 'longer');
    const [second] = await sources.open([file]);
    expect(second).not.toBe(first);
    expect(asked.map(([name]) => name)).toEqual(['source.open', 'source.close', 'source.open']);
  });

  test('that is not there is opened for the engine to say so, and not remembered', async () => {
    const { folder, asked, recent, sources } = await start();
    const missing = path.join(folder, 'missing.tar');
    const [first] = await sources.open([missing]);
    expect(asked).toEqual([['source.open', { grant: first, path: missing }]]);
    expect(recent.list()).toEqual([]);
    const [second] = await sources.open([missing]);
    expect(second).not.toBe(first);
  });

  test('can be opened without being remembered', async () => {
    const { file, recent, sources } = await start();
    await sources.open([file], { remember: false });
    expect(recent.list()).toEqual([]);
  });

  test('stays granted while there is no engine, which opens it when it starts', async () => {
    const { file, grants, sources } = await start(async () => {
      throw new CallError('engine-stopped');
    });
    const [grant] = await sources.open([file]);
    expect(grants.all()).toEqual([{ grant, path: file }]);
  });
});

test('a grant that was never given closes nothing', async () => {
  const { asked, sources } = await start();
  await sources.close(createGrants().issue('/elsewhere'));
  expect(asked).toEqual([]);
});

test('forgetting leaves nothing open', async () => {
  const { file, grants, session, sources } = await start();
  await sources.open([file]);
  sources.forget();
  await session.settled();
  expect([grants.all(), await session.read()]).toEqual([[], { paths: [] }]);
});

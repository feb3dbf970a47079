import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../electron/main/log.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a log has a line of JSON for every event, errors written out', async () => {
  const folder = path.join(await temporaryFolder(), 'logs');
  const log = openLog(folder);
  log.write('info', 'first', { pid: 1 });
  log.write('error', 'second', { error: new Error('broken\nhere') });
  const lines = (await readFile(path.join(folder, 'layerscope.log'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { time: expect.stringMatching(/^\d{4}-.*Z$/), level: 'info', event: 'first', pid: 1 },
    {
      time: expect.any(String),
      level: 'error',
      event: 'second',
      error: expect.stringMatching(/^Error: broken\nhere\n {4}at /),
    },
  ]);
});

test('a log that has grown long starts anew and keeps three older ones', async () => {
  const folder = await temporaryFolder();
  const log = openLog(folder);
  const file = path.join(folder, 'layerscope.log');
  for (let turn = 1; turn <= 6; turn += 1) {
    await writeFile(file, `${turn}`.repeat(1024 * 1024));
    log.write('info', 'next');
  }
  expect(await readdir(folder)).toEqual([
    'layerscope.log',
    'layerscope.log.1',
    'layerscope.log.2',
    'layerscope.log.3',
  ]);
  expect((await stat(file)).size).toBeLessThan(200);
  const kept = [1, 2, 3].map((age) => readFile(`${file}.${age}`, 'utf8'));
  expect((await Promise.all(kept)).map((text) => text[0])).toEqual(['6', '5', '4']);
});

test('a log that cannot be written does not throw', async () => {
  const file = path.join(await temporaryFolder(), 'file');
  await writeFile(file, '');
  expect(() => openLog(file).write('info', 'lost')).not.toThrow();
});

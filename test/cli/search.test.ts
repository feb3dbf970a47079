import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';
import { programOn, runOnTerminal, runProgram, withoutColour } from './run-program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-search-'));
const one = path.join(folder, 'one.tar');
const two = path.join(folder, 'two.tar');

const base = layer(
  directory('etc'),
  file('etc/motd', 'hello'),
  file('usr/bin/tool', 'tool', { mode: 0o4755, uid: 5, userName: 'five' }),
  file(`${'a'.repeat(40)}!`, ''),
);

beforeAll(async () => {
  const layers = [base, layer(file('etc/motd', 'howdy'), whiteout('usr'))];
  const other = [compressed(base, 'gzip')];
  writeFileSync(one, await packMembers(await dockerMembers([image({ ref: 'one:1', layers })])));
  writeFileSync(
    two,
    await packMembers(await dockerMembers([image({ ref: 'two:1', layers: other })])),
  );
  return () => rmSync(folder, { recursive: true, force: true });
});

/** Hits as `path state,state`. */
async function find(...args: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runProgram('search', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const hits: { path: string; places: { state: string }[] }[] = JSON.parse(stdout);
  return hits.map((hit) => `${hit.path} ${hit.places.map(({ state }) => state).join(',')}`);
}

describe('search', () => {
  test('finds what is in any layer of any image', async () => {
    expect(await find(one, two, 'MOTD')).toEqual([
      'etc/motd visible,overwritten',
      'etc/motd visible',
    ]);
    expect(await find(one, 'usr/b', '--regex')).toEqual([
      'usr/bin deleted',
      'usr/bin/tool deleted',
    ]);
    expect(await find(one, 'to?l', '--glob', '--hidden')).toEqual(['usr/bin/tool deleted']);
    expect(await find(one, two, '', '--hidden')).toEqual([]);
    expect(await find(one, '', '--type', 'directory', '--visible')).toEqual(['etc visible']);
    expect(
      await find(one, '', '--setuid', '--owner', 'five', '--min', '4', '--max', '1kB'),
    ).toEqual(['usr/bin/tool deleted']);
    // sha256 of `hello`
    expect(await find(one, '', '--hash', '2cf24dba')).toEqual(['etc/motd overwritten']);
  });

  test('says everything about a hit', async () => {
    const { stdout } = await runProgram('search', one, 'tool', '--json');
    expect(JSON.parse(stdout)).toEqual([
      {
        path: 'usr/bin/tool',
        type: 'file',
        size: 4,
        mode: 0o4755,
        modeText: '-rwsr-xr-x',
        uid: 5,
        gid: 0,
        userName: 'five',
        mtime: '2024-05-01T12:00:00.000Z',
        images: 1,
        places: [
          {
            source: 'one.tar',
            image: expect.stringMatching(/^sha256:/),
            references: ['one:1'],
            layer: 0,
            command: null,
            state: 'deleted',
            hiddenIn: 1,
          },
        ],
      },
    ]);
  });

  test('lists hits for people', async () => {
    const { stdout } = await runOnTerminal(['search', one, two, 'o', '--order', 'size'], 100);
    expect(withoutColour(stdout).split('\n')).toEqual([
      '     5 B  layer 0    visible      etc/motd  two:1 and 1 more',
      '     5 B  layer 1    visible      etc/motd  one:1',
      '     4 B  layer 0    visible      usr/bin/tool  two:1 and 1 more',
      '3 hits',
      '',
    ]);
  });

  test('searches the layer store where no path is named', async () => {
    const store = programOn(temporaryFolder());
    expect((await store('store', 'load', two)).code).toBe(0);
    const { stdout } = await store('search', 'motd', '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { path: 'etc/motd', places: [{ source: 'store:' }] },
    ]);
  });

  test('says what could not be read', async () => {
    const half = path.join(folder, 'half.tar');
    const members = await dockerMembers([
      image({ ref: 'half:1', layers: [base, layer(file('x', 'x'))] }),
    ]);
    const lost = members.find(({ name }) => name.endsWith('/layer.tar'));
    writeFileSync(half, await packMembers(members.filter((member) => member !== lost)));
    const { code, stdout, stderr } = await runProgram('search', half, 'x', '--json');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'layerscope: 1 layer could not be read\n',
    });
    expect(JSON.parse(stdout)).toMatchObject([{ path: 'x' }]);
  });

  test('ends a pattern that takes too long, with what it has found', async () => {
    const { code, stdout, stderr } = await runProgram('search', one, '(a+)+$|motd', '--regex');
    expect(code).toBe(2);
    expect(stderr).toContain('takes too long');
    expect(stdout).toContain('etc/motd');
  });

  test.each([
    [['--glob', '--regex', one, 'x'], '--glob cannot be combined with --regex'],
    [['--type', 'socket', one, 'x'], '--type takes file, directory'],
    [['--hash', 'abc', one, 'x'], '--hash takes 8 or more hex digits'],
    [['--min', 'much', one, 'x'], '--min takes a size'],
    [['--order', 'name', one, 'x'], '--order takes path, size, layer'],
    [['--regex', one, '('], 'cannot be understood'],
    [[], 'PATTERN is missing'],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await runProgram('search', ...args);
    expect({ code, message: stderr }).toEqual({
      code: 2,
      message: expect.stringContaining(message),
    });
  });
});

describe('life', () => {
  test('tells what every layer did to a path', async () => {
    const { code, stdout } = await runProgram('life', one, '/etc/motd', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      path: 'etc/motd',
      steps: [
        { layer: 0, change: 'added', returned: false, size: 5, modeText: '-rw-r--r--' },
        { layer: 1, change: 'modified', reasons: ['content'], grownBytes: 0, uid: 0 },
      ],
    });
    const gone = await runProgram('life', one, 'usr/bin/tool');
    expect(gone.stdout.split('\n')).toEqual([
      'usr/bin/tool',
      'layer 0  + added  -rwsr-xr-x  5:0  4 B  2024-05-01 12:00',
      'layer 1  - removed (folder-whiteout)',
      '',
    ]);
  });

  test('says what no layer has', async () => {
    const { code, stderr } = await runProgram('life', one, 'nowhere');
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'layerscope: no layer has nowhere\n' });
  });
});

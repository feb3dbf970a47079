import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer, rawLayer } from '../fixtures/image.ts';
import type { ImageRecipe } from '../fixtures/image.ts';
import { ociMembers, platforms } from '../fixtures/oci-members.ts';
import { packMembers } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file, packTar, symlink, whiteout } from '../fixtures/tar.ts';
import { archiveOf, programOn, runOnTerminal, runProgram, withoutColour } from './run-program.ts';

const base = layer(
  directory('etc'),
  file('etc/os-release', 'ID=test\n'),
  file('usr/bin/tool', 'tool'),
  file('usr/bin/old', 'an old file that moves'),
  symlink('bin', 'usr/bin'),
  file('etc/when', 'now'),
);
const later = new Date('2025-01-01T00:00:00Z');

const before = image({
  ref: 'app:1',
  layers: [base, layer(file('app/main', 'one')), layer(file('tmp/cache', 'x'.repeat(5000)))],
  history: ['ADD rootfs', 'COPY app /app', 'RUN make cache'],
  config: { Env: ['PATH=/bin'], Labels: { version: '1' } },
});
const after = image({
  ref: 'app:2',
  layers: [
    base,
    layer(
      file('app/main', 'two', { mode: 0o755 }),
      whiteout('usr/bin/old'),
      file('usr/bin/moved', 'an old file that moves'),
      file('usr/bin/su', 'root', { mode: 0o4755 }),
      file('etc/when', 'now', { mtime: later }),
      file('evil\u001b[31m', '<b>'),
    ),
    layer(file('tmp/cache', 'x'.repeat(5000))),
  ],
  history: ['ADD rootfs', 'COPY app /app', 'RUN make cache'],
  config: { Env: ['PATH=/bin:/sbin'], Labels: { version: '2' } },
});

let one = '';
let two = '';
let both = '';

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-compare-'));
  const write = async (name: string, recipes: readonly ImageRecipe[]): Promise<string> => {
    const target = path.join(folder, name);
    writeFileSync(target, await packMembers(await dockerMembers(recipes)));
    return target;
  };
  one = await write('app-1.tar', [before]);
  two = await write('app-2.tar', [after]);
  both = await write('both.tar', [before, after]);
  return () => rmSync(folder, { recursive: true, force: true });
});

async function json(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runProgram('compare', '--json', ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Path, change and reasons of every path that differs. */
async function files(...args: readonly string[]): Promise<readonly string[]> {
  const { files: found } = await json(...args);
  return (Array.isArray(found) ? found : []).map(
    ({ path: each, change, reasons }) => `${each} ${[change, ...reasons].join(' ')}`,
  );
}

const differences = [
  'app/main modified content mode',
  'etc/when modified mtime',
  'evil\u001b[31m added',
  'usr/bin/moved moved',
  'usr/bin/su added',
];

describe('JSON', () => {
  test('says what is shared, where they part and why, and how everything differs', async () => {
    const value = await json(one, two);
    expect(value).toMatchObject({
      a: { source: 'app-1.tar', references: ['app:1'], platform: 'linux/amd64', layer: 2 },
      b: { source: 'app-2.tar', references: ['app:2'] },
      shared: { layers: 2 },
      onlyA: { layers: 1 },
      onlyB: { layers: 1 },
      firstDifference: {
        kind: 'files',
        sharedLayers: 1,
        layerA: 1,
        layerB: 1,
        commandA: 'COPY app /app',
      },
      counts: { added: 2, removed: 0, modified: 2, moved: 1, timeOnly: 1 },
      layers: [
        { status: 'identical', a: 0, b: 0 },
        { status: 'changed', a: 1, b: 1 },
        { status: 'identical', a: 2, b: 2 },
      ],
      config: [
        { section: 'environment', key: 'PATH' },
        { section: 'labels', key: 'version', a: '1', b: '2' },
      ],
      packages: [],
    });
    expect(value['files']).toMatchObject([
      { path: 'app/main', sizeA: 3, sizeB: 3, modeA: 0o644, modeB: 0o755 },
      { path: 'etc/when' },
      { path: 'evil\u001b[31m', sizeA: null, sizeB: 3, typeB: 'file' },
      { path: 'usr/bin/moved', pathA: 'usr/bin/old', sizeA: 22, sizeB: 22 },
      { path: 'usr/bin/su', modeB: 0o4755 },
    ]);
    expect(await files(one, two)).toEqual(differences);
  });

  test('of an image with itself is empty', async () => {
    expect(await json(one, one)).toMatchObject({
      shared: { layers: 3 },
      onlyA: { layers: 0 },
      onlyB: { layers: 0 },
      firstDifference: null,
      counts: { added: 0, removed: 0, modified: 0, moved: 0 },
      config: [],
      files: [],
    });
  });

  test('the other way around has the sides exchanged', async () => {
    expect(await files(two, one)).toEqual([
      'app/main modified content mode',
      'etc/when modified mtime',
      'evil\u001b[31m removed',
      'usr/bin/old moved',
      'usr/bin/su removed',
    ]);
  });
});

describe('the sides', () => {
  test('are images of one archive', async () => {
    expect(await files(`${both}#app:1`, `${both}#app:2`)).toEqual(differences);
  });

  test('are points of a stack', async () => {
    expect(await files(`${one}@empty`, `${one}@0`)).toHaveLength(8);
    expect(await files(`${one}@0`, `${one}@1`)).toEqual(['app added', 'app/main added']);
    expect(await files(`${one}@1`, `${two}@1`)).toEqual(differences);
    expect(await files(`${both}#app:1@0`, `${both}#app:2@0`)).toEqual([]);
    expect(await files(one, one, '--from', '0', '--to', '1')).toEqual([
      'app added',
      'app/main added',
    ]);
    expect(await files(one, '--from', 'empty', `${one}@0`)).toHaveLength(8);
  });

  test('are single layers', async () => {
    const value = await json('--alone', `${one}@1`, `${two}@1`);
    expect(value).toMatchObject({ a: { layer: 1, alone: true }, shared: { layers: 0 } });
    expect(await files('--alone', `${one}@1`, `${two}@1`)).toEqual([
      'app/main modified content mode',
      'etc added',
      'etc/when added',
      'evil\u001b[31m added',
      'usr added',
      'usr/bin added',
      'usr/bin/moved added',
      'usr/bin/su added',
    ]);
  });

  test('are one image in two forms: all is shared, and each has its own stored size', async () => {
    const layers = before.layers.map((each) => compressed(each, 'gzip'));
    const zipped = await archiveOf(await ociMembers([{ ...before, layers }]), 'zipped.tar');
    const value = await json(one, zipped);
    expect(value).toMatchObject({
      shared: { layers: 3 },
      onlyA: { layers: 0 },
      onlyB: { layers: 0 },
      firstDifference: null,
      files: [],
    });
    const [a, b] = [Object(value['a']), Object(value['b'])];
    expect(a.unpackedBytes).toBe(b.unpackedBytes);
    expect(a.storedBytes).toBe(a.unpackedBytes);
    expect(b.storedBytes).toBeLessThan(a.storedBytes / 2);
  });

  test('are one damaged image, in which nothing differs from itself', async () => {
    const cut = rawLayer((await packTar(base.items)).subarray(0, 700));
    const damaged = await archiveOf(await dockerMembers([image({ ref: 'cut:1', layers: [cut] })]));
    expect(await json(damaged, damaged)).toMatchObject({ firstDifference: null, files: [] });
    const { stdout } = await runProgram('compare', damaged, one);
    expect(stdout).toMatch(/^problems$/m);
  });

  test('are images of the layer store', async () => {
    const program = programOn(temporaryFolder());
    expect(await program('store', 'load', both)).toMatchObject({ code: 0 });
    const { code, stdout } = await program('compare', 'store:app:1', 'store:app:2', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      a: { source: '', references: ['app:1'] },
      counts: { added: 2, modified: 2, moved: 1 },
    });
    const mixed = await program('compare', 'store:app:1@1', two, '--to', '1', '--json');
    expect(JSON.parse(mixed.stdout)).toMatchObject({ counts: { added: 2, modified: 2, moved: 1 } });
  });

  test('of several platforms are like and like, and the rest is told', async () => {
    const multi = await archiveOf(
      await ociMembers([
        platforms('app:1', [before, image({ platform: 'linux/s390x', layers: [base] })]),
      ]),
      'multi.tar',
    );
    const other = await archiveOf(
      await ociMembers([
        platforms('app:2', [image({ platform: 'linux/arm64', layers: [base] }), after]),
      ]),
      'other.tar',
    );
    const { code, stdout, stderr } = await runProgram('compare', '--json', multi, other);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      otherPlatforms: { both: [], onlyA: ['linux/s390x'], onlyB: ['linux/arm64'] },
      counts: { added: 2, modified: 2, moved: 1 },
    });
    expect(stderr).toBe(
      'compared for linux/amd64; only A is for linux/s390x; only B is for linux/arm64 (--platform)\n',
    );
    const none = await runProgram('compare', multi, other, '--platform', 's390x');
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain('no image is for platform s390x');
  });
});

describe('text', () => {
  test('says for people where and why they part', async () => {
    const { code, stdout } = await runProgram('compare', one, two);
    expect(code).toBe(0);
    const lines = stdout.split('\n').map((line) => line.trimEnd());
    expect(lines.slice(0, 4)).toEqual([
      'A  app:1  app-1.tar  linux/amd64',
      'B  app:2  app-2.tar  linux/amd64',
      '',
      expect.stringMatching(/^They part after 1 shared layer: the same step “COPY app \/app” gave/),
    ]);
    expect(lines).toContain('  ~ app/main  content, mode 0644 → 0755');
    expect(lines).toContain('  > usr/bin/moved  22 B, from usr/bin/old');
    expect(lines).toContain('  + usr/bin/su  4 B');
    expect(lines).toContain('  1 more path differs in its time only.');
    expect(lines).toContain('  ~ version  1 → 2  labels');
    expect(stdout).toContain('evil␛[31m');
    expect(stdout).not.toContain('~ etc/when');
    expect(stdout).not.toContain('\u001b');
  });

  test('lists times only when asked for', async () => {
    const { stdout } = await runProgram('compare', '--times', one, two);
    expect(stdout).toContain('~ etc/when  time');
  });

  test('of the same is short', async () => {
    const { code, stdout } = await runProgram('compare', one, one);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing differs.');
    expect(stdout).not.toMatch(/^(?:files|config|packages)$/m);
  });

  test('has colours on a terminal, and fits into it', async () => {
    const { stdout } = await runOnTerminal(['compare', one, two], 60);
    expect(stdout).toContain('\u001b[32m+ usr/bin/su\u001b[0m');
    const layers = withoutColour(stdout)
      .split('\n')
      .filter((line) => /identical|changed/.test(line));
    expect(layers).toHaveLength(3);
    expect(layers.every((line) => line.length <= 60)).toBe(true);
  });
});

describe('reports', () => {
  test('Markdown goes to the output', async () => {
    const { code, stdout } = await runProgram('compare', '--markdown', one, two);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^## Image comparison: `app:1` → `app:2`\n/);
    expect(stdout).toContain('- `usr/bin/moved` · 22\u00A0B, from `usr/bin/old`');
  });

  test('HTML goes to a file, beside what is printed', async () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'report.html');
    const { code, stdout } = await runProgram('compare', '--html', target, '--json', one, two);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { added: 2 } });
    expect(readFileSync(target, 'utf8')).toMatch(/^<!doctype html>[^]*<code>evil␛\[31m<\/code>/);
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  test('that cannot be written are a failure, and leave nothing', async () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'none', 'report.html');
    const result = await runProgram('compare', '--html', target, one, two);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('report.html');
    expect(existsSync(path.dirname(target))).toBe(false);
  });
});

describe('rules', () => {
  test('that are met end with 1, saying which and why', async () => {
    const rules = 'size>+50MB,added:/usr/bin/**,setuid,config:PATH,removed:/etc/**,layers>+0';
    const result = await runProgram('compare', '--markdown', '--fail-on', rules, one, two);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^## Image comparison/);
    expect(result.stderr.split('\n')).toEqual([
      'failed  added:/usr/bin/**  2 paths: usr/bin/moved, usr/bin/su',
      'failed  setuid  1 path: usr/bin/su',
      'failed  config:PATH  1 value: PATH',
      '',
    ]);
  });

  test('that are not met end with 0', async () => {
    const result = await runProgram(
      'compare',
      one,
      two,
      '--fail-on',
      'size>+1MB',
      '--fail-on=owner',
    );
    expect(result).toMatchObject({ code: 0, stderr: '' });
  });

  test('that make no sense are refused before anything is read', async () => {
    const result = await runProgram('compare', 'none.tar', 'none.tar', '--fail-on', 'size>10%');
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain('--fail-on size>10%: a percentage is of A and needs a sign');
  });
});

test.each([
  [['compare'], 'A is missing'],
  [['compare', 'a.tar'], 'B is missing'],
  [['compare', 'a.tar', 'b.tar', '--json', '--markdown'], 'cannot both be printed'],
  [['compare', 'a.tar@1', 'b.tar', '--from', '2'], '--from cannot be combined with @1'],
])('%j is refused', async (args, message) => {
  const result = await runProgram(...args);
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(message);
});

test.each([
  ['none.tar', 'none.tar'],
  ['ONE#none', 'no image matches none'],
  ['ONE@9', 'there is no layer 9: the image has 3 layers, numbered from 0 to 2'],
])('%s is not there', async (operand, message) => {
  const result = await runProgram('compare', operand.replace('ONE', one), two);
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(message);
});

test('a layer alone needs a layer', async () => {
  const result = await runProgram('compare', '--alone', `${one}@empty`, two);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('--alone needs a layer on both sides');
});

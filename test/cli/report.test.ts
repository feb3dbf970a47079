import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file, whiteout } from '../fixtures/tar.ts';
import { archiveOf, runOnTerminal, runProgram } from './run-program.ts';
import type { ProgramResult } from './run-program.ts';

async function archive(): Promise<string> {
  const recipe = image({
    ref: 'app:1',
    layers: [
      layer(file('etc/os-release', 'ID=test\n')),
      layer(file('srv/data', 'd'.repeat(9000)), file('srv/\u001b[31mred', 'r'.repeat(100))),
      layer(whiteout('srv')),
    ],
    history: ['ADD rootfs.tar /', 'RUN make data', 'RUN rm -rf /srv'],
    config: { User: 'app' },
  });
  return archiveOf(await dockerMembers([recipe]));
}

function report(...args: readonly string[]): Promise<ProgramResult> {
  return runOnTerminal(['report', ...args], 200, { NO_COLOR: '1' });
}

test('prints what to do, with the step to write', async () => {
  const { code, stdout } = await report(await archive());
  expect(code).toBe(0);
  expect(stdout)
    .toBe(`9.1 kB of the 9.11 kB that its layers store (99.9%) are not visible in the image. The advice below saves 9.1 kB.

minor: Do layers 1 and 2 in one step – saves 9.1 kB
  What layer 1 stores, layer 2 takes away. In one step, or in a build stage of its own, it would never be stored.
  layer 1  RUN make data
  layer 2  RUN rm -rf /srv
  srv/data
  srv/␛[31mred
    RUN make data \\
    && rm -rf /srv

all together: 9.1 kB
`);
});

test('writes a page beside what it prints', async () => {
  const html = path.join(temporaryFolder(), 'review.html');
  const { code, stdout } = await report(await archive(), '--html', html, '--markdown');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^## Image review: `app:1`\n/);
  expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
});

test('a page can be printed', async () => {
  const { code, stdout } = await report(await archive(), '--html', '-');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/);
  expect((await report(await archive(), '--html', '-', '--json')).code).toBe(2);
});

test('is JSON for programs', async () => {
  const { code, stdout } = await report(await archive(), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    source: 'image.tar',
    image: { references: ['app:1'] },
    advice: [{ kind: 'merge-steps', savedBytes: 9100, layers: [1, 2] }],
    savedByAll: 9100,
    hidden: { total: 9100, byCause: { 'deleted-folder': 9100 } },
    hiddenFiles: [{ path: 'srv/data', bytes: 9000, storedIn: 1, hiddenIn: 2 }, {}],
  });
});

test('takes one form to print', async () => {
  const { code, stderr } = await report(await archive(), '--json', '--markdown');
  expect(code).toBe(2);
  expect(stderr).toContain('--json and --markdown cannot both be printed');
});

const images = process.env['LAYERSCOPE_IMAGES'] ?? '';
const pythonApp = path.join(images, 'python-app-1.tar');

describe.skipIf(images === '' || !existsSync(pythonApp))('a real image', () => {
  test('of which every piece of advice is known', async () => {
    const { code, stdout } = await runProgram('report', pythonApp, '--json');
    expect(code).toBe(0);
    const review: {
      readonly advice: readonly {
        readonly kind: string;
        readonly savedBytes: number | null;
        readonly layers: readonly number[];
        readonly paths: readonly { readonly path: string }[];
      }[];
      readonly hiddenGroups: readonly {
        readonly cause: string;
        readonly storedIn: number;
        readonly hiddenIn: number;
        readonly bytes: number;
      }[];
    } = JSON.parse(stdout);
    const { advice, hiddenGroups } = review;
    const secrets = advice.filter(({ kind }) => kind === 'secret-in-layer');
    expect(secrets.map(({ layers }) => layers)).toContainEqual([6, 8]);
    expect(secrets.flatMap(({ paths }) => paths.map((each) => each.path))).toContain(
      'srv/app/.secrets/.env',
    );
    // The four data files are made in layer 7, made again in 9, one deleted in 10 and three changed by chmod in 13.
    const model = 12 * 2 ** 20;
    const about = (kind: string, layers: string): number | null | undefined =>
      advice.find((each) => each.kind === kind && each.layers.join() === layers)?.savedBytes;
    expect(about('stored-twice', '7,9')).toBe(dataBytes(4));
    expect(about('merge-steps', '9,10')).toBe(dataBytes(1));
    expect(about('copy-with-owner', '9,13')).toBe(dataBytes(3));
    expect(dataBytes(1)).toBeGreaterThanOrEqual(model);
    // Nobody can save what the base stores.
    expect(
      advice.filter(({ layers, savedBytes }) => savedBytes !== null && layers.includes(0)),
    ).toEqual([]);
    const pairs = new Map<string, number>();
    for (const { storedIn, hiddenIn, bytes, cause } of hiddenGroups) {
      if (cause === 'duplicate' || storedIn === 0) continue;
      const key = `${storedIn},${hiddenIn}`;
      pairs.set(key, (pairs.get(key) ?? 0) + bytes);
    }
    for (const { kind, layers, savedBytes } of advice) {
      if (kind === 'merge-steps')
        expect(savedBytes).toBeLessThanOrEqual(pairs.get(layers.join()) ?? 0);
    }
  });
});

/** As tools/mkdata.py writes them: for each of twelve megabytes random bytes, rows of text, and eight zeros. */
function dataBytes(files: number): number {
  return files * 12 * (2 ** 19 + 'acme model row\n'.length * 34_952 + 8);
}

test('a page that cannot be written is told', async () => {
  const html = path.join(temporaryFolder(), 'missing', 'review.html');
  const { code } = await report(await archive(), '--html', html);
  expect(code).toBe(2);
  expect(existsSync(html)).toBe(false);
});

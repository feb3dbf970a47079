import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';
import { causes } from '../fixtures/waste-values.ts';
import { runOnTerminal, runProgram } from './run-program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-cli-'));
const archive = path.join(folder, 'image.tar');
const folderGone = path.join(folder, 'folder-gone.tar');
const fileGone = path.join(folder, 'file-gone.tar');

beforeAll(async () => {
  const history = ['RUN make cache', 'RUN rm -rf cache && chmod 600 etc/key'];
  const layers = [
    layer(
      directory('cache'),
      file('cache/a', 'a'.repeat(2000)),
      file('cache/b\u001b[31m', 'b'.repeat(1000)),
      file('etc/key', 'k'.repeat(500)),
    ),
    layer(whiteout('cache'), file('etc/key', 'k'.repeat(500), { mode: 0o600 })),
  ];
  await write(archive, { layers, history });
  const base = layer(directory('d'), file('d/a', 'aaa'));
  await write(folderGone, { layers: [base, layer(whiteout('d'))] });
  await write(fileGone, { layers: [base, layer(whiteout('d/a'))] });
  return () => rmSync(folder, { recursive: true, force: true });
});

async function write(to: string, options: Parameters<typeof image>[0]): Promise<void> {
  writeFileSync(to, await packMembers(await dockerMembers([image({ ref: 'app:1', ...options })])));
}

async function json(...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runProgram('waste', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('waste', () => {
  test('prints what is hidden and what dive says as JSON', async () => {
    const byCause = causes({ metadata: 500, 'deleted-folder': 3000 });
    const gone = { cause: 'deleted-folder', storedIn: 0, hiddenIn: 1 };
    const copied = { cause: 'metadata', storedIn: 0, hiddenIn: 1, reasons: ['mode'] };
    expect(await json(archive)).toEqual({
      hidden: {
        total: 3500,
        storedBytes: 4000,
        visibleBytes: 500,
        byCause,
        fileCount: 3,
        layers: [
          {
            index: 0,
            command: 'RUN make cache',
            storedBytes: 3500,
            hiddenBytes: 3500,
            byCause,
          },
          {
            index: 1,
            command: 'RUN rm -rf cache && chmod 600 etc/key',
            storedBytes: 500,
            hiddenBytes: 0,
            byCause: causes(),
          },
        ],
        unreadLayers: [],
        groupCount: 2,
        groups: [
          { ...gone, path: 'cache', files: 2, bytes: 3000 },
          { ...copied, path: 'etc/key', files: 1, bytes: 500 },
        ],
        files: [
          { path: 'cache/a', bytes: 2000, ...gone },
          { path: 'cache/b\u001b[31m', bytes: 1000, ...gone },
          { path: 'etc/key', bytes: 500, ...copied },
        ],
      },
      dive: {
        efficiencyScore: 6500 / 7000,
        wastedBytes: 1000,
        userWastedPercent: 2,
        sizeBytes: 4000,
        userSizeBytes: 500,
        inefficient: [{ path: 'etc/key', copies: 2, bytes: 1000 }],
      },
    });
  });

  test('--files limits the list', async () => {
    expect(await json(archive, '--files', '1')).toMatchObject({
      hidden: { fileCount: 3, files: [{ path: 'cache/a' }] },
    });
    expect(await json(archive, '--files', '0')).toMatchObject({
      hidden: { files: [] },
    });
    const { code, stderr } = await runProgram('waste', archive, '--files', 'many');
    expect(code).toBe(2);
    expect(stderr).toContain('--files takes a number');
  });

  test('what divides by zero is told in the words of dive', async () => {
    expect(await json(folderGone)).toMatchObject({ dive: { userWastedPercent: 'NaN' } });
    expect(await json(fileGone)).toMatchObject({ dive: { userWastedPercent: '+Inf' } });
  });

  test('prints a meter, causes, places with both layers, and the figures of dive', async () => {
    const { code, stdout } = await runProgram('waste', archive, '--files', '2');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('3.5 kB hidden of 4 kB stored in files (87.5%), 3 files');
    expect(lines[1]).toBe(`[${'#'.repeat(35)}-----]`);
    expect(stdout).toContain('3 kB  deleted folder  2 files in cache/');
    expect(stdout).toMatch(
      /500 B {2}attribute copy \(mode\) {2}etc\/key\n {2}stored by layer 0 {2}RUN make cache\n/,
    );
    expect(stdout).toContain('  hidden by layer 1  RUN rm -rf cache && chmod 600 etc/key\n');
    expect(stdout).toMatch(/1 kB +deleted folder +0 +1 +cache\/b␛\[31m/);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('efficiencyScore    0.9286');
    expect(stdout).toContain('wastedBytes        1000');
    expect(stdout).toContain('userWastedPercent  2.0000');
  });

  test('fits the terminal', async () => {
    const { stdout } = await runOnTerminal(['waste', archive], 60, { NO_COLOR: '1' });
    const places = stdout.split('\n').filter((line) => line.includes('by layer'));
    expect(places.length).toBeGreaterThan(0);
    for (const line of places) expect(line.length).toBeLessThanOrEqual(60);
  });
});

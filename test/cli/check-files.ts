import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { image, layer } from '../fixtures/image.ts';
import type { ImageOptions, LayerRecipe } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { directory, file, symlink, whiteout } from '../fixtures/tar.ts';
import { runOnTerminal } from './run-program.ts';
import type { ProgramResult } from './run-program.ts';

/** Six thousand bytes in three files. */
export const base = layer(
  directory('a'),
  directory('b'),
  file('a/f1', '1'.repeat(1000)),
  file('a/f2', '2'.repeat(2000)),
  file('b/g', '3'.repeat(3000)),
  symlink('link', 'b/g'),
);

/** Switches off dive's rules, which hold where a file does not say otherwise. */
export const noDive =
  'rules:\n  lowestEfficiency: disabled\n  highestUserWastedPercent: disabled\n';

const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-check-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The path of a new file of that name, in a folder of its own that goes with the tests. */
export function written(name: string, content: string | Uint8Array): string {
  const own = path.join(folder, String(files++));
  mkdirSync(own);
  writeFileSync(path.join(own, name), content);
  return path.join(own, name);
}

/** The path of an archive of one image. */
export async function archive(
  layers: readonly LayerRecipe[],
  own: ImageOptions = {},
): Promise<string> {
  const members = await dockerMembers([image({ ref: 'app:1', layers, ...own })]);
  return written('image.tar', await packMembers(members));
}

/** What made the layers of `archiveWithSecret`. */
export const history = ['ADD rootfs.tar /', 'COPY . /app', 'RUN rm -rf /app/my #1?/.npmrc'];

/** The path of an archive whose second layer holds a token and 50 kB in a place with an odd name; the third deletes both. */
export function archiveWithSecret(): Promise<string> {
  return archive(
    [
      base,
      layer(
        directory('app'),
        file(
          'app/my #1?/.npmrc',
          `//registry.npmjs.org/:_authToken=npm_${'aZ09bY18cX'.repeat(4).slice(0, 36)}\n`,
        ),
        file('app/main.js', 'm'.repeat(50_000)),
      ),
      layer(directory('app'), whiteout('app/my #1?/.npmrc'), whiteout('app/main.js')),
    ],
    { history, config: { User: 'root', Labels: { maintainer: 'somebody', empty: '' } } },
  );
}

/** The path of a file with rules. */
export function rulesFile(text: string): string {
  return written('rules.yaml', text);
}

/** Runs `check` on a wide terminal without colours. */
export function check(...args: readonly string[]): Promise<ProgramResult> {
  return runOnTerminal(['check', ...args], 200, { NO_COLOR: '1' });
}

import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { packageLayers, unownedFiles } from '../../../electron/engine/session/package-layers.ts';
import { fixturesFolder } from '../../fixtures/locate.ts';
import {
  asUnwatchedJob,
  readWhole,
  temporaryFolder,
  testSession,
  unwatchedJob,
} from '../../fixtures/session.ts';
import { noUnpacking, unpackImage } from '../../fixtures/unpack-image.ts';
import { runTool } from './tools.ts';

const images = process.env['LAYERSCOPE_IMAGES'] ?? '';

const archives = [
  path.join(fixturesFolder ?? '', '_tool__docker-20.10.24/debian-app.tar.gz'),
  path.join(fixturesFolder ?? '', 'aquasecurity__trivy/image3_gz_layers.tar'),
  path.join(images, 'debian-base.tar'),
  path.join(images, 'python-app-1.tar'),
  path.join(images, 'node-app.tar'),
];
const there = archives.filter((each) => existsSync(each));
if (there.length < archives.length) {
  const absent = archives.filter((each) => !there.includes(each));
  const names = absent.map((each) => path.basename(each)).join(', ');
  console.warn(`Owners of files are not compared, as they are not here: ${names}.`);
}
const reason = noUnpacking() ?? missingTool();
if (reason !== null) console.warn(`Owners of files are not compared with other tools: ${reason}.`);

/** What other tools say of the files in an unpacked image, as paths whose folders are the real ones. */
describe.skipIf(reason !== null || there.length === 0)('files that nobody owns', () => {
  test.each(there)('in %s', { timeout: 600_000 }, async (archive) => {
    const root = await unpackImage({ transport: 'docker-archive', archive }, temporaryFolder());
    const owned = new Set([...dpkgFiles(root), ...apkFiles(root), ...pythonFiles(root)]);
    const theirs = filesOf(root).filter(
      (file) =>
        !owned.has(file) &&
        !/^(var\/lib\/dpkg|lib\/apk\/db)\//.test(file) &&
        // Every file in a package's folder is npm's, and so is its record of all of them.
        !/(^|\/)node_modules\/(@[^/]+\/)?[^.@/][^/]*\//.test(file) &&
        !/(^|\/)node_modules\/\.package-lock\.json$/.test(file),
    );
    expect(owned.size).toBeGreaterThan(10);
    expect(theirs.length).toBeGreaterThan(0);
    const opened = await testSession().open(archive, unwatchedJob());
    const image = await readWhole(opened);
    const tasks = new InlineRunner();
    const where = { node: 0, direct: false, start: 0, count: 1_000_000 };
    const { total, rows } = await unownedFiles(image, where, tasks, asUnwatchedJob);
    expect(rows.map((row) => row.path).toSorted()).toEqual(theirs.toSorted());
    expect(total).toBe(theirs.length);
    const {
      owned: sum,
      unowned,
      unownedPlaces,
    } = await packageLayers(image, tasks, asUnwatchedJob);
    expect(sum.files).toBeGreaterThan(10);
    expect(unowned.files).toBe(total);
    expect(unownedPlaces.reduce((files, place) => files + place.files, 0)).toBe(total);
    expect(unownedPlaces.reduce((bytes, place) => bytes + place.bytes, 0)).toBe(unowned.bytes);
    await opened.close();
  });
});

/** Regular files below a folder; of one with several names the first in the order of the paths. */
function filesOf(root: string): readonly string[] {
  const inodes = new Set<number>();
  const files: string[] = [];
  function walk(folder: string): void {
    for (const each of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const place = path.posix.join(folder, each.name);
      if (each.isDirectory()) walk(place);
      if (!each.isFile()) continue;
      const { nlink, ino } = lstatSync(path.join(root, place));
      if (nlink > 1 && inodes.has(ino)) continue;
      inodes.add(ino);
      files.push(place);
    }
  }
  walk('');
  return files;
}

/** A path in an unpacked image with the links among its folders followed, which must not lead out of it. */
function realPath(root: string, file: string): string | null {
  const folder = path.join(root, path.posix.dirname(file));
  if (!existsSync(folder)) return null;
  const real = path.relative(realpathSync(root), realpathSync(folder));
  return real.startsWith('..') ? null : path.posix.join(real, path.posix.basename(file));
}

function dpkgFiles(root: string): readonly string[] {
  const admin = path.join(root, 'var/lib/dpkg');
  if (!existsSync(path.join(admin, 'info'))) return [];
  const query = (...args: readonly string[]): string =>
    runTool('dpkg-query', [`--admindir=${admin}`, ...args]);
  const names = query('-W', '-f', '${binary:Package}\n').trim().split('\n');
  return names.flatMap((name) => {
    const files: string[] = [];
    for (const line of query('-L', name).split('\n')) {
      const diverted = /^(?:locally diverted|diverted by .*|package diverts others) to: (.*)$/.exec(
        line,
      );
      // The line stands behind the path that is not where it says.
      if (diverted !== null && !line.startsWith('package')) files.pop();
      if (diverted === null || !line.startsWith('package')) files.push(diverted?.[1] ?? line);
    }
    return files.flatMap((file) => realPath(root, file) ?? []);
  });
}

/** `apk info --contents` of every package would say the same; apk itself is not at hand outside of Alpine. */
function apkFiles(root: string): readonly string[] {
  const installed = path.join(root, 'lib/apk/db/installed');
  if (!existsSync(installed)) return [];
  const script = `
import sys
folder = ''
for line in open(sys.argv[1], encoding='utf-8', errors='surrogateescape'):
    line = line.rstrip('\\n')
    if line.startswith('F:'): folder = line[2:]
    if line.startswith('R:'): print(folder + '/' + line[2:] if folder else line[2:])
`;
  return runTool('python3', ['-c', script, installed])
    .trim()
    .split('\n')
    .flatMap((file) => realPath(root, file) ?? []);
}

/** Python's own reading of every distribution in a folder that has one, and the folder that records it. */
function pythonFiles(root: string): readonly string[] {
  const script = `
import sys, os
from importlib.metadata import distributions
root = sys.argv[1]
for folder, names, files in os.walk(root):
    if not any(name.endswith(('.dist-info', '.egg-info')) for name in names + files): continue
    for each in distributions(path=[folder]):
        if not str(each._path).startswith(folder): continue
        for file in each.files or []: print(os.path.normpath(str(file.locate())))
        if os.path.isfile(each._path): print(each._path)
        for inner, _, records in os.walk(each._path):
            for record in records: print(os.path.join(inner, record))
`;
  return runTool('python3', ['-c', script, root])
    .trim()
    .split('\n')
    .map((file) => path.relative(root, file));
}

function missingTool(): string | null {
  const tool = ['dpkg-query', 'python3'].find(
    (name) => spawnSync(name, ['--version']).status !== 0,
  );
  return tool === undefined ? null : `${tool} is not installed`;
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { InstalledPackage } from '../../../shared/model/package.ts';
import { packagesAt } from '../../../electron/engine/session/packages.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { rawLayer } from '../../fixtures/image.ts';
import { fixturesFolder } from '../../fixtures/locate.ts';
import { packedLayers } from '../../fixtures/packed-image.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { hasTool, runTool } from './tools.ts';

const images = process.env['LAYERSCOPE_IMAGES'] ?? '';

/** Real archives, unpacked layer by layer by another tar. */
function archives(...names: readonly string[]): readonly string[] {
  const all = names.map((name) =>
    name.includes('/') ? path.join(fixturesFolder ?? '', name) : path.join(images, name),
  );
  const there = all.filter((each) => existsSync(each));
  const absent = all.filter((each) => !there.includes(each)).map((each) => path.basename(each));
  if (absent.length > 0) console.warn(`Not compared, as they are not here: ${absent.join(', ')}.`);
  return there;
}

const hasTar = hasTool('tar', '--version');
const hasDpkg = hasTar && hasTool('dpkg-query', '--version');
const hasPython = hasTar && hasTool('python3', '-c', 'import ensurepip');

async function open(archive: string): Promise<ReadImage> {
  return readWhole(await testSession().open(archive, unwatchedJob()));
}

/** The layers of a docker archive as files, or a tar of files as the only one. */
function layerFiles(archive: string): readonly string[] {
  if (!runTool('tar', ['-tf', archive]).split('\n').includes('manifest.json')) return [archive];
  const folder = temporaryFolder();
  runTool('tar', ['-xf', archive, '-C', folder]);
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
  const [first]: readonly unknown[] = Array.isArray(manifest) ? manifest : [];
  const isImage = typeof first === 'object' && first !== null && 'Layers' in first;
  if (!isImage || !Array.isArray(first.Layers)) throw new Error('no layers');
  return first.Layers.map((each) => path.join(folder, String(each)));
}

/** Lays what a layer has at some paths over a folder, and takes away what it removes. */
function unpackOver(layer: string, folder: string, ...paths: readonly string[]): void {
  for (const name of runTool('tar', ['-tf', layer]).split('\n')) {
    const removed = /^(.*\/)?\.wh\.([^/]+)$/.exec(name);
    if (removed === null) continue;
    const [, above = '', base = ''] = removed;
    const all = base === '.wh..opq';
    rmSync(path.join(folder, above, all ? '' : base), { recursive: true, force: true });
    if (all) mkdirSync(path.join(folder, above), { recursive: true });
  }
  const wildcards = ['--wildcards', '--no-anchored', '--exclude', '.wh.*'];
  // GNU tar fails where the layer has none of the paths.
  spawnSync('tar', ['-xf', layer, '-C', folder, ...wildcards, ...paths]);
}

async function packagesAfter(
  image: ReadImage,
  layer: number,
  manager: InstalledPackage['manager'],
): Promise<readonly InstalledPackage[]> {
  const { packages, unread } = await packagesAt(image, layer, new InlineRunner());
  expect(unread).toEqual([]);
  return packages.filter((each) => each.manager === manager);
}

const dpkgArchives = archives(
  '_tool__docker-20.10.24/debian-app.tar.gz',
  'snyk__snyk-docker-plugin/dockergoof.tar',
  'snyk__snyk-docker-plugin/nodes-fake-multi.tar',
  'quay__clair/layers/jessie.tar.gz',
  'quay__clair/layers/wheezy.tar.gz',
  'debian-base.tar',
  'python-app-1.tar',
  'python-app-2.tar',
  'node-app.tar',
);

describe.skipIf(!hasDpkg || dpkgArchives.length === 0)('dpkg-query lists the same', () => {
  test.each(dpkgArchives)('in %s after each layer', { timeout: 300_000 }, async (archive) => {
    const root = temporaryFolder();
    const admin = path.join(root, 'var/lib/dpkg');
    for (const each of ['info', 'updates', 'triggers']) {
      mkdirSync(path.join(admin, each), { recursive: true });
    }
    const image = await open(archive);
    const since = new Map<string, number>();
    for (const [layer, file] of layerFiles(archive).entries()) {
      unpackOver(file, root, 'var/lib/dpkg/status');
      const there = existsSync(path.join(admin, 'status')) ? dpkgLines(admin) : [];
      for (const line of since.keys()) if (!there.includes(line)) since.delete(line);
      for (const line of there) if (!since.has(line)) since.set(line, layer);
      const ours = await packagesAfter(image, layer, 'dpkg');
      const found = ours.map((each) => {
        const { name, version, architecture, bytes } = each;
        return `${name} ${version} ${architecture} ${bytes ?? ''} since ${each.layer}`;
      });
      const wanted = [...since].map(([line, from]) => `${line} since ${from}`);
      expect(found.toSorted()).toEqual(wanted.toSorted());
    }
    expect(since.size).toBeGreaterThan(70);
  });

  function dpkgLines(admin: string): readonly string[] {
    const format =
      '${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}\\t${Installed-Size}\\n';
    const lines = runTool('dpkg-query', [`--admindir=${admin}`, '-W', '-f', format])
      .trim()
      .split('\n');
    return lines.flatMap((line) => {
      const [state, name, version, architecture, size] = line.split('\t');
      if (state !== 'installed') return [];
      const bytes = size === '' ? '' : Number(size) * 1024;
      return [[name, version, architecture, bytes].join(' ')];
    });
  }
});

const apkArchives = archives(
  'aquasecurity__trivy/alpine-311.tar.gz',
  'aquasecurity__trivy/alpine-39.tar.gz',
  'aquasecurity__trivy/image3_gz_layers.tar',
  'snyk__snyk-docker-plugin/npm7-with-node-modules-only.tar',
);

describe.skipIf(!hasTar || apkArchives.length === 0)('the lines of apk say the same', () => {
  test.each(apkArchives)('in %s', async (archive) => {
    const root = temporaryFolder();
    for (const file of layerFiles(archive)) unpackOver(file, root, 'lib/apk/db/installed');
    const text = readFileSync(path.join(root, 'lib/apk/db/installed'), 'utf8');
    const theirs = [...text.matchAll(/^P:(.*)\nV:(.*)\nA:(.*)\nS:.*\nI:(.*)$/gm)];
    const image = await open(archive);
    const ours = await packagesAfter(image, image.layers.length - 1, 'apk');
    expect(theirs.length).toBeGreaterThan(10);
    expect(
      ours.map((each) => [each.name, each.version, each.architecture, String(each.bytes)]),
    ).toEqual(theirs.map((each) => each.slice(1, 5)).toSorted(([a], [b]) => (a! < b! ? -1 : 1)));
  });
});

const npmArchives = archives(
  'snyk__snyk-docker-plugin/npm7-with-node-modules-only.tar',
  'snyk__snyk-docker-plugin/npm7-without-package-lock-file.tar',
  'node-app.tar',
);

describe.skipIf(!hasTar || npmArchives.length === 0)('the folders of npm hold the same', () => {
  test.each(npmArchives)('in %s', { timeout: 300_000 }, async (archive) => {
    const root = temporaryFolder();
    for (const file of layerFiles(archive)) unpackOver(file, root, 'node_modules');
    const theirs: string[] = [];
    walk(root, (folder) => {
      const isPackage = /(^|\/)node_modules\/(@[^/]+\/)?[^/@]+$/.test(folder);
      const record = path.join(root, folder, 'package.json');
      if (!isPackage || !statOf(record)?.isFile()) return;
      const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(
        readFileSync(record, 'utf8'),
      );
      if (typeof name !== 'string' || typeof version !== 'string') return;
      theirs.push(`${name} ${version} ${folder} ${ownBytes(path.join(root, folder))}`);
    });
    const image = await open(archive);
    const ours = await packagesAfter(image, image.layers.length - 1, 'npm');
    expect(theirs.length).toBeGreaterThan(50);
    expect(
      ours.map((each) => `${each.name} ${each.version} ${each.path} ${each.bytes}`).toSorted(),
    ).toEqual(theirs.toSorted());
  });

  function walk(root: string, visit: (folder: string) => void, folder = ''): void {
    if (folder !== '') visit(folder);
    for (const each of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      if (each.isDirectory()) walk(root, visit, path.posix.join(folder, each.name));
    }
  }

  /** Bytes of the files in a folder, without those of a `node_modules` in it. */
  function ownBytes(folder: string): number {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, each) => {
      const place = path.join(folder, each.name);
      if (each.isFile()) return sum + statSync(place).size;
      return each.isDirectory() && each.name !== 'node_modules' ? sum + ownBytes(place) : sum;
    }, 0);
  }

  function statOf(file: string) {
    return statSync(file, { throwIfNoEntry: false });
  }
});

/**
 * Installs the wheels that Python brings with it by unpacking them, and tells every distribution of the folder with the
 * bytes of the files that it lists, by Python's own reading.
 */
const pythonScript = `
import sys, json, os, glob, zipfile, ensurepip
from importlib.metadata import distributions
site = sys.argv[1]
for wheel in glob.glob(os.path.dirname(ensurepip.__file__) + '/_bundled/*.whl'):
    zipfile.ZipFile(wheel).extractall(site)
for each in distributions(path=[site]):
    files = {os.path.normpath(str(file.locate())) for file in each.files}
    sizes = sum(os.path.getsize(file) for file in files if os.path.isfile(file))
    print(each.metadata['Name'], each.version, sizes)
`;

describe.skipIf(!hasPython)('Python lists the same', () => {
  test('in a folder of its own wheels', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const root = path.join(folder, 'root');
    const site = 'usr/lib/python3/site-packages';
    mkdirSync(path.join(root, site), { recursive: true });
    const theirs = runTool('python3', ['-c', pythonScript, path.join(root, site)])
      .trim()
      .split('\n');
    const tar = path.join(folder, 'layer.tar');
    runTool('tar', ['-cf', tar, '-C', root, 'usr']);
    const image = await packedLayers([rawLayer(readFileSync(tar))]);
    const ours = (await packagesAfter(image, 0, 'python')).filter(
      (each) => path.posix.dirname(each.path) === site,
    );
    expect(theirs[0]).toContain('pip');
    expect(ours.map((each) => `${each.name} ${each.version} ${each.bytes}`).toSorted()).toEqual(
      theirs.toSorted(),
    );
  });
});

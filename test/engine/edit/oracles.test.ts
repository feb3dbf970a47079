import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { EditAction } from '../../../electron/engine/edit/edit-request.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { folderSnapshot, snapshotDifferences } from '../../fixtures/folder-snapshot.ts';
import { buildImage, hexOf, image, layer } from '../../fixtures/image.ts';
import { fixturesFolder } from '../../fixtures/locate.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { directory, file, hardLink, symlink, whiteout } from '../../fixtures/tar.ts';
import { ask, hasOracle, podmanIn } from '../export/oracles.ts';
import { configOf, edited, filesAfter, readArchive } from './edits.ts';

const isRoot = process.getuid?.() === 0;
const tools = hasOracle('umoci') && hasOracle('skopeo');
if (!isRoot)
  console.warn('Squashed layers are not unpacked by umoci: only root may give files away.');

const images = process.env['LAYERSCOPE_IMAGES'] ?? '';
const real = [
  { archive: path.join(fixturesFolder ?? '', '_tool__docker-20.10.24/debian-app.tar.gz'), from: 1 },
  { archive: path.join(fixturesFolder ?? '', 'wagoodman__dive/test-docker-image.tar'), from: 1 },
  { archive: path.join(fixturesFolder ?? '', 'wagoodman__dive/test-docker-image.tar'), from: 5 },
  { archive: path.join(images, 'edge.tar'), from: 1 },
  { archive: path.join(images, 'python-app-1.tar'), from: 1 },
].filter(({ archive }) => existsSync(archive));

const low = layer(
  directory('d', { mode: 0o700, uid: 5 }),
  file('d/one', '1'),
  file('d/two', '2'),
  directory('e/f'),
  file('e/f/x', 'x', { mode: 0o4755 }),
  symlink('link', 'd'),
);
const first = layer(
  whiteout('d'),
  file('e/new', 'n'),
  hardLink('e/same', 'e/new'),
  file('only/here', 'h'),
);
const second = layer(
  directory('d', { mode: 0o755 }),
  file('d/three', '3'),
  whiteout('e/f'),
  whiteout('only'),
  directory('link'),
  file('link/in', 'i'),
);
const above = layer(file('d/four', '4'), whiteout('e/new'));
const made = image({
  ref: 'example.org/edit:1',
  layers: [low, first, second, above],
  history: ['COPY low', 'RUN first', 'RUN second', 'COPY above'],
});
const squash: readonly EditAction[] = [{ edit: 'squash', from: 1, to: 2 }];

async function madeArchive(): Promise<string> {
  const archive = path.join(temporaryFolder(), 'made.tar');
  writeFileSync(archive, await packMembers(await dockerMembers([made])));
  return archive;
}

function unpacked(archive: string): ReadonlyMap<string, string> {
  const folder = temporaryFolder();
  const layout = path.join(folder, 'layout');
  const from = `docker-archive:${archive}`;
  const copied = ask('skopeo', ['--insecure-policy', 'copy', '-q', from, `oci:${layout}:it`]);
  expect(copied.ok, copied.stderr).toBe(true);
  const files = path.join(folder, 'files');
  const done = ask('umoci', ['raw', 'unpack', '--image', `${layout}:it`, files]);
  expect(done.ok, done.stderr).toBe(true);
  return folderSnapshot(files);
}

/** In seconds: the first ten digits of a time, whatever it counts in. */
const begun = Math.floor(Date.now() / 1000);

/** Without the times of folders that were made on the way, which no layer speaks of. */
function timed(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...files]
      .filter(([at]) => at !== '')
      .map(([at, text]) => {
        const time = Number(/@(\d{10})\d*$/.exec(text)?.[1] ?? 0);
        const isNew = text.startsWith('directory') && time >= begun;
        return [at, isNew ? text.replace(/@\d+$/, '@now') : text];
      }),
  );
}

describe.skipIf(!tools || !isRoot)('umoci', () => {
  test('unpacks a squashed image as it unpacks the original', async () => {
    const original = await madeArchive();
    const theirs = timed(unpacked(original));
    for (const [from, to] of [
      [0, 1],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ] as const) {
      const { path: squashed } = await edited(original, [{ edit: 'squash', from, to }]);
      expect(snapshotDifferences(timed(unpacked(squashed)), theirs)).toEqual([]);
    }
  });

  test.each(real)(
    'unpacks $archive with the layers from $from on squashed as before',
    { timeout: 600_000 },
    async ({ archive, from }) => {
      const folder = temporaryFolder();
      const plain = archive.endsWith('.gz') ? path.join(folder, 'image.tar') : archive;
      if (plain !== archive) {
        await pipeline(createReadStream(archive), createGunzip(), createWriteStream(plain));
      }
      const before = await readArchive(plain);
      const last = before.layers.length - 1;
      const { path: squashed, plan } = await edited(plain, [{ edit: 'squash', from, to: last }]);
      expect(plan.saved.layersAfter).toBe(from + 1);
      const after = await readArchive(squashed);
      expect(await filesAfter(after, from)).toBe(await filesAfter(before, last));
      expect(snapshotDifferences(timed(unpacked(squashed)), timed(unpacked(plain)))).toEqual([]);
    },
  );
});

describe.skipIf(!hasOracle('skopeo'))('skopeo', () => {
  test.each([
    ['docker-archive', 'docker-archive'],
    ['docker-oci-archive', 'docker-archive'],
    ['oci-archive', 'oci-archive'],
    ['oci-layout', 'oci'],
  ] as const)('copies an edited image as %s', async (format, transport) => {
    const steps = [...squash, { edit: 'config', changes: ['CMD ["x"]'] }] as const;
    const { path: written, archive } = await edited(await madeArchive(), steps, {
      format,
      reference: 'example.org/edited:2',
    });
    const target = path.join(temporaryFolder(), 'copied');
    const name =
      transport === 'oci' ? `${written}:example.org/edited:2` : `${written}:example.org/edited:2`;
    const done = ask('skopeo', [
      '--insecure-policy',
      'copy',
      '-q',
      `${transport}:${name}`,
      `oci:${target}:it`,
    ]);
    expect(done.ok, done.stderr).toBe(true);
    const inspected = ask('skopeo', ['inspect', '--config', '--raw', `oci:${target}:it`]);
    expect(JSON.parse(inspected.stdout)).toEqual(configOf(archive));
  });
});

describe.skipIf(!hasOracle('podman') || !isRoot)('podman', () => {
  test('loads edited images and sees the same files', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const podman = podmanIn(path.join(folder, 'podman'));
    const original = await madeArchive();
    const more = path.join(folder, 'more');
    mkdirSync(path.join(more, 'app'), { recursive: true });
    writeFileSync(path.join(more, 'app/run'), 'run');
    const steps: readonly (readonly EditAction[])[] = [
      squash,
      [{ edit: 'drop', layers: 1 }],
      [{ edit: 'squash', from: 0, to: 3 }],
      [
        { edit: 'append', path: more, message: 'app' },
        { edit: 'config', changes: ['CMD ["/app/run"]', 'EXPOSE 80'] },
      ],
    ];
    const built = await buildImage(made);
    const files = async (archive: string, id: string): Promise<readonly string[]> => {
      const loaded = podman(['load', '-q', '-i', archive]);
      expect(loaded.ok, loaded.stderr).toBe(true);
      const mounted = podman(['image', 'mount', id]);
      expect(mounted.ok, mounted.stderr).toBe(true);
      const snapshot = timed(folderSnapshot(mounted.stdout.trim()));
      podman(['image', 'umount', '-f', id]);
      // podman sets no time of a folder that a later layer puts something into.
      return [...snapshot]
        .map(([at, text]) => `${at}: ${text.replace(/^(directory .*) @.*$/, '$1')}`)
        .toSorted();
    };
    const whole = await files(original, hexOf(built.configDigest));
    for (const [at, each] of steps.entries()) {
      const { path: written, archive } = await edited(original, each, {
        reference: `example.org/edited:${at}`,
      });
      const id = hexOf(archive.contents.images[0]?.id ?? '');
      const found = await files(written, id);
      if (at % 2 === 0) expect(found).toEqual(whole);
      const [inspected] = JSON.parse(podman(['image', 'inspect', id]).stdout);
      expect(inspected.RepoTags).toEqual([`example.org/edited:${at}`]);
      const records = configOf(archive)['history'];
      expect(inspected.History).toHaveLength(Array.isArray(records) ? records.length : 0);
      if (at === 3) {
        expect(inspected.Config).toMatchObject({
          Cmd: ['/app/run'],
          ExposedPorts: { '80/tcp': {} },
        });
        expect(found.some((line) => line.startsWith('app/run: file 644 0:0 3 '))).toBe(true);
      }
    }
  });
});

/** A Docker daemon of its own that keeps everything below `folder`; null where none can run. */
async function dockerIn(folder: string, driver: string): Promise<readonly string[] | null> {
  if (!isRoot || spawnSync('dockerd', ['--version']).error !== undefined) return null;
  const socket = path.join(folder, 's');
  const daemon = spawn(
    'dockerd',
    [
      ...['iptables', 'ip6tables', 'ip-forward', 'ip-masq'].map((each) => `--${each}=false`),
      '--bridge=none',
      `--storage-driver=${driver}`,
      '-H',
      `unix://${socket}`,
      '--data-root',
      path.join(folder, 'data'),
      '--exec-root',
      path.join(folder, 'exec'),
      '--pidfile',
      path.join(folder, 'pid'),
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  onTestFinished(async () => {
    daemon.kill();
    await ended;
  });
  for (let tries = 0; tries < 150 && daemon.exitCode === null; tries++) {
    const client = ['-H', `unix://${socket}`];
    if (existsSync(socket) && spawnSync('docker', [...client, 'version']).status === 0)
      return client;
    await setTimeout(200);
  }
  return null;
}

const drivers = ['vfs', 'overlay2'];

test.each(drivers)('docker with %s loads edited images', { timeout: 180_000 }, async (driver) => {
  const folder = temporaryFolder();
  const client = await dockerIn(folder, driver);
  if (client === null) {
    console.warn(`No Docker daemon with ${driver} can run here: it judges nothing.`);
    return;
  }
  const docker = (...args: readonly string[]): string => {
    const done = spawnSync('docker', [...client, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    expect(done.status, done.stderr).toBe(0);
    return done.stdout;
  };
  const original = await madeArchive();
  const more = path.join(folder, 'more');
  mkdirSync(path.join(more, 'app'), { recursive: true });
  writeFileSync(path.join(more, 'app/run'), 'run');
  const files = async (archive: string, name: string): Promise<readonly string[]> => {
    docker('load', '-q', '-i', archive);
    const id = docker('create', name, '/x').trim();
    const tar = path.join(folder, `${id}.tar`);
    docker('export', '-o', tar, id);
    docker('rm', id);
    const listed = spawnSync('tar', ['--numeric-owner', '-tvf', tar], { encoding: 'utf8' }).stdout;
    const added = /^(?:dev|proc|sys|etc\/(?:hostname|hosts|resolv\.conf|mtab)|\.dockerenv)(?:\/|$)/;
    return listed
      .split('\n')
      .filter((line) => !added.test(line.split(/\s+/)[5] ?? ''))
      .map((line) => line.replace(/^(d.*) \d{4}-\d\d-\d\d \d\d:\d\d /, '$1 '));
  };
  const whole = await files(original, 'example.org/edit:1');
  expect(whole.length).toBeGreaterThan(5);
  for (const [at, packing] of (['none', 'gzip'] as const).entries()) {
    for (const format of ['docker-archive', 'docker-oci-archive'] as const) {
      const reference = `example.org/edited:${at}-${format}`;
      const choice = { reference, format, packing: { compression: packing, level: null } };
      const squashed = await edited(original, [{ edit: 'squash', from: 1, to: 3 }], choice);
      expect(await files(squashed.path, reference)).toEqual(whole);
      const id = squashed.archive.contents.images[0]?.id;
      expect(docker('image', 'inspect', '-f', '{{.Id}}', reference).trim()).toBe(id);
    }
  }
  const added = await edited(
    original,
    [
      { edit: 'append', path: more, message: 'app' },
      { edit: 'config', changes: ['ENV A=1', 'HEALTHCHECK --interval=5s CMD true'] },
    ],
    { reference: 'example.org/added:1' },
  );
  expect(await files(added.path, 'example.org/added:1')).toContainEqual(
    expect.stringMatching(/ app\/run$/),
  );
  const [inspected] = JSON.parse(docker('image', 'inspect', 'example.org/added:1'));
  expect(inspected.Config).toMatchObject({
    Env: ['A=1'],
    Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 5_000_000_000 },
  });
  expect(docker('history', '--no-trunc', 'example.org/added:1')).toContain('appended layer');
});

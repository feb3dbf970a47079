import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ListedContents } from '../../../electron/engine/export/listed-contents.ts';
import { treeTar } from '../../../electron/engine/export/tree-tar.ts';
import type { TreeListing } from '../../../electron/engine/export/tree-listing.ts';
import type { StoredLayer } from '../../../electron/engine/layer/content.ts';
import { hasSetfattr } from '../../../electron/engine/unpack/setfattr.ts';
import { unpackListing } from '../../../electron/engine/unpack/unpack-listing.ts';
import type { UnpackOutcome } from '../../../electron/engine/unpack/unpack-request.ts';
import { folderSnapshot, snapshotDifferences } from '../../fixtures/folder-snapshot.ts';
import { fixturesFolder } from '../../fixtures/locate.ts';
import { asPlainUser, canBePlainUser } from '../../fixtures/plain-user.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { listed, storedLayers } from '../../fixtures/tree-export.ts';

/** Folder with large images (`LAYERSCOPE_IMAGES`), where there is one. */
const imagesFolder = process.env['LAYERSCOPE_IMAGES'] ?? '';

interface Source {
  /** What skopeo calls the format. */
  readonly transport: 'docker-archive' | 'oci-archive' | 'oci';
  readonly archive: string;
}

const sources: readonly Source[] = [
  fixture('docker-archive', '_tool__docker-20.10.24/debian-app.tar.gz'),
  fixture('docker-archive', 'google__osv-scalibr/symlink-attack.tar'),
  fixture('docker-archive', 'wagoodman__dive/test-docker-image.tar'),
  fixture('oci-archive', '_tool__podman-4.3.1/oci-archive.tar'),
  fixture('oci', 'sylabs__oci-tools/hard-link-delete-1'),
  fixture('oci', 'sylabs__oci-tools/hard-link-delete-xattr'),
  fixture('oci', 'sylabs__oci-tools/many-layers'),
  { transport: 'docker-archive', archive: join(imagesFolder, 'edge.tar') },
  { transport: 'oci-archive', archive: join(imagesFolder, 'python-app-1.oci.tar') },
];

const begun = Date.now();
const reason = missing();
if (reason !== null) console.warn(`Nothing is compared with what umoci unpacks: ${reason}.`);
const there = sources.filter(({ archive }) => existsSync(archive));
const absent = sources.filter((source) => !there.includes(source));
if (absent.length > 0) {
  const names = absent.map(({ archive }) => basename(archive)).join(', ');
  console.warn(`Not compared with umoci, as they are not here: ${names}.`);
}

describe.skipIf(reason !== null || there.length === 0)('a root file system', () => {
  test.each(there)(
    'of $archive is what umoci unpacks, from the folder and from the tar',
    { timeout: 600_000 },
    async (source) => {
      const folder = temporaryFolder();
      const theirs = folderSnapshot(unpackByUmoci(await layoutOf(source, folder), folder, []));
      const { listing, layers, close } = await opened(source);
      const ours = join(folder, 'ours');
      const outcome = await unpackListing({
        listing,
        layers,
        folder: ours,
        rule: 'ask',
        special: true,
      });
      expect(kindsLost(outcome)).toEqual(expected(listing));
      expect(differences(folderSnapshot(ours), theirs)).toEqual([]);
      if (hasSetfattr()) {
        const xattrs = xattrsIn(ours);
        expect(xattrs).toEqual(xattrsIn(join(folder, 'theirs')));
        const bearers = [...listing.index.extras.values()].filter((extra) => extra.xattrs);
        expect(xattrs.filter((text) => text.startsWith('# file: '))).toHaveLength(bearers.length);
      }

      const tarred = join(folder, 'tarred');
      await unpackTar(listing, layers, folder, tarred);
      expect(differences(folderSnapshot(tarred), theirs)).toEqual([]);
      await close();
    },
  );

  // The copy that is made of a compressed archive belongs to root.
  test.each(there.filter(({ archive }) => !archive.endsWith('.gz')))(
    'of $archive is what umoci unpacks for a plain user',
    { timeout: 600_000 },
    async (source) => {
      const folder = temporaryFolder();
      const layout = await layoutOf(source, folder);
      spawnSync('chown', ['-R', '65534:65534', folder]);
      chmodSync(folder, 0o755);
      const plain = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
      const theirFolder = unpackByUmoci(layout, folder, plain, ['--rootless']);
      const theirs = folderSnapshot(theirFolder);
      const { listing, layers, close } = await opened(source);
      const ours = join(folder, 'ours');
      const outcome = await asPlainUser(() =>
        unpackListing({ listing, layers, folder: ours, rule: 'ask', special: false }),
      );
      const lost = pathsLost(outcome);
      expect(lost('owner')).toBeGreaterThan(0);
      const same = withoutLosses(differences(folderSnapshot(ours), theirs), outcome);
      expect(same).toEqual([]);
      await close();
    },
  );
});

function fixture(transport: Source['transport'], name: string): Source {
  return { transport, archive: join(fixturesFolder ?? '', name) };
}

async function opened(source: Source): Promise<{
  readonly listing: TreeListing;
  readonly layers: readonly (StoredLayer | null)[];
  readonly close: () => Promise<void>;
}> {
  const archive = await testSession().open(source.archive, unwatchedJob());
  const read = await readWhole(archive);
  return { listing: listed(read.tree), layers: storedLayers(read), close: () => archive.close() };
}

async function layoutOf({ transport, archive }: Source, folder: string): Promise<string> {
  const plain = archive.endsWith('.gz') ? join(folder, 'image.tar') : archive;
  if (plain !== archive) {
    await pipeline(createReadStream(archive), createGunzip(), createWriteStream(plain));
  }
  const layout = join(folder, 'layout');
  run('skopeo', ['--insecure-policy', 'copy', '-q', `${transport}:${plain}`, `oci:${layout}:it`]);
  return layout;
}

function unpackByUmoci(
  layout: string,
  folder: string,
  before: readonly string[],
  options: readonly string[] = [],
): string {
  const files = join(folder, 'theirs');
  const args = ['umoci', 'raw', 'unpack', ...options, '--image', `${layout}:it`, files];
  const [tool = 'umoci', ...rest] = [...before, ...args];
  run(tool, rest);
  return files;
}

async function unpackTar(
  listing: TreeListing,
  layers: readonly (StoredLayer | null)[],
  folder: string,
  files: string,
): Promise<void> {
  const isCancelled = (): boolean => false;
  const contents = await ListedContents.open(listing, layers, { spoolDir: folder, isCancelled });
  const file = join(folder, 'ours.tar');
  const descriptor = openSync(file, 'w');
  for await (const piece of treeTar(listing, contents, isCancelled)) writeSync(descriptor, piece);
  closeSync(descriptor);
  contents.close();
  mkdirSync(files);
  const options = [
    '--numeric-owner',
    '--same-owner',
    '--same-permissions',
    '--delay-directory-restore',
  ];
  run('tar', [...options, '-xf', file, '-C', files]);
}

function run(tool: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(tool, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${tool} failed: ${error?.message ?? stderr}`);
}

/**
 * Paths that differ, but for the folder that everything was unpacked into. A folder that no layer has an entry for is as
 * old as umoci's work on it, and so is the one above it.
 */
function differences(
  ours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): readonly string[] {
  const timeless = (text = ''): string => text.replace(/ @-?\d+$/, '');
  const isNew = (text = ''): boolean => Number(/@(\d+)$/.exec(text)?.[1] ?? 0) > begun * 100;
  const known = new Map(theirs);
  for (const [path, text] of theirs) {
    const own = ours.get(path) ?? '';
    const isImplied = text.startsWith('directory') && isNew(text);
    if (isImplied && timeless(own) === timeless(text)) known.set(path, own);
  }
  return snapshotDifferences(ours, known).filter((line) => !line.startsWith(': '));
}

function kindsLost(outcome: UnpackOutcome): readonly string[] {
  if (outcome.kind !== 'done') throw new Error('names are taken in a new folder');
  return outcome.losses.map(({ kind }) => kind);
}

/** Root loses nothing but extended attributes where no program writes them. */
function expected({ index }: TreeListing): readonly string[] {
  if (hasSetfattr()) return [];
  const hasXattrs = [...index.extras.values()].some(({ xattrs }) => xattrs !== undefined);
  return hasXattrs ? ['xattr'] : [];
}

/** All extended attributes in a folder, as the system's own program tells them. */
function xattrsIn(folder: string): readonly string[] {
  const args = ['-R', '-P', '-h', '-d', '-m', '-', '-e', 'base64', '.'];
  const { stdout } = spawnSync('getfattr', args, { cwd: folder, maxBuffer: 1 << 28 });
  return stdout.toString('latin1').trim().split('\n\n').toSorted();
}

function pathsLost(outcome: UnpackOutcome): (kind: string) => number {
  const losses = outcome.kind === 'done' ? outcome.losses : [];
  return (kind) => losses.find((loss) => loss.kind === kind)?.count ?? 0;
}

/** Without what is said to be lost: programs that are not setuid any more, and devices. */
function withoutLosses(lines: readonly string[], outcome: UnpackOutcome): readonly string[] {
  const losses = outcome.kind === 'done' ? outcome.losses : [];
  const said = losses
    .filter(({ kind }) => kind === 'mode' || kind === 'device')
    .flatMap(({ paths }) => paths.map(({ path }) => path));
  return lines.filter((line) => !said.some((path) => line.startsWith(`${path}: `)));
}

/** Why the comparison cannot be made, or null. */
function missing(): string | null {
  if (!canBePlainUser) return 'only root can unpack owners and devices';
  const tool = ['skopeo', 'umoci', 'setpriv'].find((name) => spawnSync(name, ['--version']).error);
  return tool === undefined ? null : `${tool} is not installed`;
}

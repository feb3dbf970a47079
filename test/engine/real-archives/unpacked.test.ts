import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturesFolder } from '../../fixtures/locate.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { noUnpacking, unpackImage } from '../../fixtures/unpack-image.ts';
import type { SkopeoSource } from '../../fixtures/unpack-image.ts';
import { unionListing } from './union-listing.ts';
import { folderListing } from './unpacked-folder.ts';

/** Folder with large images (`LAYERSCOPE_IMAGES`), where there is one. */
const imagesFolder = process.env['LAYERSCOPE_IMAGES'] ?? '';

const sources: readonly SkopeoSource[] = [
  ...fixtures('docker-archive', [
    '_tool__docker-20.10.24/debian-app.tar.gz',
    'aquasecurity__trivy/image3_gz_layers.tar',
    'google__osv-scalibr/symlink-attack.tar',
    'google__osv-scalibr/symlink.tar',
    'wagoodman__dive/test-docker-image.tar',
  ]),
  ...fixtures('oci-archive', ['_tool__podman-4.3.1/oci-archive.tar']),
  ...fixtures('oci', [
    'sylabs__oci-tools/hard-link-delete-1',
    'sylabs__oci-tools/hard-link-delete-2',
    'sylabs__oci-tools/hard-link-delete-3',
    'sylabs__oci-tools/hard-link-delete-4',
    'sylabs__oci-tools/hard-link-delete-xattr',
    'sylabs__oci-tools/many-layers',
    'sylabs__oci-tools/whiteout-explicit-dir',
    'sylabs__oci-tools/whiteout-explicit-file',
    'sylabs__oci-tools/whiteout-opaque',
    'sylabs__oci-tools/whiteout-opaque-end',
  ]),
  { transport: 'docker-archive', archive: join(imagesFolder, 'edge.tar') },
  { transport: 'docker-archive', archive: join(imagesFolder, 'python-app-1.tar') },
];

/** Owners and devices can only be made by root. */
const reason = noUnpacking();
if (reason !== null) console.warn(`Trees are not compared with what umoci unpacks: ${reason}.`);

const there = sources.filter(({ archive }) => existsSync(archive));
const absent = sources.filter((source) => !there.includes(source));
if (absent.length > 0) {
  const names = absent.map(({ archive }) => basename(archive)).join(', ');
  console.warn(`Not compared with umoci, as they are not here: ${names}.`);
}

describe.skipIf(reason !== null || there.length === 0)('the union is what umoci unpacks', () => {
  test.each(there)('from $archive', { timeout: 300_000 }, async (source) => {
    const folder = temporaryFolder();
    const unpacked = folderListing(await unpackImage(source, folder));
    const opened = await testSession().open(source.archive, unwatchedJob());
    const union = await unionListing(await readWhole(opened));
    await opened.close();
    expect(unpacked.size).toBeGreaterThan(0);
    expect(differences(union, unpacked)).toEqual([]);
  });
});

function fixtures(
  transport: SkopeoSource['transport'],
  names: readonly string[],
): readonly SkopeoSource[] {
  return names.map((name) => ({ transport, archive: join(fixturesFolder ?? '', name) }));
}

/** Paths that are not the same on both sides, with both. */
function differences(
  ours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((path) => ours.get(path) !== theirs.get(path))
    .map((path) => `${path}: ${ours.get(path)} | ${theirs.get(path)}`);
}

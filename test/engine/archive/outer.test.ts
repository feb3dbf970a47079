import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { compressions } from '../../../shared/model/layer.ts';
import { canCompress, compress } from '../../fixtures/compress.ts';
import { dockerMembers, hybridMembers, podmanMembers } from '../../fixtures/docker-members.ts';
import { buildImage, image, layer } from '../../fixtures/image.ts';
import { fileMember, itemOf, linkMember, packMembers, type Member } from '../../fixtures/outer.ts';
import { directory, file, hardLink, packTar } from '../../fixtures/tar.ts';
import {
  codesOf,
  failureOf,
  layerHashes,
  open,
  openBytes,
  openMembers,
  workFolder,
  writeInput,
} from './opening.ts';

const recipe = image({ ref: 'app:1', layers: [layer(file('a', 'x')), layer(file('b', 'y'))] });
const built = await buildImage(recipe);
const hashes = built.layers.map((each) => each.digest);
const members = await dockerMembers([recipe]);
const plain = await packMembers(members);

describe('compression around the archive', () => {
  for (const compression of compressions) {
    test.skipIf(!canCompress(compression))(`${compression} is found in the bytes`, async () => {
      const archive = await openBytes(compress(plain, compression));
      expect(archive.contents).toMatchObject({ compression, kind: 'docker-archive' });
      expect(archive.spool === null).toBe(compression === 'none');
      expect(layerHashes(archive)).toEqual(hashes);
      expect(codesOf(archive)).toEqual([]);
    });
  }

  test('gzip in several members is one archive', async () => {
    const parts = [plain.subarray(0, 3000), plain.subarray(3000)];
    const archive = await openBytes(Buffer.concat(parts.map((part) => compress(part, 'gzip'))));
    expect(layerHashes(archive)).toEqual(hashes);
  });

  test('a cut stream shows what came before', async () => {
    const noise = image({ ref: 'app:1', layers: [layer(file('a', randomBytes(300_000)))] });
    const reversed = (await dockerMembers([noise])).toReversed();
    const whole = compress(await packMembers(reversed), 'gzip');
    const archive = await openBytes(whole.subarray(0, 200_000));
    expect(codesOf(archive)).toContain('archive-truncated');
    expect(archive.contents.images[0]?.references).toEqual(['app:1']);
  });

  test('no copy is left behind by what cannot be opened', async () => {
    const path = await writeInput(compress(randomBytes(100_000), 'gzip'));
    const before = await readdir(workFolder);
    expect(await failureOf(open(path))).toBe('not-an-image');
    expect(await readdir(workFolder)).toEqual(before);
  });

  test('making the copy tells its progress and can be cancelled', async () => {
    const zipped = compress(await packTar([file('big', randomBytes(8_000_000))]), 'gzip');
    const path = await writeInput(zipped);
    const before = await readdir(workFolder);
    const told: (readonly [number, number])[] = [];
    const stop = new AbortController();
    const opening = openArchive(path, {
      spoolDir: workFolder,
      signal: stop.signal,
      progress: (done, total) => {
        told.push([done, total]);
        if (done > total / 2) stop.abort();
      },
    });
    expect(await failureOf(opening)).toBe('cancelled');
    expect(told.length).toBeGreaterThan(2);
    expect(told.every(([done, total]) => total === zipped.length && done < total)).toBe(true);
    expect(await readdir(workFolder)).toEqual(before);
  });
});

describe('members', () => {
  test('names are cleaned before they are looked up', async () => {
    const dotted = members.map((member) => ({ ...member, name: `./${member.name}` }));
    expect(layerHashes(await openMembers(dotted))).toEqual(hashes);
    const absolute = members.map((member) => ({ ...member, name: `/${member.name}` }));
    expect(layerHashes(await openMembers(absolute))).toEqual(hashes);
  });

  test('of two members with one name the last counts', async () => {
    const archive = await openMembers([fileMember('manifest.json', '[]'), ...members]);
    expect(layerHashes(archive)).toEqual(hashes);
    expect(archive.contents.problems).toMatchObject([
      { code: 'member-duplicate', severity: 'warning', where: { member: 'manifest.json' } },
    ]);
  });

  test('a chain of links leads to the layer, also through hard links', async () => {
    const target = await linked('deep/er/link', '../../hard');
    const archive = await openBytes(
      await packTar([
        hardLink('hard', 'blob'),
        ...target.map((member) => itemOf(member)),
        file('blob', built.layers[0]?.stored),
      ]),
    );
    expect(layerHashes(archive)).toEqual([hashes[0]]);
    expect(codesOf(archive)).toEqual([]);
  });

  test('a link never leads out of the archive', async () => {
    const archive = await openMembers(await linked('layer.tar', '../../../../etc/passwd'));
    expect(layerHashes(archive)).toEqual([null]);
    expect(codesOf(archive)).toEqual(['member-link-broken', 'blob-missing']);
    const absolute = await openMembers(await linked('layer.tar', '/etc/passwd'));
    expect(layerHashes(absolute)).toEqual([null]);
  });

  test('links in a circle end', async () => {
    const archive = await openMembers([
      ...(await linked('layer.tar', 'other')),
      linkMember('other', 'layer.tar'),
    ]);
    expect(codesOf(archive)).toEqual(['member-link-loop', 'blob-missing']);
    expect(archive.contents.images[0]).toMatchObject({
      complete: false,
      layers: [{ availability: 'missing' }],
    });
  });

  test('macOS residue does not hide that everything lies in one folder', async () => {
    const wrapped = (await hybridMembers([recipe])).map((each) => ({
      ...each,
      name: `img/${each.name}`,
    }));
    const archive = await openMembers([
      fileMember('._img', 'residue'),
      fileMember('img/.DS_Store', 'residue'),
      ...wrapped,
    ]);
    expect(archive.contents.kind).toBe('docker-oci-archive');
    expect(layerHashes(archive)).toEqual(hashes);
    expect(codesOf(archive)).toEqual(['archive-wrapped']);
  });

  test('links resolve under a shared folder too', async () => {
    const wrapped = (await podmanMembers([recipe])).map((each) => ({
      ...each,
      name: `img/${each.name}`,
    }));
    const viaLinks = wrapped.filter((member) => member.name !== 'img/manifest.json');
    const archive = await openMembers(viaLinks);
    expect(archive.contents.kind).toBe('docker-archive-v1');
    expect(layerHashes(archive)).toEqual(hashes);
  });

  test('an archive that is cut off shows what is there', async () => {
    const archive = await openBytes(plain.subarray(0, plain.length - 1024 - 512));
    expect(codesOf(archive)).toContain('archive-truncated');
    expect(archive.contents.images).toHaveLength(1);
  });
});

describe('what is no image archive', () => {
  test('a root file system opens as one layer', async () => {
    const tar = await packTar([
      directory('etc'),
      file('etc/hosts', 'x'),
      file('manifest.json', '{}'),
    ]);
    const archive = await openBytes(tar);
    expect(archive.contents).toMatchObject({
      kind: 'root-fs',
      images: [{ id: null, references: [], complete: true, history: [] }],
    });
    expect(archive.contents.images[0]?.layers).toMatchObject([
      { availability: 'available', digest: null, diffId: null, storedBytes: tar.length },
    ]);
    expect(codesOf(archive)).toEqual([]);
  });

  test('a compressed root file system shows its stored size', async () => {
    const zipped = compress(await packTar([file('etc/hosts', 'x'.repeat(5000))]), 'gzip');
    const archive = await openBytes(zipped);
    expect(archive.contents).toMatchObject({ kind: 'root-fs', compression: 'gzip' });
    expect(archive.contents.images[0]?.layers[0]?.storedBytes).toBe(zipped.length);
  });

  test.each([
    ['an empty file', Buffer.alloc(0), 'empty-file'],
    ['an empty tar', Buffer.alloc(1024), 'not-an-image'],
    ['random bytes', randomBytes(5000), 'not-an-image'],
    ['JSON', Buffer.from('{"manifests": []}'), 'not-an-image'],
    ['a short text', Buffer.from('hello'), 'not-an-image'],
    ['a compressed text', compress(Buffer.from('hello'), 'gzip'), 'not-an-image'],
    ['a broken gzip', Buffer.from([0x1f, 0x8b, 0x08, 0xff, 0xff]), 'not-an-image'],
  ])('%s', async (_, bytes, code) => {
    expect(await failureOf(openBytes(bytes))).toBe(code);
  });

  test('a Helm chart', async () => {
    const chart = await packTar([file('app/Chart.yaml', 'name: app'), file('app/values.yaml', '')]);
    expect(await failureOf(openBytes(compress(chart, 'gzip')))).toBe('not-an-image');
  });

  test('nothing, a pipe, and a folder of something else', async () => {
    expect(await failureOf(open(join(workFolder, 'nothing')))).toBe('not-found');
    expect(await failureOf(open('/dev/zero'))).toBe('not-readable');
    expect(await failureOf(open(workFolder))).toBe('not-an-image');
  });

  test('an aborted signal opens nothing', async () => {
    const options = { spoolDir: workFolder, signal: AbortSignal.abort() };
    expect(await failureOf(openArchive(await writeInput(plain), options))).toBe('cancelled');
  });
});

/** A docker archive of one layer whose path is a symbolic link. */
async function linked(path: string, target: string): Promise<readonly Member[]> {
  const one = await buildImage(image({ layers: recipe.layers.slice(0, 1) }));
  const item = { Config: 'config.json', RepoTags: null, Layers: [path] };
  return [
    fileMember('config.json', one.config),
    linkMember(path, target),
    fileMember('manifest.json', JSON.stringify([item])),
  ];
}

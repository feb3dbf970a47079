import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { makeEdit, planEdit } from '../../../electron/engine/edit/edit-image.ts';
import { folderContents } from '../../../electron/engine/edit/folder-contents.ts';
import { listFolder } from '../../../electron/engine/edit/folder-listing.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { canCompress, compress } from '../../fixtures/compress.ts';
import { image, layer, sha256 } from '../../fixtures/image.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { file, packTar } from '../../fixtures/tar.ts';
import { listedPaths } from '../../fixtures/tree-export.ts';
import { failureOf } from '../archive/opening.ts';
import { configOf, edited, readArchive, requestFor } from './edits.ts';

async function smallImage(): Promise<string> {
  const archive = path.join(temporaryFolder(), randomUUID());
  const one = image({ ref: 'a:1', layers: [layer(file('base', 'b'))], history: ['COPY base /'] });
  writeFileSync(archive, await packMembers(await dockerMembers([one])));
  return archive;
}

/** A folder with all that a folder can hold without special rights, its names made in the given order. */
function fullFolder(names: readonly string[]): string {
  const folder = path.join(temporaryFolder(), randomUUID());
  mkdirSync(folder);
  mkdirSync(path.join(folder, 'a'));
  for (const each of names) writeFileSync(path.join(folder, each), each.repeat(1000));
  chmodSync(path.join(folder, 'a/run'), 0o4755);
  chmodSync(path.join(folder, 'a'), 0o750);
  symlinkSync('/etc/passwd', path.join(folder, 'out'));
  symlinkSync('../a', path.join(folder, 'a/up'));
  linkSync(path.join(folder, 'a/run'), path.join(folder, 'b-same'));
  return folder;
}

const names = ['a/run', 'a/text', 'a-b', 'ä', '.hidden'];

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe.skipIf(process.platform === 'win32')('a folder', () => {
  test('becomes a layer with links, modes and one time, in the order of paths', async () => {
    const folder = fullFolder(names);
    const result = await edited(await smallImage(), [
      { edit: 'append', path: folder, message: '' },
    ]);
    const { tree, layers } = await readArchive(result.path);
    const { index } = layers[1]!.listed;
    expect(listedPaths({ index, layer: new Uint16Array(), losses: [] })).toEqual([
      '.hidden',
      'a/',
      'a-b',
      'a/run',
      'a/text',
      'a/up -> ../a',
      'b-same = a/run',
      'out -> /etc/passwd',
      'ä',
    ]);
    expect(index.mode[1]).toBe(0o750);
    expect(index.mode[3]).toBe(0o4755);
    expect(index.owners).toEqual([{ uid: 0, gid: 0, userName: '', groupName: '' }]);
    const created = configOf(result.archive)['created'];
    expect(new Set(index.modified)).toEqual(new Set([Date.parse(String(created))]));
    expect(tree.problems).toEqual([]);
    expect(result.plan.losses).toEqual([]);
    expect(result.plan.saved.unpackedAfter - result.plan.saved.unpackedBefore!).toBe(
      index.unpackedBytes,
    );
    expect(configOf(result.archive)['history']).toHaveLength(2);
  });

  test('has the same digest elsewhere, made in another order, at another time and place', async () => {
    const original = await smallImage();
    const ids = [];
    const made = [names, names.toReversed()].map(fullFolder);
    utimesSync(path.join(made[1]!, 'a/text'), new Date(), new Date(0));
    for (const [at, folder] of made.entries()) {
      process.env['TZ'] = ['Asia/Tokyo', 'America/New_York'][at];
      const steps = [
        { edit: 'append', path: folder, message: 'app' },
        { edit: 'config', changes: ['CMD ["run"]'] },
        { edit: 'squash', from: 0, to: 1 },
      ] as const;
      for (const compression of ['none', 'gzip', 'zstd'] as const) {
        const packing = { compression, level: null };
        const { archive, path: written } = await edited(original, steps, {
          packing,
          format: 'oci-archive',
        });
        const [one] = archive.contents.images;
        ids.push([compression, one?.id, one?.manifestDigest, sha256(readFileSync(written))].join());
      }
    }
    expect(new Set(ids).size).toBe(3);
    expect(new Set(ids.map((each) => each.split(',')[1])).size).toBe(1);
  });

  test('leaves out special files and names of markers, and tells', async () => {
    const folder = fullFolder(names);
    writeFileSync(path.join(folder, '.wh.base'), '');
    writeFileSync(path.join(folder, 'a/.wh..wh..opq'), '');
    mkdirSync(path.join(folder, '.wh.folder'));
    const server = createServer().listen(path.join(folder, 'socket'));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect(spawnSync('mkfifo', [path.join(folder, 'pipe')]).status).toBe(0);
    const result = await edited(await smallImage(), [
      { edit: 'append', path: folder, message: '' },
    ]);
    expect(result.plan.losses).toEqual([
      {
        kind: 'device',
        count: 2,
        paths: [
          { path: 'pipe', became: null },
          { path: 'socket', became: null },
        ],
      },
      {
        kind: 'name-refused',
        count: 3,
        paths: ['.wh.base', '.wh.folder', 'a/.wh..wh..opq'].map((each) => ({
          path: each,
          became: null,
        })),
      },
    ]);
    const { layers } = await readArchive(result.path);
    expect(layers[1]!.listed.index.count).toBe(9);
  });

  test('with names that are no UTF-8 and an empty one', async () => {
    const folder = temporaryFolder();
    const odd = Buffer.concat([Buffer.from(`${folder}/x`), Buffer.of(0xff)]);
    writeFileSync(odd, 'odd');
    const result = await edited(await smallImage(), [
      { edit: 'append', path: folder, message: '' },
      { edit: 'append', path: temporaryFolder(), message: '' },
    ]);
    const { layers } = await readArchive(result.path);
    expect(Buffer.from(layers[1]!.listed.index.paths)).toEqual(Buffer.of(0x78, 0xff));
    expect(layers[2]!.listed.index.count).toBe(0);
    expect(result.archive.contents.problems).toEqual([]);
  });

  test('that changes while it is read is refused', async () => {
    const folder = fullFolder(names);
    const request = await requestFor(await smallImage(), [
      { edit: 'append', path: folder, message: '' },
    ]);
    const progress = (done: number): void => {
      if (done > 0) writeFileSync(path.join(folder, 'ä'), 'other');
    };
    writeFileSync(path.join(folder, 'a-b'), Buffer.alloc(3_000_000));
    expect(await failureOf(makeEdit(request, { progress }))).toBe('source-changed');
    expect(
      await failureOf(
        planEdit({ ...request, steps: [{ edit: 'append', path: `${folder}/none`, message: '' }] }),
      ),
    ).toBe('not-found');
  });

  test('of which a file became a link is refused, and the link not followed', () => {
    const folder = fullFolder(names);
    const listing = listFolder(folder, { time: 0, isCancelled: () => false });
    const place = path.join(folder, 'a-b');
    const secret = path.join(temporaryFolder(), 'secret');
    writeFileSync(secret, 'a-b'.repeat(1000));
    rmSync(place);
    symlinkSync(secret, place);
    const contents = folderContents(folder, listing);
    const entry = listedPaths({ ...listing, layer: new Uint16Array() }).indexOf('a-b');
    expect(() => [...contents.pieces(entry)]).toThrow(/source-changed/);
    rmSync(place);
    expect(() => [...contents.pieces(entry)]).toThrow(/source-changed/);
    rmSync(path.join(folder, 'a'), { recursive: true });
    mkdirSync(path.join(folder, 'elsewhere'));
    writeFileSync(path.join(folder, 'elsewhere/text'), 'a/text'.repeat(1000));
    symlinkSync('elsewhere', path.join(folder, 'a'));
    const text = listedPaths({ ...listing, layer: new Uint16Array() }).indexOf('a/text');
    expect(() => [...contents.pieces(text)]).toThrow(/source-changed/);
  });

  test('has the time of the image, if that is one', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'x'), '');
    for (const [created, time] of [
      ['2024-05-01T12:00:00.75+02:00', Date.UTC(2024, 4, 1, 10)],
      ['0001-01-01T00:00:00Z', 0],
      ['2024-05-01T12:00:00', 0],
      ['yesterday', 0],
      [null, 0],
    ] as const) {
      const archive = path.join(temporaryFolder(), randomUUID());
      const recipe = image({ layers: [], created });
      writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
      const step = { edit: 'append', path: folder, message: '' } as const;
      const { layers } = await readArchive((await edited(archive, [step])).path);
      expect(layers[0]!.listed.index.modified[0], String(created)).toBe(time);
    }
  });

  test('ends when it is cancelled', () => {
    const options = { time: 0, isCancelled: () => true };
    expect(() => listFolder(temporaryFolder(), options)).toThrow(/cancelled/);
  });
});

describe('a tar', () => {
  const items = [file('more/a', 'x'.repeat(5000)), file('more/b', 'y')];

  test.each((['none', 'gzip', 'zstd', 'xz', 'bzip2'] as const).filter(canCompress))(
    'packed with %s stays the tar that it is',
    async (compression) => {
      const tar = await packTar(items);
      const place = path.join(temporaryFolder(), 'layer.tar');
      const stored = compress(tar, compression);
      writeFileSync(place, stored);
      const original = await smallImage();
      const step = { edit: 'append', path: place, message: 'from elsewhere' } as const;
      for (const packing of ['none', 'gzip', 'zstd'] as const) {
        const result = await edited(original, [step], {
          format: 'oci-archive',
          packing: { compression: packing, level: null },
        });
        const added = result.archive.contents.images[0]?.layers[1];
        expect(added?.diffId).toBe(sha256(tar));
        if (packing === compression) expect(added?.digest).toBe(sha256(stored));
        expect(added?.mediaType).toMatch(packing === 'none' ? /tar$/ : new RegExp(`${packing}$`));
        const before = result.plan.saved.unpackedBefore!;
        expect(result.plan.saved.unpackedAfter - before).toBe(tar.length);
        expect(configOf(result.archive)['history']).toMatchObject([
          {},
          { created_by: 'appended layer', comment: 'from elsewhere' },
        ]);
        expect(result.leftOver).toEqual([]);
      }
    },
  );

  test('that is none, is cut off, or damaged is refused', async () => {
    const tar = await packTar(items);
    const place = path.join(temporaryFolder(), 'layer.tar');
    const request = await requestFor(await smallImage(), [
      { edit: 'append', path: place, message: '' },
    ]);
    const flipped = Buffer.from(compress(tar, 'gzip'));
    flipped.writeUInt8(flipped.readUInt8(30) ^ 0xff, 30);
    for (const [bytes, code] of [
      [Buffer.from('text'.repeat(1000)), /not-a-layer/],
      [Buffer.alloc(0), /not-a-layer/],
      [tar.subarray(0, 2000), /blob-damaged/],
      [compress(tar, 'gzip').subarray(0, 60), /blob-damaged|not-a-layer/],
      [flipped, /blob-damaged|not-a-layer/],
    ] as const) {
      writeFileSync(place, bytes);
      expect(await failureOf(planEdit(request))).toMatch(code);
      expect(await failureOf(makeEdit(request))).toMatch(code);
    }
  });

  test('with something behind its last byte is packed anew', async () => {
    const tar = await packTar(items);
    const place = path.join(temporaryFolder(), 'layer.tar');
    writeFileSync(place, Buffer.concat([compress(tar, 'gzip'), Buffer.from('rubbish')]));
    const step = { edit: 'append', path: place, message: '' } as const;
    const packing = { compression: 'gzip', level: null } as const;
    const result = await edited(await smallImage(), [step], { format: 'oci-archive', packing });
    expect(result.archive.contents.images[0]?.layers[1]?.diffId).toBe(sha256(tar));
    const { facts } = await readArchive(result.path);
    expect(facts.problems).toEqual([]);
  });
});

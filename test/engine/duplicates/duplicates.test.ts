import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Duplicates } from '../../../shared/model/duplicates.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { findDuplicates } from '../../../electron/engine/session/duplicates.ts';
import type { PlacedImage } from '../../../electron/engine/session/duplicates.ts';
import type { Session } from '../../../electron/engine/session/session.ts';
import { builtImages } from '../../fixtures/built-images.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { compressed, image, layer, rawLayer } from '../../fixtures/image.ts';
import type { ImageRecipe, LayerRecipe } from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { file, hardLink, packTar, symlink, whiteout } from '../../fixtures/tar.ts';
import type { TarItem } from '../../fixtures/tar.ts';

async function searched(session: Session, archive: string): Promise<readonly PlacedImage[]> {
  const source = await session.open(archive, unwatchedJob());
  const grant = randomUUID() as string as Grant;
  const images: PlacedImage[] = [];
  for (const { key } of source.archive.contents.images) {
    const read = await readWhole(source, key);
    const { layers } = source.image(key);
    const statedDiffIds = layers.map(({ statedDiffId }) => statedDiffId);
    images.push({ grant, image: key, read, statedDiffIds });
  }
  return images;
}

async function packed(...recipes: readonly ImageRecipe[]): Promise<string> {
  const archive = path.join(temporaryFolder(), 'images.tar');
  writeFileSync(archive, await packMembers(await dockerMembers(recipes)));
  return archive;
}

async function find(
  layers: readonly LayerRecipe[],
  minBytes = 1,
): Promise<Duplicates & { readonly again: Duplicates }> {
  const session = testSession();
  const images = await searched(session, await packed(image({ layers })));
  const found = await findDuplicates(images, minBytes, session.shelf, unwatchedJob());
  const again = await findDuplicates(images, minBytes, session.shelf, unwatchedJob());
  return { ...found, again };
}

/** One line for each group, and one for each copy. */
function told({ groups }: Duplicates): readonly string[] {
  return groups.map(({ bytes, copyCount, savedBytes, copies }) =>
    [
      `${savedBytes} = ${copyCount} x ${bytes}:`,
      ...copies.map((copy) => `${copy.visible ? '' : '-'}${copy.layer}/${copy.path}`),
    ].join(' '),
  );
}

describe('files of equal content', () => {
  test('are found in one layer and in several, most saved bytes first', async () => {
    const found = await find([
      layer(file('a', 'xx'), file('b', 'xx'), file('c', 'yy'), file('long', '123456789')),
      layer(file('d/e', 'xx'), file('long', '123456789'), file('f', 'zz')),
      layer(whiteout('d'), file('x/long', '987654321')),
    ]);
    expect(told(found)).toEqual(['9 = 2 x 9: -0/long 1/long', '4 = 3 x 2: 0/a 0/b -1/d/e']);
    expect(found).toMatchObject({ groupCount: 2, savedBytes: 13, unreadLayers: 0 });
    expect(found.groups[1]!.hash).toBe(createHash('sha256').update('xx').digest('hex'));
    expect(found.files).toBe(8);
    // Nothing was hashed before: the uncompressed layers were listed by their headers.
    expect(found.hashedBytes).toBe(3 * 9 + 5 * 2);
    expect(found.again).toEqual({ ...found, again: undefined, hashedBytes: 0 });
  });

  test('are no copies where they are empty, links, or names of one file', async () => {
    const found = await find([
      layer(
        file('a', 'content'),
        hardLink('b', 'a'),
        symlink('c', 'a'),
        file('empty', ''),
        file('none', ''),
      ),
      layer(hardLink('d', 'a'), file('e', 'else!!!')),
    ]);
    expect(found.groups).toEqual([]);
    expect(found.savedBytes).toBe(0);
    expect(found.files).toBe(2);
  });

  test('are seen when any name of the file is', async () => {
    const found = await find([
      layer(file('a', 'content'), hardLink('b', 'a'), file('c', 'content')),
      layer(whiteout('a'), whiteout('c')),
    ]);
    expect(told(found)).toEqual(['7 = 2 x 7: 0/b -0/c']);
  });

  test('are found also where a later entry of their layer took their place', async () => {
    const tar = await packTar([file('a', 'one'), file('a', 'two'), file('sub/b', 'one')]);
    const found = await find([rawLayer(tar)]);
    expect(told(found)).toEqual(['3 = 2 x 3: -0/a 0/sub/b']);
  });

  test('are not looked for below a size', async () => {
    const layers = [layer(file('a', 'xx'), file('b', 'xx'), file('c', 'long'), file('d', 'long'))];
    expect((await find(layers, 3)).groups).toHaveLength(1);
    expect((await find(layers, 4)).groups).toHaveLength(1);
    expect((await find(layers, 5)).files).toBe(0);
  });

  test('of compressed layers are known without reading them again', async () => {
    const items = [file('a', 'content'), file('b', 'content')];
    for (const compression of ['gzip', 'zstd'] as const) {
      const found = await find([compressed(layer(...items), compression)]);
      expect(told(found)).toEqual(['7 = 2 x 7: 0/a 0/b']);
      expect(found.hashedBytes).toBe(0);
    }
  });

  test('leave out what is cut off, and say so', async () => {
    const tar = await packTar([file('a', 'x'.repeat(3000)), file('b', 'x'.repeat(3000))]);
    const found = await find([rawLayer(tar.subarray(0, 3000 + 512 * 4)), layer(file('c', '1'))]);
    expect(found.groups).toEqual([]);
    expect(found.unreadLayers).toBe(1);
  });
});

describe('a layer of several images', () => {
  const base = layer(file('base', 'content'));

  test('is one layer', async () => {
    const session = testSession();
    const recipes = [
      image({ ref: 'a:1', layers: [base, layer(file('one', 'content'))] }),
      image({ ref: 'b:1', layers: [base, layer(file('two', 'content'))] }),
    ];
    const images = await searched(session, await packed(...recipes));
    const found = await findDuplicates(images, 1, session.shelf, unwatchedJob());
    expect(told(found)).toEqual(['14 = 3 x 7: 0/base 1/one 1/two']);
    expect(found.groups[0]!.copies.map((copy) => copy.images)).toEqual([2, 1, 1]);
    expect(found.groups[0]!.copies.map((copy) => copy.image)).toEqual([
      images[0]!.image,
      images[0]!.image,
      images[1]!.image,
    ]);
  });

  test('is one layer also where it lies in two archives, packed otherwise', async () => {
    const session = testSession();
    const other = path.join(temporaryFolder(), 'other.tar');
    const packedBase = compressed(base, 'gzip');
    const recipe = image({ ref: 'a:1', layers: [packedBase, layer(file('x', 'content'))] });
    writeFileSync(other, await packMembers(await ociMembers([recipe])));
    const images = [
      ...(await searched(session, await packed(image({ layers: [base] })))),
      ...(await searched(session, await packed(image({ layers: [base] })))),
      ...(await searched(session, other)),
    ];
    const found = await findDuplicates(images, 1, session.shelf, unwatchedJob());
    expect(told(found)).toEqual(['7 = 2 x 7: 0/base 1/x']);
    expect(found.groups[0]!.copies.map((copy) => copy.images)).toEqual([3, 1]);
  });

  test('is several where its config lies about what it is', async () => {
    const session = testSession();
    const [truth, lie] = [layer(file('a', 'same!')), layer(file('b', 'other'), file('c', 'same!'))];
    const honest = await packed(image({ layers: [truth] }));
    const [first] = await searched(session, honest);
    const images = [
      ...(await searched(session, honest)),
      ...(await searched(
        session,
        await packed(
          image({
            layers: [lie],
            document: { rootfs: { type: 'layers', diff_ids: first!.statedDiffIds } },
          }),
        ),
      )),
    ];
    const found = await findDuplicates(images, 1, session.shelf, unwatchedJob());
    expect(told(found)).toEqual(['5 = 2 x 5: 0/a 0/c']);
  });
});

test('progress counts the bytes that are hashed, and the work can be given up', async () => {
  const session = testSession();
  const big = 'x'.repeat(3_000_000);
  const layers = [layer(file('a', big), file('b', big))];
  const images = await searched(session, await packed(image({ layers })));
  const controller = new AbortController();
  const cancelled = findDuplicates(images, 1, session.shelf, {
    signal: controller.signal,
    progress: () => controller.abort(),
  });
  await expect(cancelled).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  const seen: (readonly [number, number | null])[] = [];
  await findDuplicates(images, 1, session.shelf, {
    ...unwatchedJob(),
    progress: (done, total) => seen.push([done, total]),
  });
  expect(seen.at(-1)).toEqual([6_000_000, 6_000_000]);
});

/** A layer as some small files, of which many are alike. */
const files = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd/e', 'd/f', 'g/h'),
  fc.constantFrom('', 'x', 'y', 'xx', 'yy', 'zz', 'long one', 'long two'),
);

test('any layers give what a plain walk over their files gives', { timeout: 120_000 }, async () => {
  const stacks = fc.array(fc.record({ files, compression: fc.constantFrom('none', 'gzip') }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(stacks, fc.integer({ min: 1, max: 3 }), async (stack, minBytes) => {
      const copies = new Map<string, string[]>();
      const seen = new Set<string>();
      for (const [at, each] of stack.entries()) {
        const entries = Object.entries(each.files);
        // A layer that stands in the stack twice is one.
        const same = JSON.stringify(entries);
        if (seen.has(same)) continue;
        seen.add(same);
        for (const [name, content] of entries) {
          if (content.length < minBytes) continue;
          copies.set(content, [...(copies.get(content) ?? []), `${at}/${name}`]);
        }
      }
      const wanted = [...copies].flatMap(([content, places]) =>
        places.length < 2
          ? []
          : [`${(places.length - 1) * content.length} ${places.toSorted().join(' ')}`],
      );
      const found = await find(
        stack.map((each) => compressed(layer(...itemsOf(each.files)), each.compression)),
        minBytes,
      );
      const ours = found.groups.map(
        (group) =>
          `${group.savedBytes} ${group.copies
            .map((copy) => `${copy.layer}/${copy.path}`)
            .toSorted()
            .join(' ')}`,
      );
      expect(ours.toSorted()).toEqual(wanted.toSorted());
    }),
    { numRuns: 60 },
  );
});

function itemsOf(contents: Readonly<Record<string, string>>): readonly TarItem[] {
  return Object.entries(contents).map(([name, content]) => file(name, content));
}

const built = builtImages('python-app-1.tar', 'edge.tar');
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Python's own tarfile over every layer, hashing every file of it. */
const walkScript = `
import sys, json, tarfile, hashlib, collections
groups = collections.defaultdict(list)
outer = tarfile.open(sys.argv[1])
for name in json.load(outer.extractfile('manifest.json'))[0]['Layers']:
    layer = tarfile.open(fileobj=outer.extractfile(name))
    for entry in layer:
        if not entry.isreg() or entry.size == 0: continue
        groups[hashlib.sha256(layer.extractfile(entry).read()).hexdigest()].append(entry.size)
print(json.dumps({digest: sizes for digest, sizes in groups.items() if len(sizes) > 1}))
`;

describe.skipIf(built === null || !hasPython)('a walk that hashes every file', () => {
  test.each(['python-app-1.tar', 'edge.tar'])(
    'of %s gives the same',
    { timeout: 300_000 },
    async (name) => {
      const archive = path.join(built ?? '', name);
      const { status, stdout } = spawnSync('python3', ['-c', walkScript, archive], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      expect(status).toBe(0);
      const groups: Readonly<Record<string, readonly number[]>> = JSON.parse(stdout);
      const theirs = Object.entries(groups);
      const session = testSession();
      const found = await findDuplicates(
        await searched(session, archive),
        1,
        session.shelf,
        unwatchedJob(),
      );
      expect(theirs.length).toBeGreaterThan(0);
      expect(found.groupCount).toBe(theirs.length);
      expect(found.groups.map(({ hash, copyCount }) => `${hash} ${copyCount}`).toSorted()).toEqual(
        theirs.map(([hash, sizes]) => `${hash} ${sizes.length}`).toSorted(),
      );
      const saved = theirs.reduce((sum, [, sizes]) => sum + sizes[0]! * (sizes.length - 1), 0);
      expect(found.savedBytes).toBe(saved);
    },
  );
});

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import { fileAt } from '../../../electron/engine/session/session.ts';
import type { OpenedSource } from '../../../electron/engine/session/session.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { Priority } from '../../../electron/engine/worker/task-runner.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { compressed, image, layer, rawLayer } from '../../fixtures/image.ts';
import type { ImageRecipe } from '../../fixtures/image.ts';
import { changeListing, listing } from '../../fixtures/listing.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { packMembers } from '../../fixtures/outer.ts';
import type { Member } from '../../fixtures/outer.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { directory, file, hardLink, opaque, symlink, whiteout } from '../../fixtures/tar.ts';

const layers = [
  layer(
    directory('etc'),
    file('etc/motd', 'hello'),
    file('etc/same', 'abc'),
    symlink('bin', 'usr/bin'),
  ),
  layer(file('etc/motd', 'howdy'), file('etc/same', 'abc', { mode: 0o600 }), whiteout('bin')),
  layer(opaque('etc'), file('etc/new', 'n'), hardLink('linked', 'etc/new')),
];

async function open(members: readonly Member[]): Promise<OpenedSource> {
  const archive = path.join(temporaryFolder(), 'image.tar');
  writeFileSync(archive, await packMembers(members));
  return testSession().open(archive, unwatchedJob());
}

function docker(recipe: ImageRecipe): Promise<OpenedSource> {
  return dockerMembers([recipe]).then(open);
}

describe.each([
  ['plain', layers],
  ['gzip', layers.map((each) => compressed(each, 'gzip'))],
  ['mixed', layers.map((each, at) => (at === 1 ? compressed(each, 'gzip') : each))],
] as const)('an image with %s layers', (_, stored) => {
  test('gives the union after every layer and what each changed', async () => {
    const { tree, facts } = await readWhole(await docker(image({ ref: 'app:1', layers: stored })));
    expect(listing(tree, 0)).toEqual({
      bin: '-> usr/bin',
      etc: 'd755',
      'etc/motd': 'file 5 644',
      'etc/same': 'file 3 644',
    });
    expect(changeListing(tree, 0, 1)).toEqual({
      bin: 'removed',
      'etc/motd': 'modified content',
      'etc/same': 'modified mode',
    });
    expect(listing(tree)).toEqual({ etc: 'd755', 'etc/new': 'file 1 644', linked: 'file 1 644' });
    expect(facts).toMatchObject({ unionBytes: 1, unionEntries: 3, problems: [] });
    expect(facts.layers.map(({ changes }) => changes)).toEqual([
      { added: 4, modified: 0, removed: 0 },
      { added: 0, modified: 2, removed: 1 },
      { added: 2, modified: 0, removed: 2 },
    ]);
  });

  test('gives the content of a file as it stood after any layer', async () => {
    const read = await readWhole(await docker(image({ layers: stored })));
    const motd = findNode(read.tree, 'etc/motd');
    const texts = await Promise.all(
      [0, 1].map(async (at) => {
        const preview = await new InlineRunner().run(
          'file.preview',
          { ...fileAt(read, at, motd), limit: 100 },
          { priority: Priority.interactive },
        );
        return Buffer.from(preview.bytes).toString();
      }),
    );
    expect(texts).toEqual(['hello', 'howdy']);
    expect(() => fileAt(read, 2, motd)).toThrow('entry-unknown');
  });

  test('proves every digest it states', async () => {
    const source = await open(await ociMembers([image({ ref: 'app:1', layers: stored })]));
    const { checks, problems } = await source.prove(unwatchedJob());
    expect(checks.map(({ over, result }) => `${over} ${result}`).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'blob verified'),
      ...Array.from({ length: 3 }, () => 'diff-id verified'),
    ]);
    expect(problems).toEqual([]);
  });
});

test('a layer that is not what its diffID says is shown and reported', async () => {
  const wrong = `sha256:${'0'.repeat(64)}`;
  const source = await docker(
    image({ layers, document: { rootfs: { type: 'layers', diff_ids: [wrong, wrong, wrong] } } }),
  );
  expect(Object.keys(listing((await readWhole(source)).tree))).toEqual([
    'etc',
    'etc/new',
    'linked',
  ]);
  const { problems } = await source.prove(unwatchedJob());
  expect(problems.map(({ code }) => code)).toContain('diff-id-mismatch');
});

test('a layer that is missing is not counted as verified', async () => {
  const members = await dockerMembers([image({ layers })]);
  const layerTar = members.find((member) => 'name' in member && member.name.endsWith('/layer.tar'));
  const source = await open(members.filter((member) => member !== layerTar));
  const { checks } = await source.prove(unwatchedJob());
  expect(checks.map(({ result }) => result).toSorted()).toEqual([
    'missing',
    'verified',
    'verified',
  ]);
});

test('a damaged layer leaves the others to be seen', async () => {
  const damaged = compressed(layer(file('lost', 'x'.repeat(5000))), 'gzip');
  const built = await dockerMembers([
    image({ layers: [layers[0]!, damaged, layer(file('top', 't'))] }),
  ]);
  const source = await open(built.map((member) => cutMember(member)));
  const { tree, facts } = await readWhole(source);
  expect(listing(tree)).toMatchObject({ etc: 'd755', top: 'file 1 644' });
  expect(facts.problems.map(({ where }) => where.layer)).toContain(1);

  /** Cuts the compressed layer, found by its magic bytes, in half. */
  function cutMember(member: Member): Member {
    if (!('bytes' in member) || member.bytes[0] !== 0x1f) return member;
    return { ...member, bytes: member.bytes.subarray(0, member.bytes.length / 2) };
  }
});

test('an empty layer of no bytes is a layer without entries', async () => {
  const { tree, facts } = await readWhole(
    await docker(image({ layers: [layers[0]!, rawLayer(Buffer.alloc(0))] })),
  );
  expect(Object.keys(listing(tree))).toHaveLength(4);
  expect(facts.layers.map(({ entries }) => entries)).toEqual([4, 0]);
});

test('a file that is replaced while it is open is not read on', async () => {
  const archive = path.join(temporaryFolder(), 'image.tar');
  writeFileSync(archive, await packMembers(await dockerMembers([image({ layers })])));
  const source = await testSession().open(archive, unwatchedJob());
  writeFileSync(archive, Buffer.alloc(20_000, 1));
  const { facts } = await readWhole(source);
  expect(facts.problems.map(({ code }) => code)).toEqual([
    'source-changed',
    'source-changed',
    'source-changed',
  ]);
});

test('a cancelled reading is forgotten and can be begun again', async () => {
  const source = await docker(image({ layers }));
  const key = source.archive.contents.images[0]!.key;
  const cancelled = source.readImage(key, unwatchedJob(AbortSignal.abort()));
  await expect(cancelled).rejects.toThrow('cancelled');
  expect((await readWhole(source)).facts.unionEntries).toBe(3);
});

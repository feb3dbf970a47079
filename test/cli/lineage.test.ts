import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { buildImage, compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file } from '../fixtures/tar.ts';
import { archiveOf, programOn, runProgram } from './run-program.ts';

const bottom = compressed(
  layer(
    directory('etc'),
    file('etc/os-release', 'PRETTY_NAME="Test Linux 7"\nID=test\n'),
    file('big', 'b'.repeat(10_000)),
  ),
  'gzip',
);
const middle = layer(file('middle', 'm'.repeat(5_000)));
const base = image({ ref: 'base:7', layers: [bottom] });
const one = image({ ref: 'app:1', layers: [bottom, middle, layer(file('one', '1'))] });
const two = image({ ref: 'app:2', layers: [bottom, middle, layer(file('two', '22'))] });

interface Facts {
  readonly id: string;
  readonly diffIds: readonly string[];
  readonly chainIds: readonly string[];
}

/** What the recipe of an image says, reckoned apart from the engine. */
async function factsOf(recipe: typeof one): Promise<Facts> {
  const { layers, configDigest } = await buildImage(recipe);
  const diffIds = layers.map(({ diffId }) => diffId);
  const chainIds: string[] = [];
  for (const diffId of diffIds) {
    const below = chainIds.at(-1);
    const text = `${below} ${diffId}`;
    const chained = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    chainIds.push(below === undefined ? diffId : chained);
  }
  return { id: configDigest, diffIds, chainIds };
}

interface LineageNode {
  readonly chainId: string;
  readonly diffId: string;
  readonly parent: string | null;
  readonly storedBytes: number;
  readonly unpackedBytes: number;
  readonly images: readonly string[];
}

describe('lineage --json', () => {
  test('is the trie of the chains, of archives and of the store alike', async () => {
    const [facts7, facts1, facts2] = [await factsOf(base), await factsOf(one), await factsOf(two)];
    const first = await archiveOf(await ociMembers([base, one]));
    const second = await archiveOf(await ociMembers([two]));
    const run = programOn(temporaryFolder());
    await run('store', 'load', first, second);
    const opened = await run('lineage', '--json', first, second);
    const stored = await run('lineage', '--json');
    for (const { code, stdout, stderr } of [opened, stored]) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const { nodes, images }: { nodes: LineageNode[]; images: unknown[] } = JSON.parse(stdout);
      const expected = [facts7, facts1, facts2].flatMap(({ id, diffIds, chainIds }) =>
        chainIds.map((chainId, at) => ({
          chainId,
          diffId: diffIds[at],
          parent: chainIds[at - 1] ?? null,
          isTop: at === chainIds.length - 1 ? id : null,
        })),
      );
      expect(new Set(nodes.map(({ chainId }) => chainId))).toEqual(
        new Set(expected.map(({ chainId }) => chainId)),
      );
      expect(nodes).toHaveLength(4);
      for (const { chainId, diffId, parent, isTop } of expected) {
        const node = nodes.find((each) => each.chainId === chainId);
        expect(node).toMatchObject({ diffId, parent });
        if (isTop !== null) expect(node?.images).toEqual([isTop]);
      }
      expect(nodes.map(({ unpackedBytes }) => unpackedBytes).toSorted((a, b) => a - b)).toEqual([
        2048, 2048, 6656, 13_312,
      ]);
      expect(images).toContainEqual(
        expect.objectContaining({
          id: facts1.id,
          references: ['app:1'],
          parents: [facts7.id],
          chainId: facts1.chainIds.at(-1),
        }),
      );
    }
    // Stored as they lie in the archive: gzip, and plain.
    const { nodes }: { nodes: LineageNode[] } = JSON.parse(stored.stdout);
    expect(nodes[0]?.storedBytes).toBeLessThan(1000);
  });

  test('of an empty store has no nodes', async () => {
    const { code, stdout } = await runProgram('lineage', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ nodes: [], images: [] });
  });
});

test('lineage is an indented tree with what is added, and what the root is', async () => {
  const run = programOn(temporaryFolder());
  await run('store', 'load', await archiveOf(await dockerMembers([base, one, two])));
  const { code, stdout } = await run('lineage');
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toEqual([
    'base:7  1 layer, 13.3 kB  Test Linux 7 (os-release)',
    '  (shared)  +1 layer, +6.66 kB, by 2 images',
    '    app:1  +1 layer, +2.05 kB',
    '    app:2  +1 layer, +2.05 kB',
  ]);
});

describe('usage', () => {
  const expectedTotals = {
    images: 3,
    layers: 4,
    uniqueBytes: 4096,
    sharedBytes: 13_312 + 6656,
    diskBytes: 4096 + 13_312 + 6656,
    logicalBytes: 3 * 13_312 + 2 * 6656 + 4096,
    unknownLayers: 0,
  };

  test('--json counts each layer once, of archives and of the store alike', async () => {
    const ids = await Promise.all([one, two, base].map(async (each) => (await factsOf(each)).id));
    const first = await archiveOf(await ociMembers([base, one]));
    const second = await archiveOf(await ociMembers([one, two]));
    const run = programOn(temporaryFolder());
    await run('store', 'load', first, second);
    for (const operands of [[first, second], [], [first, 'store:']]) {
      const { code, stdout, stderr } = await run('usage', '--json', ...operands);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const usage = JSON.parse(stdout);
      if (operands.length !== 2 || operands[1] === 'store:') expect(usage.basis).toBe('unpacked');
      expect(usage.totals).toMatchObject(expectedTotals);
      expect(usage.images).toMatchObject([
        { id: ids[0], references: ['app:1'], size: 22_016, shared: 19_968, unique: 2048 },
        { id: ids[1], references: ['app:2'], size: 22_016, shared: 19_968, unique: 2048 },
        { id: ids[2], references: ['base:7'], size: 13_312, shared: 13_312, unique: 0 },
      ]);
      expect(usage.layers).toHaveLength(4);
      expect(usage.layers[0]).toMatchObject({ bytes: 13_312, images: ids });
    }
  });

  test('--stored counts the blobs', async () => {
    const run = programOn(temporaryFolder());
    await run('store', 'load', await archiveOf(await ociMembers([base, one])));
    const usage = JSON.parse((await run('usage', '--stored', '--json')).stdout);
    expect(usage.basis).toBe('stored');
    expect(usage.layers[0].bytes).toBeLessThan(1000);
    const store = JSON.parse((await run('store', 'inspect', 'base:7', '--json')).stdout);
    expect(usage.layers[0].bytes).toBe(store.layers[0].storedBytes);
    expect(usage.images.at(-1)).toMatchObject({ size: store.layers[0].storedBytes, unique: 0 });
  });

  test('for people is totals and two tables', async () => {
    const { code, stdout } = await runProgram(
      'usage',
      await archiveOf(await dockerMembers([base, one, two])),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3 images, 4 layers: 24\.1 kB unpacked\n {2}unique {7}4\.1 kB\n/);
    expect(stdout).toMatch(/\nimage +ID +size +shared +unique\napp:1 +[0-9a-f]{12} +22 kB/);
    expect(stdout).toMatch(/\nlayer +bytes +images +command\n[0-9a-f]{12} +13\.3 kB +3/);
  });

  test.each(['usage', 'lineage'])('%s says what it cannot open', async (command) => {
    expect(await runProgram(command, '/nowhere.tar')).toMatchObject({ code: 2, stdout: '' });
    expect(await runProgram(command, 'store:nope')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'layerscope: there is nothing in the layer store\n',
    });
  });
});

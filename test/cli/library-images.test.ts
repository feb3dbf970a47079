import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, hasOracle } from '../engine/export/oracles.ts';
import { builtImages } from '../fixtures/built-images.ts';
import { programOn } from './run-program.ts';

const archives = [
  'debian-base.tar',
  'python-app-1.tar',
  'python-app-2.tar',
  'node-app.tar',
  'bundle.tar',
] as const;
const folder = builtImages(...archives);

/** An image as manifest.json and its config describe it, read without the engine. */
interface Stack {
  readonly id: string;
  readonly references: readonly string[];
  readonly diffIds: readonly string[];
  readonly chainIds: readonly string[];
}

interface DockerItem {
  readonly Config: string;
  readonly RepoTags: readonly string[];
}

function tar(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('tar', [...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The images of all archives, each once with all its names. */
function stacksOf(paths: readonly string[]): readonly Stack[] {
  const stacks = new Map<string, Stack>();
  for (const opened of paths) {
    const items: readonly DockerItem[] = JSON.parse(tar('-xOf', opened, 'manifest.json'));
    for (const { Config: config, RepoTags: tags } of items) {
      const id = `sha256:${path.basename(config, '.json')}`;
      const { rootfs } = JSON.parse(tar('-xOf', opened, config));
      const diffIds: readonly string[] = rootfs.diff_ids;
      const references = [...new Set([...(stacks.get(id)?.references ?? []), ...tags])].toSorted();
      stacks.set(id, { id, references, diffIds, chainIds: chainOf(diffIds) });
    }
  }
  return [...stacks.values()];
}

/** OCI image-spec, config.md, Layer ChainID. */
function chainOf(diffIds: readonly string[]): readonly string[] {
  const chain: string[] = [];
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    const hash = createHash('sha256').update(`${below} ${diffId}`).digest('hex');
    chain.push(below === undefined ? diffId : `sha256:${hash}`);
  }
  return chain;
}

/** Bytes of every layer tar by diffID, as the archives list them: they are called after it. */
function layerSizes(paths: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const opened of paths) {
    for (const line of tar('-tvf', opened).split('\n')) {
      const [, size, hex] = /^-\S+ +\S+ +(\d+) .* ([0-9a-f]{64})\.tar$/.exec(line) ?? [];
      if (size !== undefined && hex !== undefined) sizes.set(`sha256:${hex}`, Number(size));
    }
  }
  return sizes;
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, each) => total + each, 0);
}

describe.skipIf(folder === null)('a base, what is built on it and a bundle in one store', () => {
  const paths = archives.map((name) => path.join(folder ?? '', name));
  const work = mkdtempSync(path.join(tmpdir(), 'layerscope-library-'));
  const store = path.join(work, 'store');
  const run = programOn(store);
  let stacks: readonly Stack[] = [];
  let sizes: ReadonlyMap<string, number> = new Map();

  beforeAll(() => {
    stacks = stacksOf(paths);
    sizes = layerSizes(paths);
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test('each shared layer is stored once', { timeout: 120_000 }, async () => {
    const { code, stdout, stderr } = await run('store', 'load', '--json', ...paths);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).refused).toEqual([]);
    const blobs = readdirSync(path.join(store, 'blobs', 'sha256'));
    const bytes = sum(
      blobs.map((name) => statSync(path.join(store, 'blobs', 'sha256', name)).size),
    );
    const layers = new Set(stacks.flatMap(({ diffIds }) => diffIds));
    const layerBytes = sum([...layers].map((diffId) => sizes.get(diffId) ?? Number.NaN));
    for (const diffId of layers) expect(blobs).toContain(diffId.slice('sha256:'.length));
    // A config and a manifest for each image, and nothing else.
    expect(blobs).toHaveLength(layers.size + 2 * stacks.length);
    expect(bytes - layerBytes).toBeGreaterThan(0);
    expect(bytes - layerBytes).toBeLessThan(100_000);
    const listed = JSON.parse((await run('store', 'ls', '--json')).stdout);
    expect(listed.totals).toMatchObject({
      images: stacks.length,
      layers: layers.size,
      storedBytes: bytes,
      unpackedBytes: layerBytes,
      unreferencedBlobs: 0,
    });
  });

  test('lineage is what the chains say', { timeout: 120_000 }, async () => {
    const fromStore = await run('lineage', '--json');
    const fromArchives = await run('lineage', '--json', ...paths);
    for (const { code, stdout } of [fromStore, fromArchives]) {
      expect(code).toBe(0);
      const { nodes, images } = JSON.parse(stdout);
      const expected = new Map<string, { diffId: string; parent: string | null }>();
      for (const { diffIds, chainIds } of stacks) {
        for (const [at, chainId] of chainIds.entries()) {
          expected.set(chainId, { diffId: diffIds[at] ?? '', parent: chainIds[at - 1] ?? null });
        }
      }
      expect(nodes).toHaveLength(expected.size);
      for (const node of nodes) {
        expect(node).toMatchObject(expected.get(node.chainId) ?? {});
        expect(node.unpackedBytes).toBe(sizes.get(node.diffId));
        const ending = stacks.filter(({ chainIds }) => chainIds.at(-1) === node.chainId);
        expect(node.images).toEqual(ending.map(({ id }) => id));
      }
      for (const { id, chainIds } of stacks) {
        const below = stacks
          .filter((other) => other.id !== id && chainIds.includes(other.chainIds.at(-1) ?? ''))
          .toSorted((one, other) => other.chainIds.length - one.chainIds.length);
        const parents = images.find((image: { id: string }) => image.id === id).parents;
        expect(parents).toEqual(below.slice(0, 1).map((parent) => parent.id));
      }
    }
    expect((await run('lineage')).stdout).toMatch(/^localhost\/debian-base:12 .*\n {2}localhost/);
  });

  test('usage is what the chains say', { timeout: 120_000 }, async () => {
    const users = new Map<string, readonly string[]>();
    for (const { id, diffIds } of stacks) {
      for (const diffId of new Set(diffIds)) users.set(diffId, [...(users.get(diffId) ?? []), id]);
    }
    const bytesOf = (diffIds: Iterable<string>): number =>
      sum([...new Set(diffIds)].map((diffId) => sizes.get(diffId) ?? Number.NaN));
    const isShared = (diffId: string): boolean => (users.get(diffId)?.length ?? 0) > 1;
    for (const operands of [[], paths]) {
      const { code, stdout } = await run('usage', '--json', ...operands);
      expect(code).toBe(0);
      const { totals, images, layers } = JSON.parse(stdout);
      const shared = [...users.keys()].filter(isShared);
      const sharedBytes = bytesOf(shared);
      expect(totals).toMatchObject({
        images: stacks.length,
        layers: users.size,
        sharedBytes,
        uniqueBytes: bytesOf(users.keys()) - sharedBytes,
        logicalBytes: sum(stacks.map(({ diffIds }) => bytesOf(diffIds))),
        unknownLayers: 0,
      });
      for (const { id, references, diffIds } of stacks) {
        const image = images.find((each: { id: string }) => each.id === id);
        expect(image).toMatchObject({
          size: bytesOf(diffIds),
          shared: bytesOf(diffIds.filter(isShared)),
          unique: bytesOf(diffIds.filter((diffId) => !isShared(diffId))),
        });
        expect(image.references.toSorted()).toEqual(references);
      }
      for (const { diffId, bytes, images: having } of layers) {
        expect(bytes).toBe(sizes.get(diffId));
        expect(having.toSorted()).toEqual(users.get(diffId)?.toSorted());
      }
    }
  });

  test.skipIf(!hasOracle('umoci'))('umoci lists the names', () => {
    const { ok, stdout } = ask('umoci', ['list', '--layout', store]);
    expect(ok).toBe(true);
    const names = stacks.flatMap(({ references }) => references);
    expect(stdout.trim().split('\n').toSorted()).toEqual(names.toSorted());
  });

  test.skipIf(!hasOracle('skopeo'))(
    'skopeo reads the store, and what it copies has the same config',
    { timeout: 120_000 },
    () => {
      for (const { id, references, diffIds } of stacks) {
        for (const reference of references) {
          const inspected = ask('skopeo', ['inspect', `oci:${store}:${reference}`]);
          expect(inspected).toMatchObject({ ok: true });
          expect(JSON.parse(inspected.stdout).Layers).toEqual(diffIds);
        }
        const [reference = ''] = references;
        const copy = path.join(work, 'copy.tar');
        const source = `oci:${store}:${reference}`;
        const destination = `docker-archive:${copy}`;
        const { ok, stderr } = ask('skopeo', ['--insecure-policy', 'copy', source, destination]);
        expect({ ok, stderr }).toEqual({ ok: true, stderr: '' });
        const [item] = JSON.parse(tar('-xOf', copy, 'manifest.json'));
        expect(`sha256:${path.basename(item.Config, '.json')}`).toBe(id);
        rmSync(copy);
      }
    },
  );
});

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { familyTree } from '../../../electron/engine/lineage/family-tree.ts';
import { imageStack } from '../../../electron/engine/lineage/image-stack.ts';
import { lineageOf } from '../../../electron/engine/lineage/lineage.ts';
import {
  findOsRelease,
  osReleaseBytes,
  osReleaseHint,
} from '../../../electron/engine/lineage/os-release.ts';
import { icicleOf } from '../../../electron/engine/usage/icicle.ts';
import { usageOf } from '../../../electron/engine/usage/usage.ts';
import { fileAt } from '../../../electron/engine/session/session.ts';
import { Priority } from '../../../electron/engine/worker/task-runner.ts';
import { builtImages } from '../../fixtures/built-images.ts';
import { grantOf } from '../../fixtures/image-stacks.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';

const names = ['debian-base.tar', 'python-app-1.tar', 'python-app-2.tar', 'node-app.tar'] as const;
const folder = builtImages(...names, 'bundle.tar');

/** The images of an archive, as far as its documents tell. */
async function described(name: string): Promise<readonly ImageStack[]> {
  const session = testSession();
  const source = await session.open(path.join(folder ?? '', name), unwatchedJob());
  const { contents, images } = source.archive;
  return contents.images.map((image) => {
    const documents = images.get(image.key)?.documents ?? null;
    return imageStack(grantOf(name), image, { facts: null, documents, hints: [] });
  });
}

describe.skipIf(folder === null)('images made by buildah', () => {
  it('find their base, and say how it is known', async () => {
    const stacks = await Promise.all(names.map(described));
    const { images } = lineageOf(gatherStacks(stacks.flat()));
    const known = images.map(({ references, parents, bases }) => [
      references[0],
      parents.map((parent) => images[parent]?.references[0]),
      bases.map(({ how, rule, layers, name }) => [rule ?? how, layers, name].join(' ')),
    ]);
    const base = 'localhost/debian-base:12';
    const bases = [
      `layers 1 ${base}`,
      `from-comment 1 ${base}`,
      'root-file-system 1 Debian bookworm',
    ];
    expect(known).toEqual([
      [base, [], []],
      ['localhost/node-app:1.0', [base], bases],
      ['localhost/python-app:1.0', [base], bases],
      ['localhost/python-app:2.0', [base], bases],
    ]);
  });

  it('are drawn with the layers that two builds share as a prefix, base or no base', async () => {
    const apps = (await Promise.all(names.slice(1).map(described))).flat();
    const lineage = lineageOf(gatherStacks(apps));
    const tree = familyTree(lineage);
    const members = tree.members.map(({ kind, nodes, parent, images }) => {
      return [
        kind,
        nodes.length,
        parent,
        images.map((image) => lineage.images[image]?.references[0]),
      ];
    });
    const shared = members.filter(([kind]) => kind === 'prefix');
    expect(shared[0]).toEqual(['prefix', 1, null, []]);
    expect(tree.members[0]?.names.map(({ name }) => name)).toEqual([
      'Debian bookworm',
      'localhost/debian-base:12',
    ]);
    expect(shared).toHaveLength(2);
  });

  it('count once when a bundle holds them again', async () => {
    const single = (await Promise.all(names.map(described))).flat();
    const bundle = await described('bundle.tar');
    const alone = usageOf(gatherStacks(single));
    const both = usageOf(gatherStacks([...single, ...bundle]));
    expect(bundle.length).toBeGreaterThan(1);
    const known = new Set(single.map(({ id }) => id));
    const others = bundle.filter(({ id }) => !known.has(id));
    expect(both.totals.images).toBe(alone.totals.images + others.length);
    if (others.length === 0) expect(both.totals.disk).toEqual(alone.totals.disk);
    const longest = icicleOf(lineageOf(gatherStacks(single)), 'stored').bytes;
    expect(longest).toBe(Math.max(...alone.images.map(({ size }) => size.stored.bytes)));
  });

  it('name their distribution in the layer that brought it', async () => {
    const session = testSession();
    const source = await session.open(path.join(folder ?? '', 'debian-base.tar'), unwatchedJob());
    const [image] = source.archive.contents.images;
    const read = await readWhole(source);
    const found = findOsRelease(read.tree);
    expect(found?.layer).toBe(0);
    const { bytes } = await session.tasks.run(
      'file.preview',
      { ...fileAt(read, found!.layer, found!.node), limit: osReleaseBytes },
      { priority: Priority.interactive },
    );
    const hints = osReleaseHint(new TextDecoder().decode(bytes), found!.layer);
    const stack = imageStack('store', image!, { facts: read.facts, documents: null, hints });
    const { images } = lineageOf(gatherStacks([stack]));
    expect(images[0]?.bases).toEqual([
      {
        how: 'os-release',
        rule: null,
        layers: 1,
        name: 'Debian GNU/Linux 12 (bookworm)',
        images: [],
      },
    ]);
    expect(stack.layers[0]?.unpackedBytes).toBe(stack.layers[0]?.storedBytes);
  });
});

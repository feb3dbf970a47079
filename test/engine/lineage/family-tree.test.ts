import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { familyTree } from '../../../electron/engine/lineage/family-tree.ts';
import { lineageOf } from '../../../electron/engine/lineage/lineage.ts';
import { libraries } from '../../fixtures/image-libraries.ts';
import { stackLayer, stackOf } from '../../fixtures/image-stacks.ts';

function treeOf(...stacks: readonly ImageStack[]) {
  const lineage = lineageOf(gatherStacks(stacks));
  return { lineage, tree: familyTree(lineage) };
}

/** Members as short lines: kind, names, layers added, parent. */
function lines(...stacks: readonly ImageStack[]): readonly string[] {
  const { lineage, tree } = treeOf(...stacks);
  return tree.members.map(({ kind, images, nodes, parent }) => {
    const names = images.map((image) => lineage.images[image]?.references[0] ?? '-');
    return `${kind} ${names.join(',')} +${nodes.length} on ${parent ?? 'nothing'}`;
  });
}

function saying(reference: string, words: readonly string[], ...baseHints: readonly BaseHint[]) {
  return stackOf(reference, words, { baseHints });
}

describe('the family tree', () => {
  it('draws runs of layers together and keeps images and branches', () => {
    expect(
      lines(
        stackOf('base:1', ['a', 'b']),
        stackOf('app:1', ['a', 'b', 'c', 'd', 'e']),
        stackOf('app:2', ['a', 'b', 'c', 'd', 'f']),
        stackOf('lone:1', ['z']),
      ),
    ).toEqual([
      'image base:1 +2 on nothing',
      'prefix  +2 on 0',
      'image app:1 +1 on 1',
      'image app:2 +1 on 1',
      'image lone:1 +1 on nothing',
    ]);
  });

  it('begins with a bare prefix where the base is not at hand', () => {
    expect(lines(stackOf('app:1', ['a', 'b', 'c']), stackOf('app:2', ['a', 'b', 'd']))).toEqual([
      'prefix  +2 on nothing',
      'image app:1 +1 on 0',
      'image app:2 +1 on 0',
    ]);
  });

  it('has images without layers, and platforms one after the other', () => {
    const arm = { platform: { os: 'linux', architecture: 'arm64', variant: '', osVersion: '' } };
    const { tree } = treeOf(
      stackOf('bare:1', []),
      stackOf('app:1', ['a']),
      stackOf('arm:1', ['a'], arm),
    );
    expect(tree.members.map(({ nodes, parent }) => [nodes.length, parent])).toEqual([
      [0, null],
      [1, null],
      [1, null],
    ]);
    expect(tree.groups.map(({ first, end }) => [first, end])).toEqual([
      [0, 2],
      [2, 3],
    ]);
  });

  it('adds a layer that repeats only once', () => {
    const { tree } = treeOf(
      stackOf('base:1', ['a', 'a']),
      stackOf('app:1', ['a', 'a', 'a', 'b', 'b']),
    );
    expect(tree.members.map(({ added }) => added.stored.bytes)).toEqual([
      stackLayer('a').storedBytes,
      stackLayer('b').storedBytes,
    ]);
  });
});

describe('a prefix that is no image at hand', () => {
  const debian: BaseHint = {
    how: 'annotation',
    place: 'manifest',
    reference: 'debian:12',
    digest: null,
  };
  const step: BaseHint = {
    how: 'history',
    rule: 'from-comment',
    layers: 2,
    reference: 'node:22',
    imageId: null,
    system: null,
  };
  const release: BaseHint = {
    how: 'os-release',
    layers: 1,
    release: { prettyName: '', id: 'alpine', versionId: '3.20' },
  };

  function rootNames(...stacks: readonly ImageStack[]) {
    return treeOf(...stacks).tree.members[0]?.names.map(({ how, name }) => `${how} ${name}`);
  }

  it('takes the names of its images, each with how it is known', () => {
    expect(
      rootNames(
        saying('app:1', ['a', 'b', 'c'], debian, step, release),
        saying('app:2', ['a', 'b', 'd'], debian),
      ),
    ).toEqual(['annotation debian:12', 'history node:22', 'os-release alpine 3.20']);
  });

  it('takes no annotation that its images do not agree on', () => {
    expect(
      rootNames(saying('app:1', ['a', 'b', 'c'], debian), saying('app:2', ['a', 'b', 'd'])),
    ).toEqual([]);
  });

  it('takes no boundary of another place', () => {
    expect(rootNames(saying('app:1', ['a', 'c', 'd'], step), saying('app:2', ['a', 'e']))).toEqual(
      [],
    );
  });

  it('an image is never called by what it is built on', () => {
    expect(rootNames(saying('app:1', ['a', 'b', 'c'], debian, step, release))).toEqual([
      'os-release alpine 3.20',
    ]);
  });
});

describe('for every library', () => {
  it('the members hold every node and every image once', () => {
    fc.assert(
      fc.property(libraries, (stacks) => {
        const { lineage, tree } = treeOf(...stacks);
        const nodes = tree.members.flatMap((member) => member.nodes);
        expect(nodes.toSorted((a, b) => a - b)).toEqual([...lineage.nodes.keys()]);
        const images = tree.members.flatMap((member) => member.images);
        expect(images.toSorted((a, b) => a - b)).toEqual([...lineage.images.keys()]);
        for (const [place, { parent, children, kind }] of tree.members.entries()) {
          if (parent !== null) expect(tree.members[parent]?.children).toContain(place);
          if (kind === 'prefix') expect(children.length).toBeGreaterThan(1);
        }
      }),
    );
  });
});

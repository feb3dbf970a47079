import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageStack } from '../../../shared/model/image-stack.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import type { Lineage } from '../../../shared/model/lineage.ts';
import { chainIds } from '../../../electron/engine/image/chain.ts';
import { gatherStacks } from '../../../electron/engine/image/stack-set.ts';
import { lineageOf } from '../../../electron/engine/lineage/lineage.ts';
import { libraries } from '../../fixtures/image-libraries.ts';
import { digestOf, manyStacks, stackLayer, stackOf } from '../../fixtures/image-stacks.ts';

function lineage(...stacks: readonly ImageStack[]): Lineage {
  return lineageOf(gatherStacks(stacks));
}

/** Parents and children by name. */
function family(found: Lineage): Record<string, readonly (readonly string[])[]> {
  const names = found.images.map(({ references }) => references[0] ?? '-');
  return Object.fromEntries(
    found.images.map(({ parents, children }, image) => [
      names[image],
      [parents, children].map((relatives) => relatives.map((each) => names[each] ?? '')),
    ]),
  );
}

function platform(architecture: string, variant = '') {
  return { platform: { os: 'linux', architecture, variant, osVersion: '' } };
}

describe('lineage', () => {
  const found = lineage(
    stackOf('base:1', ['a', 'b']),
    stackOf('app:1', ['a', 'b', 'c', 'd']),
    stackOf('app:2', ['a', 'b', 'c', 'e']),
    stackOf('app:3', ['a', 'b', 'c', 'e', 'f']),
    stackOf('other:1', ['z']),
  );

  it('finds the nearest image whose layers are the lowest of another', () => {
    expect(family(found)).toEqual({
      'app:1': [['base:1'], []],
      'app:2': [['base:1'], ['app:3']],
      'app:3': [['app:2'], []],
      'base:1': [[], ['app:1', 'app:2']],
      'other:1': [[], []],
    });
  });

  it('has every stack of layers once, each before what is on top of it', () => {
    const nodes = found.nodes.map(({ command, parent, depth, end, imagesThrough }) => [
      command,
      parent,
      depth,
      end,
      imagesThrough,
    ]);
    expect(nodes).toEqual([
      ['RUN a', null, 0, 6, 4],
      ['RUN b', 0, 1, 6, 4],
      ['RUN c', 1, 2, 6, 3],
      ['RUN d', 2, 3, 4, 1],
      ['RUN e', 2, 3, 6, 2],
      ['RUN f', 4, 4, 6, 1],
      ['RUN z', null, 0, 7, 1],
    ]);
  });

  it('gives every node the chainID of its stack', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((word) => stackLayer(word).diffId);
    expect(found.nodes.slice(0, 3).map(({ chainId }) => chainId)).toEqual(
      chainIds([a!, b!, c!].map((each) => each)),
    );
  });

  it('names both of two images with the very same layers, and makes neither the other one’s parent', () => {
    const twins = lineage(
      stackOf('one:1', ['a']),
      stackOf('two:1', ['a']),
      stackOf('child:1', ['a', 'b']),
    );
    expect(family(twins)).toEqual({
      'child:1': [['one:1', 'two:1'], []],
      'one:1': [[], ['child:1']],
      'two:1': [[], ['child:1']],
    });
  });

  it('keeps platforms apart, but not how their variants are written', () => {
    const apart = lineage(
      stackOf('base:1', ['a'], platform('arm64', 'v8')),
      stackOf('arm:1', ['a', 'b'], platform('arm64')),
      stackOf('intel:1', ['a', 'b'], platform('amd64')),
    );
    expect(family(apart)).toEqual({
      'arm:1': [['base:1'], []],
      'base:1': [[], ['arm:1']],
      'intel:1': [[], []],
    });
    expect(apart.platforms.map(({ platform: each }) => each.architecture)).toEqual([
      'amd64',
      'arm64',
    ]);
  });

  it('does not take an image without layers for the parent of all', () => {
    const bare = lineage(stackOf('scratch:1', []), stackOf('app:1', ['a']));
    expect(family(bare)).toEqual({ 'app:1': [[], []], 'scratch:1': [[], []] });
    expect(bare.images[1]?.node).toBeNull();
  });

  it('relates images by their blobs where diffIDs are missing, and then has no chainID', () => {
    const bare = ['a', 'b', 'c'].map((word) => stackLayer(word, { diffId: null }));
    const old = lineage(stackOf('base:1', bare.slice(0, 2)), stackOf('app:1', bare));
    expect(family(old)['app:1']).toEqual([['base:1'], []]);
    expect(old.nodes.map(({ chainId }) => chainId)).toEqual([null, null, null]);
  });
});

describe('what an image says of its base', () => {
  const named: BaseHint = {
    how: 'annotation',
    place: 'label',
    reference: 'docker.io/library/debian:12',
    digest: digestOf('manifest'),
  };
  const step: BaseHint = {
    how: 'history',
    rule: 'from-comment',
    layers: 1,
    reference: 'debian:12',
    imageId: null,
    system: null,
  };
  const release: BaseHint = {
    how: 'os-release',
    layers: 1,
    release: { prettyName: 'Debian GNU/Linux 12 (bookworm)', id: 'debian', versionId: '12' },
  };

  it('stands beside what the layers prove, the surest first', () => {
    const base = stackOf('debian:12', ['a'], { manifestDigest: digestOf('manifest') });
    const app = stackOf('app:1', ['a', 'b'], { baseHints: [release, step, named] });
    const [own] = lineage(base, app).images;
    expect(own?.bases).toEqual([
      { how: 'layers', rule: null, layers: 1, name: 'debian:12', images: [1] },
      {
        how: 'annotation',
        rule: null,
        layers: null,
        name: 'docker.io/library/debian:12',
        images: [1],
      },
      { how: 'history', rule: 'from-comment', layers: 1, name: 'debian:12', images: [1] },
      {
        how: 'os-release',
        rule: null,
        layers: 1,
        name: 'Debian GNU/Linux 12 (bookworm)',
        images: [],
      },
    ]);
  });

  it('never makes a parent', () => {
    const app = stackOf('app:1', ['x', 'y'], { baseHints: [named, step] });
    const found = lineage(stackOf('debian:12', ['a']), app);
    expect(found.images[0]?.parents).toEqual([]);
    expect(found.images[0]?.bases.map(({ how }) => how)).toEqual(['annotation', 'history']);
  });

  it('counts by image ID only where an image at hand has it', () => {
    const base = stackOf('base:1', ['a']);
    const byId = { ...step, reference: null, imageId: base.id };
    const intermediate = { ...byId, layers: 2, imageId: digestOf('gone') };
    const app = stackOf('app:1', ['a', 'b', 'c'], { baseHints: [byId, intermediate] });
    const history = lineage(base, app).images[0]?.bases.filter(({ how }) => how === 'history');
    expect(history).toEqual([
      { how: 'history', rule: 'from-comment', layers: 1, name: 'base:1', images: [1] },
    ]);
  });
});

describe('for every library', () => {
  it('parents are the longest proper prefixes, as a naive search finds them', () => {
    fc.assert(
      fc.property(libraries, (stacks) => {
        const set = gatherStacks(stacks);
        const { images } = lineageOf(set);
        const expected = set.images.map(({ stack, platform: own }) => {
          const prefixes = set.images
            .map((other, place) => ({ place, other }))
            .filter(
              ({ other }) =>
                other.platform.architecture === own.architecture &&
                other.stack.length > 0 &&
                other.stack.length < stack.length &&
                other.stack.every((layer, position) => layer === stack[position]),
            );
          const longest = Math.max(0, ...prefixes.map(({ other }) => other.stack.length));
          return prefixes
            .filter(({ other }) => other.stack.length === longest)
            .map(({ place }) => place);
        });
        expect(images.map(({ parents }) => parents)).toEqual(expected);
      }),
    );
  });

  it('nodes are the different prefixes of all stacks', () => {
    fc.assert(
      fc.property(libraries, (stacks) => {
        const set = gatherStacks(stacks);
        const { nodes, images } = lineageOf(set);
        const prefixes = set.images.flatMap(({ stack, platform: { architecture } }) =>
          stack.map((_, position) => `${architecture} ${stack.slice(0, position + 1).join(' ')}`),
        );
        expect(nodes).toHaveLength(new Set(prefixes).size);
        for (const [place, { parent, end, depth, imagesThrough }] of nodes.entries()) {
          if (parent !== null) {
            expect(parent).toBeLessThan(place);
            expect(end).toBeLessThanOrEqual(nodes[parent]!.end);
            expect(depth).toBe(nodes[parent]!.depth + 1);
          }
          const above = images.filter(({ node }) => node !== null && node >= place && node < end);
          expect(above).toHaveLength(imagesThrough);
        }
      }),
    );
  });
});

it('a stack of ten thousand layers is no problem', () => {
  const words = Array.from({ length: 10_000 }, (_, layer) => `layer ${layer}`);
  const found = lineage(stackOf('deep:1', words), stackOf('less:1', words.slice(0, 9_999)));
  expect(found.nodes).toHaveLength(10_000);
  expect(found.images[0]?.parents).toEqual([1]);
});

it('a large library has as many nodes as it has different stacks', () => {
  const { nodes, images } = lineage(...manyStacks(200, 2000));
  expect(images).toHaveLength(200);
  expect(nodes.length).toBeGreaterThan(1800);
  expect(nodes.length).toBeLessThan(2600);
});

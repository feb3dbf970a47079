import { describe, expect, test } from 'vitest';
import { pairTrees } from '../../../electron/engine/compare/pair-tree.ts';
import { TreeBuilder } from '../../../electron/engine/tree/tree-builder.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import { none } from '../../../electron/engine/tree/union-tree.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import {
  directory,
  file,
  hardLink,
  layerIndex,
  symlink,
  unionTree,
  whiteout,
} from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import { compare, differences, differencesOf, point } from './compared.ts';

describe('a path differs', () => {
  const attribute = { name: 'security.capability', value: Uint8Array.of(1) };

  test.each([
    ['in content of the same size', file('f', 'aa'), file('f', 'bb'), 'modified content'],
    ['in its mode', file('f', 'a'), file('f', 'a', { mode: 0o4755 }), 'modified mode'],
    ['in its owner', file('f', 'a'), file('f', 'a', { uid: 5 }), 'modified owner'],
    ['in its group', file('f', 'a'), file('f', 'a', { gid: 5 }), 'modified owner'],
    ['in its time', file('f', 'a'), file('f', 'a', { modified: 5000 }), 'modified mtime'],
    ['in an attribute', file('f', 'a'), file('f', 'a', { xattrs: [attribute] }), 'modified xattr'],
    ['in where a link points', symlink('f', 'a'), symlink('f', 'b'), 'modified link'],
    ['in being a folder now', file('f', 'a'), directory('f'), 'modified type mode'],
    ['in being a file now', directory('f'), file('f', 'a'), 'modified type mode'],
  ])('%s', (_, a, b, expected) => {
    expect(differencesOf(unionTree([a]), unionTree([b]))).toEqual({ f: expected });
  });

  test('in being there, with all that lies in it', () => {
    const a = unionTree([directory('d'), file('d/a', '1'), file('both', 'x')]);
    const b = unionTree([file('both', 'x'), directory('e'), symlink('e/b', '2')]);
    expect(differencesOf(a, b)).toEqual({
      d: 'removed',
      'd/a': 'removed',
      e: 'added',
      'e/b': 'added',
    });
  });

  test('in what took its place', () => {
    const a = unionTree([directory('p'), file('p/inside', 'i'), file('q', 'q')]);
    const b = unionTree([file('p', 'p'), directory('q'), file('q/inside', 'o')]);
    expect(differencesOf(a, b)).toEqual({
      p: 'modified type mode',
      'p/inside': 'removed',
      q: 'modified type mode',
      'q/inside': 'added',
    });
  });
});

describe('nothing differs', () => {
  test.each([
    ['by the time of a folder', [directory('d')], [directory('d', { modified: 5 })]],
    ['by the mode of a link', [symlink('l', 'x')], [symlink('l', 'x', { mode: 0o755 })]],
    [
      'by a folder that no layer has an entry for',
      [file('d/f', 'x')],
      [directory('d'), file('d/f', 'x')],
    ],
  ])('%s', (_, a, b) => {
    expect(differencesOf(unionTree(a), unionTree(b))).toEqual({});
  });

  test('when layers are squashed into one', () => {
    const stack = unionTree(
      [directory('d'), file('d/a', '1'), file('d/b', '2')],
      [whiteout('d/a'), file('d/b', '3'), file('d/c', '4')],
    );
    const squashed = unionTree([directory('d'), file('d/b', '3'), file('d/c', '4')]);
    expect(differencesOf(stack, squashed)).toEqual({});
    expect(differencesOf(squashed, stack)).toEqual({});
  });

  test('when the same files come in other layers', () => {
    const one = [file('a', '1'), file('b', '2')];
    const other = [file('c', '3')];
    expect(differencesOf(unionTree(one, other), unionTree(other, one))).toEqual({});
  });
});

describe('hard links', () => {
  const linked = unionTree([file('d/x', 'same'), hardLink('y', 'd/x'), hardLink('z', 'd/x')]);

  test('that became files of their own are a difference, though content and attributes are equal', () => {
    const broken = unionTree([file('d/x', 'same'), file('y', 'same'), file('z', 'same')]);
    const compared = compare(point(linked), point(broken));
    expect(differences(compared)).toEqual({ z: 'modified link', 'd/x': 'modified link' });
    expect(compared.changes.counts).toEqual({ added: 0, modified: 2, removed: 0 });
    const { before, after } = compared.changes;
    expect([before.bytes[0], after.bytes[0]]).toEqual([4, 12]);
    expect(differencesOf(broken, linked)).toEqual({ z: 'modified link', 'd/x': 'modified link' });
  });

  test('of which one was written to differ in that one', () => {
    const written = unionTree([file('d/x', 'same'), hardLink('z', 'd/x'), file('y', 'other')]);
    expect(differencesOf(linked, written)).toEqual({ y: 'modified content link' });
    const other = unionTree([file('y', 'same'), hardLink('z', 'y'), file('d/x', 'more')]);
    expect(differencesOf(linked, other)).toEqual({ 'd/x': 'modified content link' });
  });

  test('do not differ by a name that only came or went', () => {
    const fewer = unionTree([file('d/x', 'same'), hardLink('y', 'd/x')]);
    const compared = compare(point(linked), point(fewer));
    expect(differences(compared)).toEqual({ z: 'removed' });
    expect(compared.changes.after.bytes[0]).toBe(compared.changes.before.bytes[0]);
    expect(differencesOf(fewer, linked)).toEqual({ z: 'added' });
  });
});

describe('points', () => {
  const lower = [directory('d'), file('d/a', '1'), file('gone', 'g')];
  const upper = [file('d/b', '2'), whiteout('gone'), hardLink('d/c', 'd/a')];
  const image = unionTree(lower, upper);

  test('of one image are compared without a question about contents', () => {
    const pair = runWhole(pairTrees(point(image, { layer: 0 }), point(image)));
    expect(pair.isOneTree).toBe(true);
    expect(differences(compare(point(image, { layer: 0 }), point(image)))).toEqual({
      gone: 'removed',
      'd/b': 'added',
      'd/c': 'added',
    });
  });

  test('may be the empty file system, and an image without layers', () => {
    const all = { d: 'added', 'd/a': 'added', gone: 'added' };
    const first = point(image, { layer: 0 });
    expect(differences(compare(point(image, { layer: -1 }), first))).toEqual(all);
    expect(differences(compare(point(unionTree()), first))).toEqual(all);
    expect(differencesOf(unionTree(), unionTree())).toEqual({});
  });

  test('of a layer alone have its own entries, and the folders that they lie in', () => {
    const alone = compare(point(unionTree()), point(image, { layer: 1, alone: true }));
    expect(differences(alone)).toEqual({ d: 'added', 'd/b': 'added', 'd/c': 'added' });
    const { pair } = alone;
    expect(pair.origin[pair.tree.lastEvent[findNode(pair.tree, 'd')]!]).toBe(1);
    expect(alone.changes.after.bytes[0]).toBe(2);
  });

  test('compare two layers alone, wherever they stand', () => {
    const other = unionTree([file('base', 'b')], lower, [file('d/b', '3')]);
    const layers = compare(
      point(image, { layer: 1, alone: true }),
      point(other, { layer: 2, alone: true }),
    );
    expect(differences(layers)).toEqual({ 'd/b': 'modified content', 'd/c': 'removed' });
  });

  test('pass over layers that could not be read', () => {
    expect(differencesOf(unionTree(lower, null), unionTree(null, lower))).toEqual({});
  });
});

describe('a layer that both have', () => {
  const base = [directory('d'), file('d/a', '1'), file('d/b', '2')];

  /** Layers whose contents nobody knows. */
  function unhashed(...layers: readonly (readonly IndexedEntry[])[]): UnionTree {
    const builder = new TreeBuilder();
    for (const layer of layers) runWhole(builder.addLayer(layerIndex(layer, false)));
    return builder.finish();
  }

  test('is known by its key at any position and not compared', () => {
    const a = point(unhashed(base, [file('x', 'x')]), { layerKeys: ['base', null] });
    const b = point(unhashed([file('inserted', 'i')], base, [file('x', 'y')]), {
      layerKeys: [null, 'base', null],
    });
    const compared = compare(a, b);
    expect(differences(compared)).toEqual({ inserted: 'added', x: 'modified content' });
    expect(compared.pair.tree.layers).toHaveLength(4);
    expect(compared.pair.sources).toEqual([
      { side: 'a', layer: 0 },
      { side: 'a', layer: 1 },
      { side: 'b', layer: 0 },
      { side: 'b', layer: 2 },
    ]);
  });

  test('is known by its index without a key', () => {
    const index = layerIndex(base, false);
    const [one, other] = [new TreeBuilder(), new TreeBuilder()];
    for (const builder of [one, other]) runWhole(builder.addLayer(index));
    expect(differencesOf(one.finish(), other.finish())).toEqual({});
  });

  test('is not taken for the same where nothing tells that it is', () => {
    expect(differencesOf(unhashed(base), unhashed(base))).toEqual({
      'd/a': 'modified content',
      'd/b': 'modified content',
    });
  });

  test('lends its hashes where one side alone has them', () => {
    const a = point(unhashed(base), { layerKeys: ['base'] });
    const b = point(unionTree(base), { layerKeys: ['base'] });
    const pair = runWhole(pairTrees(a, b));
    expect(pair.tree.layers[0]!.contentHash).not.toBeNull();
    expect(pair.sources).toEqual([{ side: 'b', layer: 0 }]);
  });

  test('is given to one layer of the other side only', () => {
    const twice = point(unhashed(base, [whiteout('d')], base), {
      layerKeys: ['base', null, 'base'],
    });
    const once = point(unhashed(base), { layerKeys: ['base'] });
    expect(runWhole(pairTrees(once, twice)).tree.layers).toHaveLength(3);
  });
});

test('names each path by its nodes in both images', () => {
  const a = unionTree([file('z/only', 'a'), file('both', 'x')]);
  const b = unionTree([file('both', 'x'), file('new', 'b')]);
  const { tree, nodeA, nodeB } = runWhole(pairTrees(point(a), point(b)));
  const nodesOf = (path: string): readonly number[] => {
    const node = findNode(tree, path);
    return [nodeA[node]!, nodeB[node]!];
  };
  expect(nodesOf('both')).toEqual([findNode(a, 'both'), findNode(b, 'both')]);
  expect(nodesOf('z/only')).toEqual([findNode(a, 'z/only'), none]);
  expect(nodesOf('new')).toEqual([none, findNode(b, 'new')]);
  expect(findNode(a, 'new')).toBe(-1);
});

test('says of each path from which layer of its own image it is', () => {
  const a = unionTree([file('f', '1')], [file('g', '2')]);
  const b = unionTree([file('x', 'x')], [file('f', '1')], [file('g', '2')]);
  const { tree, origin } = runWhole(pairTrees(point(a), point(b)));
  const newest = tree.lastEvent[findNode(tree, 'g')]!;
  expect([origin[tree.older[newest]!], origin[newest]]).toEqual([1, 2]);
});

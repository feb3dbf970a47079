import { describe, expect, test } from 'vitest';
import { layerChanges, treeChanges } from '../../../electron/engine/diff/tree-changes.ts';
import { TreeBuilder } from '../../../electron/engine/tree/tree-builder.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import {
  directory,
  file,
  hardLink,
  layerIndex,
  opaque,
  symlink,
  unionTree,
  whiteout,
} from '../../fixtures/layer-index.ts';
import { changeListing } from '../../fixtures/listing.ts';

describe('reasons of a modification', () => {
  const capability = { name: 'security.capability', value: Uint8Array.of(1, 0, 0, 2) };

  test.each([
    ['content of the same size', file('f', 'aa'), file('f', 'bb'), 'modified content'],
    ['content of another size', file('f', 'aa'), file('f', 'bbb'), 'modified content'],
    ['mode', file('f', 'a'), file('f', 'a', { mode: 0o4755 }), 'modified mode'],
    ['owner', file('f', 'a'), file('f', 'a', { gid: 7 }), 'modified owner'],
    ['time', file('f', 'a'), file('f', 'a', { modified: 5_000 }), 'modified mtime'],
    ['link target', symlink('f', 'a'), symlink('f', 'b'), 'modified link'],
    ['attribute', file('f', 'a'), file('f', 'a', { xattrs: [capability] }), 'modified xattr'],
    ['type', file('f', 'a'), symlink('f', 'a'), 'modified type mode'],
    [
      'several',
      file('f', 'a'),
      file('f', 'b', { uid: 3, mode: 0o600 }),
      'modified content mode owner',
    ],
    ['mode of a folder', directory('f'), directory('f', { mode: 0o700 }), 'modified mode'],
  ])('%s', (_, before, after, expected) => {
    expect(changeListing(unionTree([before], [after]), 0, 1)).toEqual({ f: expected });
  });

  test.each([
    ['a file stored again', file('f', 'a'), file('f', 'a')],
    ['a folder repeated with another time', directory('f'), directory('f', { modified: 9 })],
    [
      'a time whose fraction one side lacks',
      file('f', '', { modified: 1500 }),
      file('f', '', { modified: 1000 }),
    ],
    ['the mode of a symbolic link', symlink('f', 'a'), symlink('f', 'a', { mode: 0o755 })],
  ])('is none for %s', (_, before, after) => {
    expect(changeListing(unionTree([before], [after]), 0, 1)).toEqual({});
  });

  test('is content where content could not be read: nothing shows that it is the same', () => {
    const builder = new TreeBuilder();
    runWhole(builder.addLayer(layerIndex([file('f', 'same')], false)));
    runWhole(builder.addLayer(layerIndex([file('f', 'same')])));
    expect(changeListing(builder.finish(), 0, 1)).toEqual({ f: 'modified content' });
  });
});

describe('changes between any two points', () => {
  const tree = unionTree(
    [directory('d'), file('d/a', '1'), file('d/b', '2')],
    [whiteout('d/a'), file('d/c', '3')],
    [file('d/a', '1'), whiteout('d/c')],
  );

  test('from nothing everything is added', () => {
    expect(changeListing(tree, -1, 0)).toEqual({ d: 'added', 'd/a': 'added', 'd/b': 'added' });
  });

  test('of one layer', () => {
    expect(changeListing(tree, 0, 1)).toEqual({ 'd/a': 'removed', 'd/c': 'added' });
    expect(changeListing(tree, 1, 2)).toEqual({ 'd/a': 'added', 'd/c': 'removed' });
  });

  test('skip what came and went between them', () => {
    expect(changeListing(tree, 0, 2)).toEqual({});
  });

  test('removing a folder or hiding it by an opaque one removes all below', () => {
    const lower = [directory('d'), directory('d/e'), file('d/e/f', 'x')];
    expect(changeListing(unionTree(lower, [whiteout('d')]), 0, 1)).toEqual({
      d: 'removed',
      'd/e': 'removed',
      'd/e/f': 'removed',
    });
    expect(
      changeListing(unionTree(lower, [directory('d'), opaque('d'), file('d/n', 'n')]), 0, 1),
    ).toEqual({
      'd/e': 'removed',
      'd/e/f': 'removed',
      'd/n': 'added',
    });
  });

  test('folders say that something changed inside them without being modified', () => {
    const changes = treeChanges(unionTree([directory('d'), file('d/f', '1')], [file('d/f', '2')]), {
      from: 0,
      to: 1,
    });
    expect(changes.counts).toEqual({ added: 0, modified: 1, removed: 0 });
    expect([...changes.changedInside]).toEqual([1, 1, 0]);
  });
});

test('counts what each layer did', () => {
  const tree = unionTree(
    [directory('d'), file('d/a', '1'), file('d/b', '2')],
    [whiteout('d/a'), file('d/b', '3'), file('d/c', '4')],
    [directory('d', { modified: 1 }), whiteout('d/nothing')],
  );
  expect(layerChanges(tree)).toEqual([
    { added: 3, modified: 0, removed: 0 },
    { added: 1, modified: 1, removed: 1 },
    { added: 0, modified: 0, removed: 0 },
  ]);
});

test('a file with several names counts once in the sums of folders', () => {
  const tree = unionTree([
    directory('d'),
    file('d/f', '12345'),
    hardLink('g', 'd/f'),
    file('h', '1'),
  ]);
  const { after } = treeChanges(tree, { from: -1, to: 0 });
  expect(after.bytes[0]).toBe(6);
  expect(after.count).toBe(4);
});

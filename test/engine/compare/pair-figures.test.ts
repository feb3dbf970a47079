import { describe, expect, test } from 'vitest';
import { fileChanges } from '../../../electron/engine/compare/file-changes.ts';
import { growthSums, growthTreemap } from '../../../electron/engine/compare/growth-treemap.ts';
import { pairDetail } from '../../../electron/engine/compare/pair-detail.ts';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { treemapDefaults } from '../../../electron/engine/view/treemap.ts';
import { directory, file, symlink, unionTree } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import { compare, point } from './compared.ts';

function sized(path: string, bytes: number, options = {}): IndexedEntry {
  return file(path, 'x'.repeat(bytes), options);
}

const a = unionTree(
  [directory('lib'), sized('lib/grown', 10), sized('lib/shrunk', 50), sized('lib/gone', 7)],
  [file('moved', 'this moved'), sized('same', 3), sized('time', 3), symlink('turned', 'x')],
);
const b = unionTree([
  directory('lib'),
  sized('lib/grown', 30),
  sized('lib/shrunk', 45),
  sized('new/big', 100),
  file('new/moved', 'this moved', { mode: 0o600 }),
  sized('same', 3),
  sized('time', 3, { modified: 7_000_000 }),
  sized('turned', 2),
]);
const { pair, changes } = compare(point(a), point(b));

test('counts paths by kind and reason, and bytes', () => {
  expect(runWhole(fileChanges(pair, changes))).toEqual({
    added: 2,
    removed: 1,
    modified: 4,
    moved: 1,
    unchanged: 2,
    timeOnly: 1,
    reasons: { content: 2, type: 1, mode: 1, owner: 0, mtime: 1, link: 0, xattr: 0 },
    addedBytes: 100,
    removedBytes: 7,
    movedBytes: 10,
    grownBytes: 22,
    shrunkBytes: 5,
  });
});

describe('a path in detail', () => {
  test('has both sides with their own nodes and attributes', () => {
    const node = findNode(pair.tree, 'lib/grown');
    expect(pairDetail(pair, changes, node)).toMatchObject({
      node,
      path: 'lib/grown',
      change: 'modified',
      reasons: ['content'],
      a: {
        node: findNode(a, 'lib/grown'),
        path: 'lib/grown',
        attributes: { bytes: 10, origin: 0 },
      },
      b: {
        node: findNode(b, 'lib/grown'),
        path: 'lib/grown',
        attributes: { bytes: 30, origin: 0 },
      },
    });
  });

  test('has one side alone where the other does not have it', () => {
    const gone = pairDetail(pair, changes, findNode(pair.tree, 'lib/gone'));
    expect(gone).toMatchObject({ change: 'removed', a: { path: 'lib/gone' }, b: null });
    const added = pairDetail(pair, changes, findNode(pair.tree, 'new/big'));
    expect(added).toMatchObject({ change: 'added', a: null, b: { path: 'new/big' } });
  });

  test('has both paths of a moved file, whichever is asked for', () => {
    for (const path of ['moved', 'new/moved']) {
      expect(pairDetail(pair, changes, findNode(pair.tree, path))).toMatchObject({
        path,
        change: 'moved',
        reasons: ['mode'],
        a: { node: findNode(a, 'moved'), path: 'moved', attributes: { mode: 0o644, origin: 1 } },
        b: { node: findNode(b, 'new/moved'), path: 'new/moved', attributes: { mode: 0o600 } },
      });
    }
  });
});

describe('the treemap of growth', () => {
  const sums = growthSums(pair, changes);
  const map = (path: string, options = {}) =>
    growthTreemap(pair, changes, sums, {
      ...treemapDefaults,
      node: findNode(pair.tree, path),
      ...options,
    });
  const lines = (path: string, options = {}): readonly string[] =>
    map(path, options).cells.map(
      ({ kind, name, depth, grownBytes, shrunkBytes, files }) =>
        `${'.'.repeat(depth)}${kind} ${name} +${grownBytes} -${shrunkBytes} in ${files}`,
    );

  test('shows what grew and what shrank, the largest first, and nothing that kept its size', () => {
    expect(lines('')).toEqual([
      'folder  +122 -12 in 5',
      '.folder new +100 -0 in 1',
      '.folder lib +20 -12 in 3',
      '.file turned +2 -0 in 1',
      '..file big +100 -0 in 1',
      '..file grown +20 -0 in 1',
      '..file gone +0 -7 in 1',
      '..file shrunk +0 -5 in 1',
    ]);
  });

  test('drills down, and takes what is too much together', () => {
    expect(lines('lib', { perFolder: 1 })).toEqual([
      'folder lib +20 -12 in 3',
      '.file grown +20 -0 in 1',
      '.rest  +0 -12 in 2',
    ]);
    expect(map('lib').path).toEqual([
      { node: 0, name: '' },
      { node: findNode(pair.tree, 'lib'), name: 'lib' },
    ]);
  });

  test('of a point and itself is empty', () => {
    const same = compare(point(a), point(a));
    const none = growthTreemap(same.pair, same.changes, growthSums(same.pair, same.changes), {
      ...treemapDefaults,
      node: 0,
    });
    expect(none.cells).toHaveLength(1);
  });
});

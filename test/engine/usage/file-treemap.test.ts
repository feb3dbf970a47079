import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileTreemap } from '../../../shared/model/usage.ts';
import { findNode, pathText } from '../../../electron/engine/tree/paths.ts';
import { unionAfter } from '../../../electron/engine/tree/sums.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { fileTreemap } from '../../../electron/engine/usage/file-treemap.ts';
import { treemapDefaults } from '../../../electron/engine/view/treemap.ts';
import type { TreemapOptions } from '../../../electron/engine/view/treemap.ts';
import {
  directory,
  file,
  hardLink,
  symlink,
  unionTree,
  whiteout,
  type IndexedEntry,
} from '../../fixtures/layer-index.ts';

function treemap(tree: UnionTree, options: Partial<TreemapOptions> = {}): FileTreemap {
  const state = unionAfter(tree, tree.layers.length - 1);
  return fileTreemap(tree, state, { node: 0, ...treemapDefaults, ...options });
}

/** Cells as short lines: path or rest, bytes, files, origin. */
function lines({ cells }: FileTreemap, tree: UnionTree): readonly string[] {
  return cells.map(({ kind, node, bytes, files, origin, depth }) => {
    const name = node === null ? 'rest' : `/${pathText(tree, node)}`;
    return `${'.'.repeat(depth)}${kind} ${name} ${bytes} in ${files} from ${origin ?? 'nothing'}`;
  });
}

function sized(path: string, bytes: number): IndexedEntry {
  return file(path, 'x'.repeat(bytes));
}

const tree = unionTree(
  [directory('usr'), sized('usr/big', 50), sized('usr/old', 9), sized('etc/a', 3)],
  [sized('usr/mid', 20), sized('etc/b', 4), whiteout('usr/old'), symlink('usr/link', 'big')],
);

describe('the treemap', () => {
  it('has folders with what is in them, largest first, and the layer most of it is from', () => {
    expect(lines(treemap(tree), tree)).toEqual([
      'folder / 77 in 4 from 0',
      '.folder /usr 70 in 2 from 0',
      '.folder /etc 7 in 2 from 1',
      '..file /usr/big 50 in 1 from 0',
      '..file /usr/mid 20 in 1 from 1',
      '..file /etc/b 4 in 1 from 1',
      '..file /etc/a 3 in 1 from 0',
    ]);
  });

  it('drills down', () => {
    const inside = treemap(tree, { node: findNode(tree, 'usr'), levels: 1 });
    expect(lines(inside, tree)).toEqual([
      'folder /usr 70 in 2 from 0',
      '.file /usr/big 50 in 1 from 0',
      '.file /usr/mid 20 in 1 from 1',
    ]);
    expect(inside.path.map(({ name }) => name)).toEqual(['', 'usr']);
    expect(inside.bytes).toBe(70);
  });

  it('takes what is too much for one folder together', () => {
    const many = unionTree(Array.from({ length: 9 }, (_, i) => sized(`f${i}`, 10 + i)));
    expect(lines(treemap(many, { perFolder: 2 }), many)).toEqual([
      'folder / 126 in 9 from 0',
      '.file /f8 18 in 1 from 0',
      '.file /f7 17 in 1 from 0',
      '.rest rest 91 in 7 from 0',
    ]);
  });

  it('leaves the deepest folders closed when there are too many cells', () => {
    const cells = treemap(tree, { cells: 5 }).cells.map(({ node }) => node);
    expect(cells).toHaveLength(5);
    expect(cells).toContain(findNode(tree, 'usr/big'));
    expect(cells).not.toContain(findNode(tree, 'etc/a'));
  });

  it('counts a file of several names once', () => {
    const linked = unionTree([sized('a/one', 10), hardLink('b/two', 'a/one')]);
    const root = treemap(linked).cells[0];
    expect([root?.bytes, root?.files]).toEqual([10, 1]);
  });

  it('of nothing is empty', () => {
    const empty = unionTree([directory('a')]);
    expect(lines(treemap(empty), empty)).toEqual(['folder / 0 in 0 from nothing']);
  });

  it('for every tree: what is inside a folder sums up to it', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('/'));
    const entry = fc
      .record({ path, bytes: fc.nat(40) })
      .map(({ path: where, bytes }) => sized(where, bytes));
    const layers = fc.array(fc.array(entry, { maxLength: 12 }), { maxLength: 3 });
    fc.assert(
      fc.property(layers, fc.integer({ min: 1, max: 3 }), (stack, perFolder) => {
        const { cells } = treemap(unionTree(...stack), { levels: 4, perFolder });
        for (const [place, cell] of cells.entries()) {
          const inside = cells.filter(({ parent }) => parent === place);
          if (inside.length === 0) continue;
          expect(inside.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(cell.bytes);
          expect(inside.reduce((sum, { files }) => sum + files, 0)).toBe(cell.files);
          expect(cell.originBytes).toBeLessThanOrEqual(cell.bytes);
        }
      }),
    );
  });
});

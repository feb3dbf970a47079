import { describe, expect, test } from 'vitest';
import { contentQuestions } from '../../../electron/engine/diff/content-questions.ts';
import { treeChanges } from '../../../electron/engine/diff/tree-changes.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { TreeBuilder } from '../../../electron/engine/tree/tree-builder.ts';
import { inodeNumber } from '../../../electron/engine/tree/union-tree.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { file, hardLink, layerIndex } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';

/** A stack of which only some layers come with the hashes of their files, as compressed ones do. */
function stack(...layers: readonly (readonly [boolean, readonly IndexedEntry[]])[]): UnionTree {
  const builder = new TreeBuilder();
  for (const [hashed, entries] of layers) runWhole(builder.addLayer(layerIndex(entries, hashed)));
  return builder.finish();
}

describe('what must be found out', () => {
  test('is only the content of files of one path that have one size in two layers', () => {
    const tree = stack(
      [
        false,
        [
          file('same', 'aa'),
          file('other', 'a'),
          file('once', 'x'),
          file('empty', ''),
          hardLink('h', 'once'),
        ],
      ],
      [false, [file('same', 'bb'), file('other', 'aaa'), file('empty', '')]],
      [false, [file('same', 'cc'), file('other', 'zzz')]],
    );
    const { toHash, toCompare } = runWhole(contentQuestions(tree));
    expect(toHash.size).toBe(0);
    expect(toCompare.map((files) => files.map(({ layer, entry }) => `${layer}:${entry}`))).toEqual([
      ['2:0', '1:0', '0:0'],
      ['2:1', '1:1'],
    ]);
  });

  test('is a hash where the other side is known by its hash', () => {
    const { toHash, toCompare } = runWhole(
      contentQuestions(stack([true, [file('f', 'aa')]], [false, [file('f', 'bb')]])),
    );
    expect([...toHash].map(([layer, entries]) => [layer, [...entries]])).toEqual([[1, [0]]]);
    expect(toCompare).toEqual([]);
  });

  test('is nothing where both sides are', () => {
    const { toHash, toCompare } = runWhole(
      contentQuestions(stack([true, [file('f', 'aa')]], [true, [file('f', 'bb')]])),
    );
    expect([toHash.size, toCompare.length]).toEqual([0, 0]);
  });
});

test('files that were found to be equal are unchanged between any two layers', () => {
  const tree = stack(
    [false, [file('f', 'aa')]],
    [false, [file('f', 'bb')]],
    [false, [file('f', 'aa')]],
  );
  const first = inodeNumber(0, 0);
  const contentClasses = new Map([
    [first, first],
    [inodeNumber(1, 0), inodeNumber(1, 0)],
    [inodeNumber(2, 0), first],
  ]);
  const answered = { ...tree, contentClasses };
  expect(treeChanges(answered, { from: 0, to: 2 }).counts.modified).toBe(0);
  expect(treeChanges(answered, { from: 0, to: 1 }).counts.modified).toBe(1);
});

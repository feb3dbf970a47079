import { describe, expect, test } from 'vitest';
import { pairChanges } from '../../../electron/engine/compare/pair-changes.ts';
import { pairQuestions } from '../../../electron/engine/compare/pair-contents.ts';
import { pairTrees } from '../../../electron/engine/compare/pair-tree.ts';
import type { PairSource, PairTree } from '../../../electron/engine/compare/pair-tree.ts';
import { ContentClasses } from '../../../electron/engine/diff/content-classes.ts';
import type { ContentQuestions } from '../../../electron/engine/diff/content-questions.ts';
import { TreeBuilder } from '../../../electron/engine/tree/tree-builder.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { inodeNumber } from '../../../electron/engine/tree/union-tree.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { file, hardLink, layerIndex } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import { differences, point } from './compared.ts';

interface Layer {
  readonly entries: readonly IndexedEntry[];
  readonly hashed: boolean;
}

function plain(...entries: readonly IndexedEntry[]): Layer {
  return { entries, hashed: false };
}

function hashed(...entries: readonly IndexedEntry[]): Layer {
  return { entries, hashed: true };
}

function tree(...layers: readonly Layer[]): UnionTree {
  const builder = new TreeBuilder();
  for (const each of layers) runWhole(builder.addLayer(layerIndex(each.entries, each.hashed)));
  return builder.finish();
}

/** Everything that is asked, as positions in the pair's layers: `0:1=1:0` to compare, `1:0?` to hash. */
function asked(a: PairSource, b: PairSource): readonly string[] {
  return textOf(runWhole(pairQuestions(runWhole(pairTrees(a, b)))));
}

function textOf({ toHash, toCompare }: ContentQuestions): readonly string[] {
  return [
    ...toCompare.map((files) =>
      files
        .map(({ layer, entry }) => `${layer}:${entry}`)
        .toSorted()
        .join('='),
    ),
    ...[...toHash].flatMap(([layer, entries]) => [...entries].map((entry) => `${layer}:${entry}?`)),
  ];
}

describe('the contents that are asked for', () => {
  test('are those of one path and one size, and not where size or type decide', () => {
    const a = tree(plain(file('same', 'aa'), file('other', 'b'), file('empty'), file('l', 'ccc')));
    const b = tree(
      plain(file('same', 'aa'), file('other', 'bb'), file('empty'), file('l', 'dddd')),
    );
    expect(asked(point(a), point(b))).toEqual(['0:0=1:0']);
  });

  test('are never those of a layer that both have', () => {
    const shared = plain(file('x', 'xx'), file('y', 'yy'));
    const keyed = (of: UnionTree): PairSource => point(of, { layerKeys: ['shared', null] });
    const a = keyed(tree(shared, plain(file('z', 'zz'))));
    const b = keyed(tree(shared, plain(file('z', 'ww'))));
    expect(asked(a, b)).toEqual(['1:0=2:0']);
  });

  test('are hashed where the other side is known by its hash, and not asked where both are', () => {
    expect(asked(point(tree(hashed(file('f', '1')))), point(tree(plain(file('f', '2')))))).toEqual([
      '1:0?',
    ]);
    expect(asked(point(tree(hashed(file('f', '1')))), point(tree(hashed(file('f', '2')))))).toEqual(
      [],
    );
  });

  test('are those of files that may have moved: one side alone has them, the other some of that size', () => {
    const a = tree(plain(file('old', 'aaaa'), file('gone', 'bb'), file('kept', 'aaaa')));
    const b = tree(plain(file('new', 'aaaa'), file('kept', 'aaaa'), file('more', 'ccccc')));
    expect(asked(point(a), point(b))).toEqual(['0:0=1:0', '0:2=1:1']);
  });

  test('are asked once for a file with several names', () => {
    const a = tree(plain(file('a/one', 'aa'), hardLink('a/two', 'a/one')));
    const b = tree(plain(file('b/one', 'aa'), hardLink('b/two', 'b/one')));
    expect(asked(point(a), point(b))).toEqual(['0:0=1:0']);
  });

  test('are hashed instead of held against each other where many files have one size', () => {
    const files = (folder: string): Layer =>
      plain(...Array.from({ length: 20 }, (_, at) => file(`${folder}/${at}`, 'same size')));
    const questions = asked(point(tree(files('a'))), point(tree(files('b'))));
    expect(questions).toHaveLength(40);
    expect(questions.every((text) => text.endsWith('?'))).toBe(true);
  });

  test('are those of the larger files where very many may have moved', () => {
    const a = tree(plain(file('old', 'x'.repeat(64)), file('a/1', 'small'), file('a/2', 'small')));
    const b = tree(plain(file('new', 'x'.repeat(64)), file('b/1', 'small'), file('b/2', 'small')));
    const pair = runWhole(pairTrees(point(a), point(b)));
    expect(textOf(runWhole(pairQuestions(pair, 5)))).toEqual(['0:0=1:0']);
    expect(textOf(runWhole(pairQuestions(pair, 6)))).toHaveLength(2);
  });

  test('of two points of one image are only those of files that may have moved', () => {
    const image = tree(plain(file('x', 'xx'), file('y', 'yyy')), plain(file('x', 'zz')));
    expect(asked(point(image, { layer: 0 }), point(image))).toEqual([]);
  });
});

describe('what has been found out', () => {
  const a = tree(plain(file('f', 'same'), file('old', 'moved!')));
  const b = tree(plain(file('f', 'same'), file('new', 'moved!')));

  function answered(pair: PairTree, pairs: readonly (readonly [number, number])[]): PairTree {
    const classes = new ContentClasses();
    for (const [file_, same] of pairs) classes.join(file_, same);
    return { ...pair, tree: { ...pair.tree, contentClasses: classes } };
  }

  test('decides what differs and what has moved', () => {
    const pair = runWhole(pairTrees(point(a), point(b)));
    const unknown = { pair, changes: runWhole(pairChanges(pair)) };
    expect(differences(unknown)).toEqual({ f: 'modified content', old: 'removed', new: 'added' });
    const equal = answered(pair, [
      [inodeNumber(1, 0), inodeNumber(0, 0)],
      [inodeNumber(1, 1), inodeNumber(0, 1)],
    ]);
    const known = { pair: equal, changes: runWhole(pairChanges(equal)) };
    expect(differences(known)).toEqual({ old: 'moved to new', new: 'moved from old' });
  });

  test('within each image counts between them, and is not asked again', () => {
    const upper = { ...a, contentClasses: new Map([[inodeNumber(0, 0), inodeNumber(0, 0)]]) };
    const one = point(upper, { layerKeys: ['shared'] });
    const both = tree(plain(file('f', 'same'), file('old', 'moved!')), plain(file('f', 'same')));
    const other = point(
      { ...both, contentClasses: new Map([[inodeNumber(1, 0), inodeNumber(0, 0)]]) },
      { layerKeys: ['shared', null] },
    );
    expect(asked(one, other)).toEqual([]);
    const pair = runWhole(pairTrees(one, other));
    expect(differences({ pair, changes: runWhole(pairChanges(pair)) })).toEqual({});
  });
});

test('files that are each equal to one and the same are equal to each other', () => {
  const classes = new ContentClasses();
  for (const [one, other] of [
    [1, 2],
    [3, 4],
    [5, 5],
    [2, 3],
  ] as const) {
    classes.join(one, other);
  }
  const numbers = classes;
  expect(new Set([1, 2, 3, 4].map((each) => numbers.get(each))).size).toBe(1);
  expect(numbers.get(5)).not.toBe(numbers.get(1));
  expect(numbers.get(6)).toBeUndefined();
});

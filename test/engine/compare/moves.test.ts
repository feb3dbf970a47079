import { expect, test } from 'vitest';
import { directory, file, hardLink, symlink, unionTree } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import { compare, differences, differencesOf, point } from './compared.ts';

function moved(a: readonly IndexedEntry[], b: readonly IndexedEntry[]): Record<string, string> {
  return differencesOf(unionTree(a), unionTree(b));
}

test('a big file under another name is found, wherever it went', () => {
  const big = 'x'.repeat(100_000);
  const compared = compare(
    point(unionTree([directory('opt'), file('opt/data.bin', big)])),
    point(unionTree([directory('opt'), directory('srv'), file('srv/renamed.db', big)])),
  );
  expect(differences(compared)).toEqual({
    srv: 'added',
    'opt/data.bin': 'moved to srv/renamed.db',
    'srv/renamed.db': 'moved from opt/data.bin',
  });
  expect(compared.changes.movedTo.count).toBe(1);
});

test('what else has changed about it is told', () => {
  const before = [file('a', 'content', { mode: 0o600 })];
  expect(moved(before, [file('b', 'content', { mode: 0o755, uid: 3 })])).toEqual({
    a: 'moved to b mode owner',
    b: 'moved from a mode owner',
  });
});

test('another content of the same size is no move', () => {
  expect(moved([file('a', 'one')], [file('b', 'two')])).toEqual({ a: 'removed', b: 'added' });
});

test('empty files, folders and links never move', () => {
  const before = [file('a', ''), directory('d'), symlink('l', 'to')];
  const after = [file('b', ''), directory('e'), symlink('m', 'to')];
  expect(Object.values(moved(before, after)).toSorted()).toEqual([
    'added',
    'added',
    'added',
    'removed',
    'removed',
    'removed',
  ]);
});

test('a copy of a file that stays is added', () => {
  expect(moved([file('a', 'x')], [file('a', 'x'), file('b', 'x')])).toEqual({ b: 'added' });
});

test('of several paths of one content those of one name belong together, nearest first', () => {
  const paths = (version: string): readonly IndexedEntry[] =>
    ['a', 'b', 'c'].flatMap((name) => [
      file(`lib/${version}/${name}/LICENSE`, 'licence'),
      file(`lib/${version}/${name}/COPYING`, 'licence'),
    ]);
  const found = moved(paths('1.0'), paths('2.0'));
  for (const name of ['a', 'b', 'c']) {
    for (const last of ['LICENSE', 'COPYING']) {
      const from = `lib/1.0/${name}/${last}`;
      expect(found[from]).toBe(`moved to lib/2.0/${name}/${last}`);
    }
  }
});

test('of several paths of one content others are paired in their folder only', () => {
  const before = [file('d/a', 'same'), file('d/b', 'same'), file('e/c', 'same')];
  const after = [file('d/x', 'same'), file('f/y', 'same')];
  expect(moved(before, after)).toEqual({
    'd/a': 'moved to d/x',
    'd/x': 'moved from d/a',
    'd/b': 'removed',
    e: 'removed',
    'e/c': 'removed',
    f: 'added',
    'f/y': 'added',
  });
});

test('each path is paired with one other at most', () => {
  const found = moved(
    [file('a/n', 'same')],
    [file('b/n', 'same'), file('c/n', 'same'), file('d/n', 'same')],
  );
  expect(Object.values(found).filter((text) => text.startsWith('moved'))).toHaveLength(2);
});

test('thousands of equal files find theirs by the ends of their paths', () => {
  const paths = (root: string): readonly IndexedEntry[] =>
    Array.from({ length: 3000 }, (_, at) => file(`${root}/pkg-${at}/index.js`, 'module'));
  const found = moved(paths('old'), paths('new'));
  for (let at = 0; at < 3000; at++) {
    expect(found[`old/pkg-${at}/index.js`]).toBe(`moved to new/pkg-${at}/index.js`);
  }
});

test('more equal files than can be told from each other are left as they are', () => {
  const paths = (root: string): readonly IndexedEntry[] =>
    Array.from({ length: 40_000 }, (_, at) => file(`${root}/${at}`, 'module'));
  const { changes } = compare(point(unionTree(paths('old'))), point(unionTree(paths('new'))));
  expect(changes.movedTo.count).toBe(0);
  expect(changes.counts).toEqual({ added: 40_001, modified: 0, removed: 40_001 });
});

test('a file with several names moves name by name', () => {
  const before = [file('d/one', 'linked'), hardLink('d/two', 'd/one')];
  const after = [file('e/one', 'linked'), hardLink('e/two', 'e/one')];
  expect(moved(before, after)).toMatchObject({
    'd/one': 'moved to e/one',
    'd/two': 'moved to e/two',
  });
});

import { expect, test } from 'vitest';
import { changedPaths } from '../../../electron/engine/compare/changed-paths.ts';
import { directory, file, hardLink, symlink, unionTree } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import { compare, point } from './compared.ts';

function listed(a: readonly IndexedEntry[], b: readonly IndexedEntry[], timeOnly = false) {
  const { pair, changes } = compare(point(unionTree(a)), point(unionTree(b)));
  const { before, after } = changes;
  const paths = [...changedPaths(pair.tree, changes, { timeOnly })];
  return { paths, growth: after.bytes[0]! - before.bytes[0]! };
}

const one = [
  directory('etc'),
  file('etc/conf', 'old'),
  file('etc/when', 'now', { modified: 1000 }),
  file('a-b', 'x'),
  file('a/b', 'y'),
  file('data', 'a long content that is moved'),
  symlink('link', 'here'),
  file('same', 'same'),
  file('kind', '12345'),
];
const two = [
  directory('etc', { mode: 0o700 }),
  file('etc/conf', 'newer', { mode: 0o600, uid: 7, gid: 8 }),
  file('etc/when', 'now', { modified: 2000 }),
  file('moved/data', 'a long content that is moved'),
  symlink('link', 'there'),
  file('same', 'same'),
  hardLink('same-too', 'same'),
  directory('kind'),
  file('kind/in', '123'),
];

test('are in the order of whole paths, a moved file once, where it is now', () => {
  const { paths } = listed(one, two);
  expect(paths.map(({ path, change, movedFrom }) => [path, change, movedFrom])).toEqual([
    ['a', 'removed', null],
    ['a-b', 'removed', null],
    ['a/b', 'removed', null],
    ['etc', 'modified', null],
    ['etc/conf', 'modified', null],
    ['kind', 'modified', null],
    ['kind/in', 'added', null],
    ['link', 'modified', null],
    ['moved', 'added', null],
    ['moved/data', 'moved', 'data'],
    ['same-too', 'added', null],
  ]);
});

test('have both sides as they are there', () => {
  const { paths } = listed(one, two);
  const found = new Map(paths.map((each) => [each.path, each]));
  expect(found.get('etc/conf')).toMatchObject({
    reasons: ['content', 'mode', 'owner'],
    growth: 2,
    a: { type: 'file', bytes: 3, mode: 0o644, owner: { uid: 0, gid: 0 } },
    b: { type: 'file', bytes: 5, mode: 0o600, owner: { uid: 7, gid: 8 } },
  });
  expect(found.get('link')).toMatchObject({ a: { link: 'here' }, b: { link: 'there' } });
  expect(found.get('kind')).toMatchObject({
    growth: -5,
    a: { type: 'file', bytes: 5 },
    b: { type: 'directory', bytes: 0 },
  });
  expect(found.get('moved/data')).toMatchObject({ growth: 0, a: { bytes: 28 }, b: { bytes: 28 } });
  expect(found.get('kind/in')).toMatchObject({ a: null, b: { bytes: 3 }, growth: 3 });
});

test.each([
  ['forth', one, two],
  ['back', two, one],
  ['from nothing', [], two],
  ['to nothing', two, []],
])('add up to the difference of the images: %s', (_, a, b) => {
  const { paths, growth } = listed(a, b);
  expect(paths.reduce((sum, each) => sum + each.growth, 0)).toBe(growth);
});

test('whose time alone differs are listed when asked for', () => {
  const times = (timeOnly: boolean) =>
    listed(one, two, timeOnly).paths.filter(({ path }) => path === 'etc/when');
  expect(times(false)).toEqual([]);
  expect(times(true)).toMatchObject([
    { change: 'modified', reasons: ['mtime'], a: { modified: 1000 }, b: { modified: 2000 } },
  ]);
});

test('of an image with itself are none', () => {
  expect(listed(two, two, true).paths).toEqual([]);
});

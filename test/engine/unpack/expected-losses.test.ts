import { expect, test } from 'vitest';
import { expectedLosses } from '../../../electron/engine/unpack/expected-losses.ts';
import { characterDevice, fifo, file, hardLink, packTar } from '../../fixtures/tar.ts';
import { listed, stackOf } from '../../fixtures/tree-export.ts';

const layer = await packTar([
  file('mine', 'm', { uid: 1000, gid: 100 }),
  file('other-group', 'o', { uid: 1000, gid: 7 }),
  file('roots', 'r', { pax: { 'SCHILY.xattr.user.note': 'kept?' } }),
  hardLink('twin', 'roots'),
  characterDevice('null', 1, 3),
  fifo('pipe'),
]);
const listing = listed(stackOf(layer).tree);

function kinds(special: boolean, user: number | null): readonly string[] {
  const losses = expectedLosses(listing, special, { user, groups: [100, 1000] });
  return losses.map(
    ({ kind, count, paths }) => `${kind} ${count} ${paths.map(({ path }) => path).join(' ')}`,
  );
}

test('root loses devices, unless they are asked for, and extended attributes', () => {
  expect(kinds(false, 0)).toEqual(['xattr 1 roots', 'device 2 null pipe']);
  expect(kinds(true, 0)).toEqual(['xattr 1 roots']);
});

test('a plain user keeps the owner of own files alone', () => {
  expect(kinds(false, 1000)).toEqual([
    'owner 2 other-group roots',
    'xattr 1 roots',
    'device 2 null pipe',
  ]);
});

test('where files have no owner by number none is kept', () => {
  expect(kinds(true, null)).toContain('owner 5 mine null other-group pipe roots');
});

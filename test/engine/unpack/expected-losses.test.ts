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

function kinds(special: boolean, user: number | null, xattrs = false): readonly string[] {
  const losses = expectedLosses(listing, special, { user, groups: [100, 1000], xattrs });
  return losses.map(
    ({ kind, count, paths }) => `${kind} ${count} ${paths.map(({ path }) => path).join(' ')}`,
  );
}

test('root loses devices, unless they are asked for, and extended attributes where nothing writes them', () => {
  expect(kinds(false, 0)).toEqual(['xattr 1 roots', 'device 2 null pipe']);
  expect(kinds(true, 0)).toEqual(['xattr 1 roots']);
});

test('where extended attributes are written, those are lost that the user may not set', async () => {
  const xattr = (name: string) => ({ pax: { [`SCHILY.xattr.${name}`]: 'x' } });
  const bearers = await packTar([
    file('user', 'x', xattr('user.note')),
    file('capable', 'x', xattr('security.capability')),
    file('trusted', 'x', xattr('trusted.x')),
    file('unknown', 'x', xattr('nonsense')),
    file('list', 'x', xattr('system.posix_acl_access')),
    fifo('pipe', xattr('user.note')),
  ]);
  const lost = (user: number | null): readonly string[] =>
    expectedLosses(listed(stackOf(bearers).tree), true, { user, groups: [], xattrs: true })
      .filter(({ kind }) => kind === 'xattr')
      .flatMap(({ paths }) => paths.map(({ path }) => path));
  expect(lost(0)).toEqual(['pipe', 'unknown']);
  expect(lost(1000)).toEqual(['capable', 'pipe', 'trusted', 'unknown']);
  expect(kinds(true, 0, true)).toEqual([]);
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

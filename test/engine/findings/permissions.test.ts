import { expect, test } from 'vitest';
import { capabilityText, decodeCapability } from '../../../shared/format/capability.ts';
import { directory, fifo, file, hardLink, symlink, whiteout } from '../../fixtures/tar.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { found } from './found.ts';

/** `cap_net_raw=ep` as setcap writes it (linux/capability.h, struct vfs_cap_data, version 2). */
const netRaw = Buffer.from('0100000200200000000000000000000000000000', 'hex').toString('latin1');

test('who may do more than whoever starts it', async () => {
  const image = await packedImage([
    [
      file('bin/su', 'x', { mode: 0o4755 }),
      hardLink('bin/also', 'bin/su'),
      file('bin/wall', 'x', { mode: 0o2755, gid: 5 }),
      file('bin/ping', 'x', { mode: 0o755, pax: { 'SCHILY.xattr.security.capability': netRaw } }),
      file('gone', 'x', { mode: 0o4755 }),
      directory('var/mail', { mode: 0o2775 }),
    ],
    [file('bin/su', 'y', { mode: 0o6755, uid: 7 }), whiteout('gone')],
  ]);
  const { findings } = await found(image);
  expect(
    findings.permissions.map(({ rule, path, layer, mode, uid, gid, detail }) =>
      [rule, path, layer, mode.toString(8), uid, gid, detail].join(' ').trim(),
    ),
  ).toEqual([
    'setuid bin/also 0 4755 0 0',
    'setuid bin/su 1 6755 7 0',
    'setgid bin/su 1 6755 7 0',
    'setgid bin/wall 0 2755 0 5',
    'capability bin/ping 0 755 0 0 cap_net_raw=ep',
  ]);
});

test('what everybody can write', async () => {
  const image = await packedImage([
    [
      file('a', 'x', { mode: 0o666 }),
      directory('tmp', { mode: 0o1777 }),
      directory('open', { mode: 0o777 }),
      symlink('link', 'a', { mode: 0o777 }),
      fifo('pipe', { mode: 0o666 }),
      file('own', 'x', { mode: 0o664 }),
    ],
  ]);
  const { findings } = await found(image);
  expect(findings.permissions.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'world-writable a',
    'world-writable open',
  ]);
});

test.each([
  ['010000020020000000000000', null],
  ['0100000200200000000000000000000000000000', 'cap_net_raw=ep'],
  ['0000000201000000010000000000000000000000', 'cap_chown=ip'],
  ['0100000203000000010000000000000000000000', 'cap_dac_override=ep cap_chown=eip'],
  ['0000000200000000010000000000000000000000', 'cap_chown=i'],
])('%s in text', (hex, text) => {
  const decoded = decodeCapability(Buffer.from(hex, 'hex'));
  expect(decoded === null ? null : capabilityText(decoded)).toBe(text);
});

import { describe, expect, test } from 'vitest';
import { aclEntryText, decodeAcl } from '../../../renderer/features/inspector/acl.ts';
import { decodeCapability } from '../../../shared/format/capability.ts';
import { sameXattr, xattrValue } from '../../../renderer/features/inspector/xattr-value.ts';

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

describe('security.capability', () => {
  test('version 2 with the effective flag, as setcap writes it for ping', () => {
    expect(decodeCapability(bytes('0100000200200000000000000000000000000000'))).toEqual({
      version: 2,
      effective: true,
      permitted: ['cap_net_raw'],
      inheritable: [],
      rootId: null,
    });
  });

  test('version 3 carries the root of its namespace and the upper 32 bits', () => {
    expect(decodeCapability(bytes('000000030004000001000000800000000000000020a10700'))).toEqual({
      version: 3,
      effective: false,
      permitted: ['cap_net_bind_service', 'cap_bpf'],
      inheritable: ['cap_chown'],
      rootId: 500_000,
    });
  });

  test('version 1 has one word for each set', () => {
    expect(decodeCapability(bytes('010000018000000040000000'))).toEqual({
      version: 1,
      effective: true,
      permitted: ['cap_setuid'],
      inheritable: ['cap_setgid'],
      rootId: null,
    });
  });

  test('bits without a name keep their number, the highest bit included', () => {
    expect(decodeCapability(bytes('0000000200000000000000000002008000000000'))?.permitted).toEqual([
      'cap_41',
      'cap_63',
    ]);
  });

  test.each([
    '',
    '01000002',
    '0100000200200000000000000000000000000000ff',
    '0100000900200000000000000000000000000000',
  ])('a value of another form is left alone: %s', (hex) =>
    expect(decodeCapability(bytes(hex))).toBeNull(),
  );

  test('a value inside a larger buffer is read at its own place', () => {
    const whole = bytes(`ffffff${'0100000200200000000000000000000000000000'}ff`);
    expect(decodeCapability(whole.subarray(3, 23))?.permitted).toEqual(['cap_net_raw']);
  });
});

describe('POSIX access control lists', () => {
  const acl =
    '02000000' +
    '01000600ffffffff' +
    '02000500e8030000' +
    '04000400ffffffff' +
    '10000500ffffffff' +
    '20000400ffffffff';

  test('reads like getfacl', () => {
    expect(decodeAcl(bytes(acl))?.map(aclEntryText)).toEqual([
      'user::rw-',
      'user:1000:r-x',
      'group::r--',
      'mask::r-x',
      'other::r--',
    ]);
  });

  test.each(['', '01000000', '0200000001', '020000000300060000000000'])(
    'another form gives null: %s',
    (hex) => expect(decodeAcl(bytes(hex))).toBeNull(),
  );
});

describe('any extended attribute', () => {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

  test.each([
    ['user.comment', utf8('grün, mostly'), { kind: 'text', text: 'grün, mostly' }],
    ['trusted.overlay.opaque', utf8('y'), { kind: 'text', text: 'y' }],
    [
      'security.selinux',
      utf8('system_u:object_r:bin_t:s0\0'),
      { kind: 'text', text: 'system_u:object_r:bin_t:s0' },
    ],
    ['user.empty', utf8(''), { kind: 'empty' }],
    [
      'user.binary',
      bytes('00ff10'),
      { kind: 'hex', hex: '00 ff 10', shownBytes: 3, totalBytes: 3 },
    ],
    [
      'user.bidi',
      utf8('\u202eabc'),
      { kind: 'hex', hex: 'e2 80 ae 61 62 63', shownBytes: 6, totalBytes: 6 },
    ],
    ['security.capability', utf8('no'), { kind: 'text', text: 'no' }],
  ])('%s', (name, value, expected) => expect(xattrValue({ name, value })).toEqual(expected));

  test('a long binary value is cut and says so', () => {
    expect(xattrValue({ name: 'user.long', value: new Uint8Array(1000) })).toMatchObject({
      kind: 'hex',
      shownBytes: 256,
      totalBytes: 1000,
    });
  });

  test('equality is that of the bytes', () => {
    const one = { name: 'user.a', value: bytes('0102') };
    expect(sameXattr(one, { name: 'user.a', value: bytes('0102') })).toBe(true);
    expect(sameXattr(one, { name: 'user.a', value: bytes('0103') })).toBe(false);
    expect(sameXattr(one, { name: 'user.a', value: bytes('01') })).toBe(false);
    expect(sameXattr(one, undefined)).toBe(false);
    expect(sameXattr(undefined, undefined)).toBe(true);
  });
});

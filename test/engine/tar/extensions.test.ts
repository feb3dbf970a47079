import { describe, expect, it } from 'vitest';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import {
  concat,
  entry,
  gnuLong,
  header,
  octal,
  pad,
  pax,
  paxBody,
  sparseMap,
  tar,
} from '../../fixtures/tar-builder.ts';
import { readBySeeking, readEntries } from './read-entries.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('pax records', () => {
  it('override what the header says', () => {
    const records = pax([
      ['path', 'a/long/path'],
      ['uid', '4294967296'],
      ['gid', '7'],
      ['mtime', '1700000000.123456789'],
      ['uname', 'üser'],
      ['gname', 'grüppe'],
      ['size', '5'],
    ]);
    const file = concat(header({ name: 'short', size: 1, userName: 'x' }), pad(text('12345')));
    const { entries, problems } = readEntries(tar(records, file));
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([
      {
        name: 'a/long/path',
        uid: 4_294_967_296,
        gid: 7,
        userName: 'üser',
        groupName: 'grüppe',
        size: 5,
        offset: 0,
        body: 1536,
      },
    ]);
    expect(entries[0]?.modified).toBeCloseTo(1_700_000_000_123.4568, 3);
  });

  it('give times before 1970 and after 2038', () => {
    const time = (value: string): number | undefined =>
      readEntries(tar(pax([['mtime', value]]), entry())).entries[0]?.modified;
    expect(time('-1.5')).toBe(-1500);
    expect(time('-0.25')).toBe(-250);
    expect(time('99999999999')).toBe(99_999_999_999_000);
    expect(time('0')).toBe(0);
  });

  it('count bytes, not characters', () => {
    const records = pax([
      ['path', 'é/日本語'],
      ['linkpath', 'ß'],
    ]);
    const { entries } = readEntries(tar(records, entry({ type: '2', link: 'x' })));
    expect(entries).toMatchObject([{ name: 'é/日本語', link: 'ß' }]);
  });

  it('count for one entry only', () => {
    const bytes = tar(pax([['path', 'one']]), entry({ name: 'x' }), entry({ name: 'two' }));
    expect(readEntries(bytes).entries.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('replace earlier ones as a whole', () => {
    const bytes = tar(
      pax([
        ['path', 'first'],
        ['uid', '1'],
      ]),
      pax([['gid', '2']]),
      entry({ name: 'x', uid: 5 }),
    );
    expect(readEntries(bytes).entries).toMatchObject([{ name: 'x', uid: 5, gid: 2 }]);
  });

  it('that are empty leave the header as it is', () => {
    const records = pax([
      ['path', ''],
      ['uid', ''],
      ['size', ''],
    ]);
    const { entries, problems } = readEntries(tar(records, entry({ name: 'x', uid: 5 }, 'ab')));
    expect(entries).toMatchObject([{ name: 'x', uid: 5, size: 2 }]);
    expect(problems).toEqual([]);
  });

  it('hold binary attributes with equals signs and newlines', () => {
    const value = Uint8Array.of(1, 0, 0x3d, 0x0a, 0xff, 0x31, 0x20);
    const records = pax([
      ['SCHILY.xattr.security.capability', value],
      ['SCHILY.xattr.user.empty', ''],
      ['LIBARCHIVE.xattr.user.b%20c', 'AQI'],
    ]);
    const { entries, problems } = readEntries(tar(records, entry()));
    expect(problems).toEqual([]);
    expect(entries[0]?.xattrs).toEqual([
      ['security.capability', Buffer.from(value).toString('latin1')],
      ['user.empty', ''],
      ['user.b c', '\u0001\u0002'],
    ]);
  });

  it('give an attribute once though two programs wrote it', () => {
    const records = pax([
      ['LIBARCHIVE.xattr.user.a', 'AQI'],
      ['SCHILY.xattr.user.a', 'new'],
    ]);
    expect(readEntries(tar(records, entry())).entries[0]?.xattrs).toEqual([['user.a', 'new']]);
  });

  it('with keys like the members of an object are only unknown', () => {
    const records = pax([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['SCHILY.xattr.__proto__', 'z'],
    ]);
    const { entries } = readEntries(tar(records, entry()));
    expect(entries[0]?.xattrs).toEqual([['__proto__', 'z']]);
  });

  it('that are wrong are left out with a problem', () => {
    const wrong: readonly (readonly [string, Uint8Array])[] = [
      ['length too long', text('99 path=x\n')],
      ['length too short', text('8 path=x\n')],
      ['no newline', text('10 path=xx')],
      ['no number', text('x path=x\n')],
      ['no equals sign', text('7 path\n')],
      ['no key', text('5 =x\n')],
      ['no record', text('zzzz')],
      ['a NUL in a name', paxBody([['path', 'a\0b']])],
      ['a NUL in an attribute name', paxBody([['SCHILY.xattr.a\0b', 'x']])],
      ['a size that is none', paxBody([['size', '-1']])],
      ['a time that is none', paxBody([['mtime', '1.2.3']])],
      ['base64 that is none', paxBody([['LIBARCHIVE.xattr.user.a', '*']])],
    ];
    for (const [what, body] of wrong) {
      const bytes = tar(entry({ name: 'p', type: 'x' }, body), entry({ name: 'own' }, 'abc'));
      const { entries, problems } = readEntries(bytes);
      expect(entries, what).toMatchObject([{ name: 'own', size: 3 }]);
      expect(problems, what).toEqual([expect.stringMatching(/^tar-pax-invalid/)]);
    }
  });

  it('keep what stands before a wrong one', () => {
    const body = concat(paxBody([['path', 'good']]), text('nonsense'));
    const { entries } = readEntries(tar(entry({ type: 'x' }, body), entry({ name: 'own' })));
    expect(entries).toMatchObject([{ name: 'good' }]);
  });

  it('of more bytes than allowed are passed over', () => {
    const size = limits.extendedHeaderBytes + 1;
    const bytes = tar(header({ type: 'x', size }), new Uint8Array(size + 511), entry());
    const { entries, problems } = readBySeekingOnly(bytes);
    expect(entries).toMatchObject([{ name: 'file' }]);
    expect(problems).toEqual(['limit-reached']);
  });
});

/** For archives of many megabytes. */
function readBySeekingOnly(bytes: Uint8Array): ReturnType<typeof readEntries> {
  return readBySeeking(bytes.subarray(0, Math.floor(bytes.length / 512) * 512));
}

describe('GNU long names', () => {
  it('beat the header and pax', () => {
    const long = 'n'.repeat(300);
    const bytes = tar(
      gnuLong('L', long),
      gnuLong('K', 'k'.repeat(200)),
      pax([
        ['path', 'pax'],
        ['linkpath', 'paxlink'],
      ]),
      entry({ name: 'short', type: '2', link: 'l' }),
      entry({ name: 'next' }),
    );
    expect(readEntries(bytes).entries).toMatchObject([
      { name: long, link: 'k'.repeat(200), offset: 0 },
      { name: 'next', link: '' },
    ]);
  });

  it('end at their first NUL', () => {
    const bytes = tar(gnuLong('L', 'name\0rest'), entry({ name: 'x' }));
    expect(readEntries(bytes).entries).toMatchObject([{ name: 'name' }]);
  });

  it('that are empty leave the name as it is', () => {
    const bytes = tar(gnuLong('L', ''), entry({ name: 'x' }));
    expect(readEntries(bytes).entries).toMatchObject([{ name: 'x' }]);
  });
});

describe('sparse files', () => {
  const data = text('0123456789');

  it('of old GNU tar have their map in the header', () => {
    const patches = [
      [
        386,
        sparseMap([
          [0, 4],
          [1000, 6],
        ]),
      ],
      [483, octal(5000, 12)],
    ] as const;
    const bytes = tar(entry({ type: 'S', form: 'gnu', patches }, data), entry({ name: 'b' }));
    expect(readEntries(bytes).entries).toMatchObject([
      {
        type: '0',
        size: 5000,
        storedBytes: 10,
        sparse: [
          [0, 4],
          [1000, 6],
        ],
        dataStart: 0,
      },
      { name: 'b', sparse: null },
    ]);
  });

  it('of old GNU tar go on in blocks after the header', () => {
    const parts = Array.from({ length: 30 }, (_, at) => [at * 100, 1] as const);
    const patches = [
      [386, sparseMap(parts.slice(0, 4))],
      [482, Uint8Array.of(1)],
      [483, octal(3000, 12)],
    ] as const;
    const more = new Uint8Array(1024);
    more.set(sparseMap(parts.slice(4, 25)), 0);
    more[504] = 1;
    more.set(sparseMap(parts.slice(25)), 512);
    const body = new Uint8Array(30).fill(7);
    const bytes = tar(
      header({ type: 'S', form: 'gnu', size: 30, patches, name: 'sparse' }),
      more,
      pad(body),
      entry({ name: 'b' }),
    );
    expect(readEntries(bytes)).toMatchObject({
      entries: [
        { name: 'sparse', size: 3000, storedBytes: 30, body: 1536, sparse: parts },
        { name: 'b' },
      ],
      problems: [],
    });
  });

  it('of pax format 0.0 have their map in pairs of records', () => {
    const records = pax([
      ['GNU.sparse.size', '2000'],
      ['GNU.sparse.numblocks', '2'],
      ['GNU.sparse.offset', '0'],
      ['GNU.sparse.numbytes', '4'],
      ['GNU.sparse.offset', '1994'],
      ['GNU.sparse.numbytes', '6'],
    ]);
    expect(readEntries(tar(records, entry({ name: 'a' }, data))).entries).toMatchObject([
      {
        name: 'a',
        size: 2000,
        storedBytes: 10,
        sparse: [
          [0, 4],
          [1994, 6],
        ],
      },
    ]);
  });

  it('of pax format 0.1 have their map and name in records', () => {
    const records = pax([
      ['GNU.sparse.size', '2000'],
      ['GNU.sparse.name', 'real/name'],
      ['GNU.sparse.map', '0,4,1994,6'],
    ]);
    expect(
      readEntries(tar(records, entry({ name: 'GNUSparseFile.0/n' }, data))).entries,
    ).toMatchObject([
      {
        name: 'real/name',
        size: 2000,
        sparse: [
          [0, 4],
          [1994, 6],
        ],
      },
    ]);
  });

  it('of pax format 1.0 have their map before the data', () => {
    const map = pad(text('2\n0\n4\n1994\n6\n'));
    const bytes = tar(sparse10('real/name', 2000), entry({ name: 'n' }, concat(map, data)));
    expect(readEntries(bytes).entries).toMatchObject([
      {
        name: 'real/name',
        size: 2000,
        storedBytes: 522,
        dataStart: 512,
        sparse: [
          [0, 4],
          [1994, 6],
        ],
      },
    ]);
  });

  it('of pax format 1.0 may have a map of many blocks, or of no part', () => {
    const parts = Array.from({ length: 200 }, (_, at) => [at * 10, 1] as const);
    const numbers = parts.flatMap(([offset, length]) => [offset, length]);
    const map = pad(text(`${[parts.length, ...numbers].join('\n')}\n`));
    const body = concat(map, new Uint8Array(200).fill(9));
    const many = readEntries(tar(sparse10('m', 5000), entry({}, body), entry({ name: 'b' })));
    expect(many).toMatchObject({
      entries: [{ name: 'm', dataStart: map.length, sparse: parts }, { name: 'b' }],
      problems: [],
    });
    const none = readEntries(tar(sparse10('m', 5000), entry({}, pad(text('0\n')))));
    expect(none.entries).toMatchObject([{ size: 5000, storedBytes: 512, sparse: [] }]);
  });

  it('with a map that cannot be true are plain files of what is stored', () => {
    const maps = ['0,4,1994,7', '0,4,2,6', '0,5,2000,5', '0,4,1994', '0,x', '-1,4,10,6'];
    for (const map of maps) {
      const records = pax([
        ['GNU.sparse.size', '2000'],
        ['GNU.sparse.map', map],
      ]);
      const { entries, problems } = readEntries(tar(records, entry({ name: 'a' }, data)));
      expect(entries, map).toMatchObject([{ size: 10, storedBytes: 10, sparse: null }]);
      expect(problems.length, map).toBeGreaterThan(0);
    }
    for (const map of ['x\n', '2\n0\n', '99999999\n0\n', '\n', '1\n0\n11\n']) {
      const bytes = tar(sparse10('a', 2000), entry({}, concat(pad(text(map)), data)));
      const { entries, problems } = readEntries(tar(bytes, entry({ name: 'b' })).subarray(0));
      expect(entries[0], map).toMatchObject({ size: 522, sparse: null });
      expect(problems, map).toEqual(['tar-header-invalid a']);
    }
  });
});

function sparse10(name: string, size: number): Uint8Array {
  return pax([
    ['GNU.sparse.major', '1'],
    ['GNU.sparse.minor', '0'],
    ['GNU.sparse.name', name],
    ['GNU.sparse.realsize', String(size)],
  ]);
}

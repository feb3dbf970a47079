import { describe, expect, it } from 'vitest';
import { base256, concat, entry, header, octal, tar } from '../../fixtures/tar-builder.ts';
import { readEntries } from './read-entries.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function only(bytes: Uint8Array): ReturnType<typeof readEntries>['entries'][number] {
  const { entries } = readEntries(bytes);
  expect(entries).toHaveLength(1);
  const [first] = entries;
  if (first === undefined) throw new Error('no entry');
  return first;
}

describe('a header', () => {
  it('gives every attribute of a file', () => {
    const bytes = tar(
      entry(
        {
          name: 'usr/bin/tool',
          mode: 0o4755,
          uid: 12,
          gid: 34,
          modified: 1_600_000_000,
          userName: 'root',
          groupName: 'staff',
        },
        'content',
      ),
    );
    expect(readEntries(bytes)).toEqual({
      entries: [
        {
          type: '0',
          name: 'usr/bin/tool',
          link: '',
          rawName: text('usr/bin/tool'),
          userName: 'root',
          groupName: 'staff',
          mode: 0o4755,
          uid: 12,
          gid: 34,
          modified: 1_600_000_000_000,
          size: 7,
          storedBytes: 7,
          offset: 0,
          body: 512,
          device: [0, 0],
          xattrs: [],
          sparse: null,
          dataStart: 0,
        },
      ],
      problems: [],
      ending: { kind: 'end-marker', position: 2048, trailingData: false },
    });
  });

  it('is accepted with an unsigned and with a signed checksum', () => {
    const name = Uint8Array.of(0xe9, 0x74, 0xe9);
    for (const checksum of ['unsigned', 'signed'] as const) {
      expect(only(tar(entry({ name, checksum }))).rawName).toEqual(name);
    }
  });

  it('takes checksum digits padded in any way', () => {
    const block = header();
    const sum = text(Buffer.from(block.subarray(148, 154)).toString('latin1'));
    const stated = Number.parseInt(Buffer.from(sum).toString('latin1'), 8).toString(8);
    for (const written of [`${stated.padStart(7, ' ')}\0`, `${stated}\0\0`, `${stated}  `]) {
      const copy = block.slice();
      copy.fill(0x20, 148, 156);
      copy.set(text(written), 148);
      expect(only(tar(copy)).name).toBe('file');
    }
  });

  it('has numbers padded by spaces or NULs, and none for an empty field', () => {
    const patches = [
      [100, text('  644 \0 ')],
      [108, text('\0\0\0\0\0\0\0\0')],
      [116, text('        ')],
    ] as const;
    expect(only(tar(header({ patches })))).toMatchObject({ mode: 0o644, uid: 0, gid: 0 });
  });

  it('has numbers in base-256, which may be negative', () => {
    const patches = [
      [108, base256(2_147_483_648n, 8)],
      [116, base256(-2n, 8)],
      [124, base256(3n, 12)],
      [136, base256(-86_400n, 12)],
    ] as const;
    expect(only(tar(header({ patches }), text('abc'.padEnd(512, '\0'))))).toMatchObject({
      uid: 2_147_483_648,
      gid: -2,
      size: 3,
      modified: -86_400_000,
    });
  });

  it('with a wrong number is shown with 0 and a problem', () => {
    const result = readEntries(tar(header({ patches: [[108, text('12x4567\0')]] })));
    expect(result.entries).toMatchObject([{ uid: 0 }]);
    expect(result.problems).toEqual(['tar-header-invalid file']);
  });

  it('whose size is no number, negative or beyond all bounds ends the archive', () => {
    for (const size of [text('99999999999\0'), base256(-1n, 12), base256(2n ** 80n, 12)]) {
      const bytes = tar(entry({ name: 'before' }), header({ patches: [[124, size]] }));
      const { entries, problems, ending } = readEntries(bytes);
      expect(entries.map(({ name }) => name)).toEqual(['before']);
      expect(problems).toEqual(['tar-header-invalid']);
      expect(ending).toEqual({ kind: 'damaged', position: 512, trailingData: false });
    }
  });

  it('keeps the permission bits of a mode that says more', () => {
    expect(only(tar(header({ patches: [[100, octal(0o107755, 8)]] }))).mode).toBe(0o7755);
  });
});

describe('a name', () => {
  it('has a prefix only in the forms that know one', () => {
    const given = { name: 'b', prefix: 'a' };
    expect(only(tar(entry({ ...given, form: 'ustar' }))).name).toBe('a/b');
    expect(only(tar(entry({ ...given, form: 'star' }))).name).toBe('a/b');
    expect(only(tar(entry({ ...given, form: 'gnu' }))).name).toBe('b');
    expect(only(tar(entry({ ...given, form: 'v7' }))).name).toBe('b');
  });

  it('fills its fields to the last byte', () => {
    const name = 'n'.repeat(100);
    const prefix = 'p'.repeat(155);
    expect(only(tar(entry({ name, prefix }))).name).toBe(`${prefix}/${name}`);
  });

  it('in a star header has 131 bytes of prefix, times following', () => {
    const prefix = 'p'.repeat(131);
    const times = concat(octal(1, 12), octal(2, 12));
    const bytes = tar(header({ name: 'n', form: 'star', prefix, patches: [[476, times]] }));
    expect(only(bytes).name).toBe(`${prefix}/n`);
  });

  it('is raw bytes', () => {
    const name = Uint8Array.of(0x62, 0xff, 0xfe, 0x2f, 0x01, 0x5c, 0x3a);
    expect(only(tar(entry({ name }))).rawName).toEqual(name);
  });

  it('of a user or group is not looked for in a v7 header', () => {
    const patches = [[265, text('nobody')]] as const;
    expect(only(tar(header({ form: 'v7', patches }))).userName).toBe('');
  });
});

describe('a type', () => {
  it('NUL or 0 is a file, and a folder when the name ends with a slash', () => {
    for (const type of ['\0', '0']) {
      expect(only(tar(entry({ name: 'a', type }, 'x'))).type).toBe('0');
      expect(only(tar(entry({ name: 'a/', type }))).type).toBe('5');
    }
  });

  it('0 with a slash has the body it says, NUL with a slash has none', () => {
    const zero = tar(entry({ name: 'a/', type: '0' }, 'body'), entry({ name: 'b' }));
    expect(readEntries(zero).entries.map(({ name }) => name)).toEqual(['a/', 'b']);
    const nul = tar(header({ name: 'a/', type: '\0', size: 4 }), entry({ name: 'b' }));
    expect(readEntries(nul).entries.map(({ name }) => name)).toEqual(['a/', 'b']);
  });

  it('1 to 6 has no body whatever its size says', () => {
    for (const type of ['1', '2', '3', '4', '5', '6']) {
      const bytes = tar(header({ name: 'a', type, size: 999 }), entry({ name: 'b' }, 'x'));
      expect(readEntries(bytes).entries).toMatchObject([
        { name: 'a', type, size: 0, storedBytes: 0 },
        { name: 'b', size: 1 },
      ]);
    }
  });

  it('3 or 4 has device numbers, another has none', () => {
    const device = { deviceMajor: 8, deviceMinor: 1 };
    expect(only(tar(entry({ type: '3', ...device }))).device).toEqual([8, 1]);
    expect(only(tar(entry({ type: '4', ...device }))).device).toEqual([8, 1]);
    expect(only(tar(entry({ type: '0', ...device }))).device).toEqual([0, 0]);
  });

  it('7 is a file with a warning', () => {
    const { entries, problems } = readEntries(tar(entry({ type: '7' }, 'abc')));
    expect(entries).toMatchObject([{ type: '7', size: 3 }]);
    expect(problems).toEqual(['tar-contiguous file']);
  });

  it('that is not known is passed over with its body', () => {
    for (const type of ['D', 'V', 'Z', '8', '\u0001']) {
      const bytes = tar(entry({ name: 'odd', type }, 'body'), entry({ name: 'b' }));
      const { entries, problems } = readEntries(bytes);
      expect(entries.map(({ name }) => name)).toEqual(['b']);
      expect(problems).toEqual(['tar-type-unknown odd']);
    }
  });

  it('g is passed over with its records', () => {
    const global = entry({ name: 'pax_global_header', type: 'g' }, '13 path=evil\n');
    const { entries, problems } = readEntries(tar(global, entry({ name: 'b' })));
    expect(entries.map(({ name }) => name)).toEqual(['b']);
    expect(problems).toEqual([]);
  });
});

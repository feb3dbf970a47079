import { expect, test } from 'vitest';
import {
  hexDump,
  hexRow,
  hexWidth,
  offsetDigits,
} from '../../../renderer/features/preview/hex-rows.ts';

const bytes = Uint8Array.from([
  ...new TextEncoder().encode('\x7fELF~ text\n'),
  0,
  0xff,
  0x09,
  0x20,
  1,
  2,
  3,
]);

test('a line holds as many bytes as asked for, the last one the rest', () => {
  expect(hexRow(bytes, 1, 16)).toEqual({
    start: 16,
    bytes: [
      { hex: '02', character: '.', kind: 'other' },
      { hex: '03', character: '.', kind: 'other' },
    ],
  });
  expect(hexRow(bytes, 2, 16).bytes).toEqual([]);
  expect(hexRow(bytes, 2, 4)).toMatchObject({ start: 8 });
  expect(
    hexRow(bytes, 2, 4)
      .bytes.map((byte) => byte.hex)
      .join(''),
  ).toBe('78740a00');
});

test('bytes are told apart', () => {
  expect(
    hexRow(bytes, 0, 16)
      .bytes.map((cell) => cell.kind)
      .slice(8),
  ).toEqual([
    'printable',
    'printable',
    'whitespace',
    'zero',
    'other',
    'whitespace',
    'whitespace',
    'other',
  ]);
});

test('copied lines look as hexdump -C writes them', () => {
  expect(hexDump(bytes, 0, 99)).toBe(
    [
      '00000000  7f 45 4c 46 7e 20 74 65  78 74 0a 00 ff 09 20 01  |.ELF~ text.... .|',
      '00000010  02 03                                             |..|',
    ].join('\n'),
  );
  expect(hexDump(bytes, 1, 4)).toBe(
    '00000001  45 4c 46                                          |ELF|',
  );
});

test('the line is as wide as the pane lets it', () => {
  expect([700, 532, 531, 301, 300, 100].map((pixels) => hexWidth(pixels, 7, 8))).toEqual([
    16, 16, 8, 8, 4, 4,
  ]);
});

test('offsets have the digits that the last of them needs', () => {
  expect([0, 1, 0x10000, 0x10001, 0x400000].map(offsetDigits)).toEqual([4, 4, 4, 5, 6]);
});

import { describe, expect, test } from 'vitest';
import { decodeText } from '../../../renderer/features/preview/decode-text.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('encodings', () => {
  test.each([
    ['UTF-8', utf8('naïve'), { text: 'naïve', encoding: 'utf-8' }],
    [
      'UTF-8 with a mark, which is not shown',
      utf8('\ufeffabc'),
      { text: 'abc', encoding: 'utf-8-bom' },
    ],
    [
      'UTF-16 little-endian',
      Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0xe9, 0x00),
      { text: 'Aé', encoding: 'utf-16le' },
    ],
    [
      'UTF-16 big-endian',
      Uint8Array.of(0xfe, 0xff, 0x00, 0x41, 0x00, 0xe9),
      { text: 'Aé', encoding: 'utf-16be' },
    ],
    [
      'Latin-1',
      Uint8Array.of(0x6e, 0x61, 0xef, 0x76, 0x65),
      { text: 'naïve', encoding: 'latin-1' },
    ],
    [
      'a mark before what is no UTF-8',
      Uint8Array.of(0xef, 0xbb, 0xbf, 0xff),
      { text: 'ï»¿ÿ', encoding: 'latin-1' },
    ],
    ['nothing', new Uint8Array(0), { text: '', encoding: 'utf-8' }],
  ])('%s', (_, bytes, expected) => expect(decodeText(bytes, false)).toMatchObject(expected));

  test('a character cut in half counts as UTF-8 only where the file goes on', () => {
    const half = utf8('aé').subarray(0, 2);
    expect(decodeText(half, true)).toMatchObject({ text: 'a', encoding: 'utf-8' });
    expect(decodeText(half, false)).toMatchObject({ text: 'aÃ', encoding: 'latin-1' });
  });
});

describe('line endings', () => {
  test.each([
    ['one line', 'none', 'one line'],
    ['a\nb\n', 'lf', 'a\nb\n'],
    ['a\r\nb\r\n', 'crlf', 'a\nb\n'],
    ['a\rb\rc', 'cr', 'a\nb\nc'],
    ['a\r\nb\nc', 'mixed', 'a\r\nb\nc'],
    ['a\r\nb\r', 'crlf', 'a\nb\r'],
  ])('%j', (raw, lineEndings, text) =>
    expect(decodeText(utf8(raw), false)).toMatchObject({ lineEndings, text }),
  );
});

test('characters that hide or turn text are counted, tabs and line ends are not', () => {
  expect(decodeText(utf8('a\tb\r\nc\n'), false).hiddenCharacters).toBe(0);
  expect(
    decodeText(utf8('access\u202e \u2066admin\u2069\u200b\0\u001b[31m'), false).hiddenCharacters,
  ).toBe(6);
});

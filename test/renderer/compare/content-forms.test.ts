import { describe, expect, test } from 'vitest';
import { hexPairLayout } from '../../../renderer/features/compare/content-hex-layout.ts';
import { pairModes } from '../../../renderer/features/compare/content-modes.ts';
import { textNotes } from '../../../renderer/features/compare/content-text-notes.ts';
import { decodeText } from '../../../renderer/features/preview/decode-text.ts';
import type { Preview } from '../../../shared/model/view.ts';

function preview(kind: Preview['kind'], totalBytes = 10, mediaType = ''): Preview {
  return { kind, mediaType, format: null, bytes: new Uint8Array(0), totalBytes };
}

describe('the ways to hold two files against each other', () => {
  test('are those that both can be shown in', () => {
    expect(pairModes(preview('text'), preview('text'))).toEqual(['text', 'hex']);
    expect(pairModes(preview('picture'), preview('picture'))).toEqual(['picture', 'hex']);
    expect(pairModes(preview('text'), preview('binary'))).toEqual(['hex', 'text']);
    expect(pairModes(preview('picture'), preview('text'))).toEqual(['hex', 'text']);
  });

  test('an empty file is of any kind', () => {
    expect(pairModes(preview('text', 0), preview('picture'))).toEqual(['picture', 'hex']);
    expect(pairModes(preview('binary', 0), preview('text'))).toEqual(['text', 'hex']);
  });

  test('drawings are texts too', () => {
    const drawing = preview('picture', 10, 'image/svg+xml');
    expect(pairModes(drawing, drawing)).toEqual(['picture', 'text', 'hex']);
    expect(pairModes(drawing, preview('picture', 10, 'image/png'))).toEqual(['picture', 'hex']);
  });
});

describe('bytes of two files on a line', () => {
  test('take as much room as there is, characters before width', () => {
    const at = (pixels: number): string => {
      const { width, characters } = hexPairLayout(pixels, 7, 6);
      return `${width}${characters ? ' with characters' : ''}`;
    };
    expect([2000, 800, 600, 425, 340, 100].map(at)).toEqual([
      '16 with characters',
      '16',
      '8 with characters',
      '8',
      '4 with characters',
      '4',
    ]);
  });
});

describe('remarks on two texts', () => {
  const none = { changes: [], cut: false, runs: 3, blankOnly: 0 };
  const decoded = (text: string) => decodeText(new TextEncoder().encode(text), false);
  const kinds = (a: string, b: string, found: Parameters<typeof textNotes>[3]): readonly string[] =>
    textNotes(decoded(a), decoded(b), true, found).map(({ kind }) => kind);

  test('line ends, encodings and a last line without an end are told', () => {
    expect(kinds('a\nb\n', 'a\r\nb\r\n', none)).toEqual(['line-endings', 'same-text']);
    expect(kinds('a\n', '\ufeffa\n', none)).toEqual(['encoding', 'same-text']);
    expect(kinds('a\n', 'a', { ...none, cut: true })).toEqual([
      'coarse',
      'final-newline',
      'same-text',
    ]);
  });

  test('a text of one line has no line ends that could differ', () => {
    expect(kinds('a', 'b\n', { ...none, blankOnly: 2 })).toEqual([
      'final-newline',
      'blank-only',
      'same-text',
    ]);
    expect(kinds('', 'b\n', none)).toEqual(['same-text']);
  });
});

import { describe, expect, test } from 'vitest';
import { formatName, formatText } from '../../../renderer/i18n/format-text.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import type { ContentFormat } from '../../../shared/model/content-format.ts';
import { formatNames } from '../../../shared/model/content-format.ts';
import type { Preview } from '../../../shared/model/view.ts';

const [en, de] = [textsIn('en').t, textsIn('de').t];

function file(
  format: ContentFormat | null,
  kind: Preview['kind'] = 'binary',
  mediaType = '',
): Pick<Preview, 'kind' | 'mediaType' | 'format'> {
  return { kind, mediaType, format };
}

const library = file({
  kind: 'elf',
  bits: 64,
  order: 'little',
  machine: 'x86-64',
  object: 'shared',
});

describe('what a file is', () => {
  test.each([
    ['a library', library, 'lib.so', 'ELF 64-bit, x86-64, shared object'],
    [
      'bytecode',
      file({ kind: 'python-bytecode', version: '3.11' }),
      'a.pyc',
      'Python 3.11 bytecode',
    ],
    ['a wheel', file({ kind: 'named', name: 'zip' }), 'a-1.whl', 'Python wheel (zip archive)'],
    ['another zip', file({ kind: 'named', name: 'zip' }), 'a.zip', 'zip archive'],
    [
      'something with a media type',
      file({ kind: 'media', mediaType: 'audio/mpeg' }),
      'a',
      'audio/mpeg',
    ],
    [
      'a picture',
      file({ kind: 'media', mediaType: 'image/png' }, 'picture', 'image/png'),
      'a',
      'image/png',
    ],
    [
      'text, whatever is guessed',
      file({ kind: 'media', mediaType: 'application/xml' }, 'text'),
      'a',
      'Text',
    ],
    [
      'a document that reads as text',
      file({ kind: 'named', name: 'pdf' }, 'text'),
      'a',
      'PDF document',
    ],
    ['plain text', file(null, 'text'), 'a', 'Text'],
    ['noise', file(null), 'a', 'Not recognised'],
  ])('%s', (_, preview, path, words) => {
    expect(formatText(preview, path, en)).toBe(words);
  });

  test('has words for every format in every language', () => {
    for (const name of formatNames) {
      const both = [en, de].map((t) => formatText(file({ kind: 'named', name }), 'a', t));
      expect(both.filter((words) => words === '' || words.startsWith('format.'))).toEqual([]);
    }
    expect(formatText(library, 'a', de)).toBe('ELF 64 Bit, x86-64, Shared Object');
  });

  test('is left out where there is little room and nothing to say', () => {
    expect(formatName(file(null), 'a', en)).toBeNull();
    expect(formatName(file(null, 'text'), 'a', en)).toBe('Text');
    expect(formatName(library, 'a', en)).toBe('ELF 64-bit, x86-64, shared object');
  });
});

import { expect, test } from 'vitest';
import { visibleLine, visibleText } from '../../shared/format/visible.ts';

test.each([
  ['plain ü 漢字 עברית 🙂', 'plain ü 漢字 עברית 🙂'],
  ['photo\u202egpj.exe', 'photo⟨U+202E⟩gpj.exe'],
  ['a\u001b[31mb\0\u007f', 'a␛[31mb␀␡'],
  ['zero\u200bwidth\ufeff', 'zero⟨U+200B⟩width⟨U+FEFF⟩'],
  ['tag\u{e0041}', 'tag⟨U+E0041⟩'],
])('%j', (text, expected) => expect(visibleLine(text)).toBe(expected));

test('a single line shows line ends, a longer text keeps them', () => {
  expect(visibleLine('a\n\tb')).toBe('a␊␉b');
  expect(visibleText('a\n\tb\r')).toBe('a\n\tb␍');
});

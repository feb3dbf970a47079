import { expect, test } from 'vitest';
import { LiteralScan } from '../../../electron/engine/findings/literal-scan.ts';
import { made } from './made-up.ts';

const literals = [
  { text: 'AbAb', anyCase: false },
  { text: 'secret_key', anyCase: true },
  { text: 'ecre', anyCase: true },
  { text: '://a', anyCase: false },
  { text: 'aaaa', anyCase: false },
];

function hits(text: string): readonly string[] {
  const found: string[] = [];
  new LiteralScan(literals).run(Buffer.from(text, 'latin1'), (at, id) => {
    found.push(`${at} ${id}`);
    return true;
  });
  return found.toSorted();
}

/** What a search for each of them at every place finds. */
function slowly(text: string): readonly string[] {
  return literals
    .flatMap(({ text: literal, anyCase }, id) =>
      Array.from({ length: text.length }, (_, at) => {
        const part = text.slice(at, at + literal.length);
        const isSame = anyCase ? part.toLowerCase() === literal.toLowerCase() : part === literal;
        return isSame ? [`${at} ${id}`] : [];
      }).flat(),
    )
    .toSorted();
}

test.each([
  '',
  'aaa',
  'aaaa',
  'aaaaaa',
  'AbAbAb',
  'xSECRET_KEYx Secret_Keysecret_ke',
  'abab AbAb http://ab',
  'eCrEcre',
])('%j', (text) => expect(hits(text)).toEqual(slowly(text)));

test('the same as looking everywhere, over texts made of parts of them', () => {
  const parts = ['AbA', 'b', 'aa', 'secret', '_key', 'ECRE', '://', 'a', '\n', ' '];
  for (let seed = 1; seed <= 200; seed++) {
    const text = made('digits', 60, seed)
      .split('')
      .map((digit) => parts[Number(digit)])
      .join('');
    expect(hits(text)).toEqual(slowly(text));
  }
});

test('ends when it is told to', () => {
  let count = 0;
  new LiteralScan(literals).run(Buffer.alloc(1000, 'a'), () => {
    count++;
    return count < 3;
  });
  expect(count).toBe(3);
});

test('a literal that is too short for the search is refused', () => {
  expect(() => new LiteralScan([{ text: 'abc', anyCase: false }])).toThrow(RangeError);
});

import { describe, expect, test } from 'vitest';
import { excerpt, excerptsApart, pathExcerpt } from '../../shared/format/excerpt.ts';

test.each([
  ['short', 10, 'short'],
  ['exactly 10', 10, 'exactly 10'],
  ['one too long', 11, 'one too lo…'],
  ['  a\n\t b  ', 10, 'a b'],
  ['a\u202eb', 20, 'a⟨U+202E⟩b'],
  ['🎉🎉🎉🎉', 3, '🎉🎉…'],
])('%j in %i characters is %j', (text, most, wanted) => {
  expect(excerpt(text, most)).toBe(wanted);
});

test.each([
  ['usr/bin/tool', 12, 'usr/bin/tool'],
  ['usr/share/doc/tool', 12, '…re/doc/tool'],
  ['a  b', 10, 'a  b'],
  ['a\nb', 10, 'a␊b'],
])('of the path %j in %i characters the end stays: %j', (path, most, wanted) => {
  expect(pathExcerpt(path, most)).toBe(wanted);
});

describe('two texts', () => {
  const start = 'RUN apt-get install -y --no-install-recommends ca-certificates ';

  test('stay as they are while they are short', () => {
    expect(excerptsApart('a b', 'a c', 10)).toEqual(['a b', 'a c']);
  });

  test('begin at their beginning when that differs', () => {
    const [a, b] = excerptsApart(`COPY ${start}`, start, 20);
    expect([a, b]).toEqual(['COPY RUN apt-get in…', 'RUN apt-get install…']);
  });

  test('lose the beginning that they share, so that the difference is seen', () => {
    const pair = excerptsApart(`${start}curl ${'x '.repeat(50)}`, `${start}wget`, 40);
    expect(pair).toEqual(['…ca-certificates curl x x x x x x x x x…', '…ca-certificates wget']);
    expect(Math.max(...pair.map((each) => each.length))).toBeLessThanOrEqual(40);
  });

  test('of which one is the beginning of the other', () => {
    expect(excerptsApart(start, `${start}curl`, 30)).toEqual([
      '…ca-certificates',
      '…ca-certificates curl',
    ]);
  });

  test('without a space to begin at', () => {
    const long = 'x'.repeat(100);
    const [a, b] = excerptsApart(`${long}a`, `${long}b`, 20);
    expect([a, b]).toEqual(['…xxxxxa', '…xxxxxb']);
  });
});

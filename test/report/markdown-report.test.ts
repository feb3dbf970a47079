import { markdownLanguage } from '@codemirror/lang-markdown';
import { describe, expect, test } from 'vitest';
import { textLanguages, textsIn } from '../../shared/i18n/t.ts';
import { markdownCode } from '../../shared/report/markdown-parts.ts';
import { markdownReport } from '../../shared/report/markdown-report.ts';
import type { ComparisonReport } from '../../shared/report/comparison-report.ts';
import { hostileReport, hostileTexts } from './hostile.ts';
import { changedPath, report } from './values.ts';

function textOf(of: ComparisonReport, language: 'en' | 'de' = 'en'): string {
  return [...markdownReport(of, textsIn(language))].join('');
}

/** What a reader of GFM makes of a text: every piece of it by its kind, with the text. */
function pieces(text: string): readonly { readonly kind: string; readonly text: string }[] {
  const found: { kind: string; text: string }[] = [];
  markdownLanguage.parser.parse(text).iterate({
    enter: ({ name, from, to }) => void found.push({ kind: name, text: text.slice(from, to) }),
  });
  return found;
}

/** The cells of each row of each table. */
function cellCounts(text: string): readonly number[] {
  const counts: number[] = [];
  for (const { kind } of pieces(text)) {
    if (kind === 'TableRow' || kind === 'TableHeader') counts.push(0);
    else if (kind === 'TableCell') counts.push((counts.pop() ?? 0) + 1);
  }
  return counts;
}

const markup = ['Link', 'Image', 'URL', 'Autolink', 'Emphasis', 'SetextHeading1', 'FencedCode'];

describe('whatever an archive names', () => {
  const plain = textOf(hostileReport('harmless'));

  test.each(hostileTexts)('%j is code and nothing else', (text) => {
    const found = pieces(textOf(hostileReport(text)));
    expect(found.filter(({ kind }) => markup.includes(kind))).toEqual([]);
    const tags = found.filter(({ kind }) => kind === 'HTMLTag').map((each) => each.text);
    expect(tags.filter((tag) => !/^<\/?code>$/.test(tag))).toEqual([]);
    const blocks = found.filter(({ kind }) => kind === 'HTMLBlock').map((each) => each.text);
    expect(
      blocks.filter((block) => !/^<(?:details><summary>[^<]*<\/summary>|\/details>)$/.test(block)),
    ).toEqual([]);
    const headings = found.filter(({ kind }) => /^ATXHeading\d$/.test(kind));
    expect(headings).toHaveLength(3);
  });

  test.each(hostileTexts)('%j leaves the tables as they are', (text) => {
    expect(cellCounts(textOf(hostileReport(text)))).toEqual(cellCounts(plain));
  });

  test.each(hostileTexts)('%j leaves nothing unseen', (text) => {
    expect(textOf(hostileReport(text))).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/,
    );
  });

  test.each(hostileTexts)('%j calls nobody', (text) => {
    // What stands in code is not searched for names of people.
    const outside = textOf(hostileReport(text))
      .replaceAll(/`[^`\n]*`/g, '')
      .replaceAll(/<code>[^<\n]*<\/code>/g, '');
    expect(outside).not.toMatch(/@|https?:|#\d/);
  });
});

test.each([
  ['usr/bin/tool', '`usr/bin/tool`'],
  ['a|b', '<code>a&#124;b</code>'],
  ['`', '<code>&#96;</code>'],
  ['', '<code></code>'],
  [' a', '<code>&#32;a</code>'],
  ['a\nb', '`a␊b`'],
  ['tür', '`tür`'],
])('%j is written %j', (text, written) => {
  expect(markdownCode(text)).toBe(written);
});

test.each(textLanguages)('leaves no placeholder open in %s', (language) => {
  expect(textOf(hostileReport('x'), language)).not.toMatch(/\{\w+\}/);
});

test('fits into a comment, whatever there is, and says what it leaves out', () => {
  const text = textOf(
    report({
      *paths() {
        for (let i = 0; i < 100_000; i++) {
          yield changedPath(`${'folder/'.repeat(20)}${i}`, { growth: i });
        }
      },
    }),
  );
  expect(text.length).toBeLessThan(20_000);
  expect(text).toContain('<summary>100,000 added</summary>');
  expect(text).toContain('and 99,975 more');
  expect(text).toContain('folder/99999`');
});

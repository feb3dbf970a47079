import { markdownLanguage } from '@codemirror/lang-markdown';
import { describe, expect, test } from 'vitest';
import { visibleLine } from '../../shared/format/visible.ts';
import { textLanguages, textsIn } from '../../shared/i18n/t.ts';
import { reportFormats } from '../../shared/model/comparison.ts';
import type { ReportFormat } from '../../shared/model/comparison.ts';
import type { Review } from '../../shared/model/review.ts';
import { imagePieces } from '../../shared/report/image-pieces.ts';
import { hostileTexts } from './hostile.ts';
import { decoded, tags } from './markup.ts';
import { reviewOf } from './review-values.ts';

function written(format: ReportFormat, review: Review, language: 'en' | 'de' = 'en'): string {
  return [...imagePieces(format, review, textsIn(language))].join('');
}

describe('whatever an archive names, in HTML', () => {
  const plain = tags(written('html', reviewOf('harmless')));

  test.each(hostileTexts)('%j is text and nothing else', (text) => {
    const markup = written('html', reviewOf(text));
    // An instruction of more lines is shown in more lines.
    const lines = text.split('\n').length;
    if (lines === 1) expect(tags(markup)).toEqual(plain);
    expect(markup).not.toMatch(/<script|<img|<a href="(?!#)|javascript:|\son\w+="/i);
  });

  test.each(hostileTexts)('%j is there, as a reader should see it', (text) => {
    const shown = decoded(written('html', reviewOf(`x${text}x`)));
    expect(shown).toContain(visibleLine(`/etc/x${text}x`));
  });
});

describe('whatever an archive names, in Markdown', () => {
  const pieces = (text: string): readonly { readonly kind: string; readonly text: string }[] => {
    const found: { kind: string; text: string }[] = [];
    markdownLanguage.parser.parse(text).iterate({
      enter: ({ name, from, to }) => void found.push({ kind: name, text: text.slice(from, to) }),
    });
    return found;
  };
  const cells = (text: string): number =>
    pieces(text).filter(({ kind }) => kind === 'TableCell').length;
  const plain = cells(written('markdown', reviewOf('harmless')));

  test.each(hostileTexts)('%j is code and nothing else', (text) => {
    const markdown = written('markdown', reviewOf(text));
    const found = pieces(markdown);
    const markup = ['Link', 'Image', 'URL', 'Autolink', 'Emphasis', 'SetextHeading1', 'FencedCode'];
    expect(found.filter(({ kind }) => markup.includes(kind))).toEqual([]);
    const marks = found.filter(({ kind }) => kind === 'HTMLTag').map((each) => each.text);
    expect(marks.filter((tag) => !/^<\/?code>$/.test(tag))).toEqual([]);
    const blocks = found.filter(({ kind }) => kind === 'HTMLBlock').map((each) => each.text);
    expect(
      blocks.filter((block) => !/^<(?:details><summary>[^<]*<\/summary>|\/details>)$/.test(block)),
    ).toEqual([]);
    expect(found.filter(({ kind }) => /^ATXHeading\d$/.test(kind))).toHaveLength(3);
    expect(cells(markdown)).toBe(plain);
  });

  test.each(hostileTexts)('%j calls nobody', (text) => {
    const outside = written('markdown', reviewOf(text))
      .replaceAll(/`[^`\n]*`/g, '')
      .replaceAll(/<code>[^<\n]*<\/code>/g, '');
    expect(outside).not.toMatch(/@|https?:|#\d/);
  });
});

describe.each(reportFormats)('in %s', (format) => {
  test.each(hostileTexts)('nothing unseen is left of %j', (text) => {
    expect(written(format, reviewOf(text))).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/,
    );
  });

  test.each(textLanguages)('no placeholder is left open: %s', (language) => {
    const [, body] = written(format, reviewOf('x'), language).split('</style>');
    expect(body ?? written(format, reviewOf('x'), language)).not.toMatch(/\{\w+\}/);
  });

  test('the command of a step in which a secret was found is hidden', () => {
    const review = reviewOf('x');
    const secret = 'RUN curl -H token-1234567890';
    const layers = review.image.layers.map((layer) =>
      layer.index === 2 ? { ...layer, command: secret } : layer,
    );
    const history = review.image.history.map((step) =>
      step.layer === 2 ? { ...step, createdBy: secret, command: secret, comment: secret } : step,
    );
    const text = written(format, { ...review, image: { ...review.image, layers, history } });
    expect(text).not.toContain('token-1234567890');
    expect(text).toContain('RUN •••');
  });
});

test.each(textLanguages)('the page loads nothing and runs nothing: %s', (language) => {
  const markup = written('html', reviewOf('x'), language);
  expect(markup).toContain(`<html lang="${language}">`);
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(markup)?.[1];
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
  expect(markup).not.toMatch(/\b(?:src|srcset|action|formaction)=|url\(|@import|<link|<iframe/i);
  const anchors = [...markup.matchAll(/href="#([^"]*)"/g)].map(([, anchor]) => anchor);
  expect(anchors).toHaveLength(7);
  for (const anchor of anchors) expect(markup).toContain(`<section id="${anchor}">`);
});

test('its tables can be understood without seeing them', () => {
  const markup = written('html', reviewOf('x'));
  const tables = markup.match(/<table>/g) ?? [];
  expect(tables.length).toBeGreaterThan(7);
  expect(markup.match(/<caption>[^<]+<\/caption>/g)).toHaveLength(tables.length);
  expect(markup).not.toMatch(/<th(?![^>]*scope=)[\s>]/);
  expect(markup).not.toMatch(/<th[^>]*><\/th>/);
});

test('both languages have the same page', () => {
  const review = reviewOf('x');
  expect(tags(written('html', review, 'de'))).toEqual(tags(written('html', review)));
});

test('says first what there is to say', () => {
  const lead =
    '8 MB of the 100 MB that its layers store (8%) are not visible in the image. The advice below saves 8 MB. 3 likely secrets are in it.';
  expect(written('html', reviewOf('x')).replaceAll('\u00a0', ' ')).toContain(lead);
  expect(written('markdown', reviewOf('x')).replaceAll('\u00a0', ' ')).toContain(`**${lead}**`);
});

test('JSON is what it is, with numbers that JSON does not have as text', () => {
  const review = reviewOf('x');
  const { dive } = review.waste;
  const odd = {
    ...review,
    waste: { ...review.waste, dive: { ...dive, userWastedPercent: Number.NaN } },
  };
  const record: unknown = JSON.parse(written('json', odd));
  expect(record).toMatchObject({
    savedByAll: 8_000_005,
    hidden: { total: 8_000_000, storedBytes: 100_000_000, byCause: { opaque: 1_000_000 } },
    dive: { efficiencyScore: 1, userWastedPercent: 'NaN' },
    advice: [
      { kind: 'merge-steps', title: 'Do layers 2 and 3 in one step', savedBytes: 8_000_000 },
      {},
      {},
    ],
    layers: [{ index: 0, command: 'x', fileBytes: 50_000_000, hiddenBytes: 4_000_000 }, {}, {}, {}],
    secrets: [{ masked: 'x' }, {}, {}],
    unlisted: { secrets: 7 },
    problems: [{ code: 'path-escapes', message: expect.any(String) }],
  });
});

test('Markdown fits into a comment, whatever there is', () => {
  const review = reviewOf('folder/'.repeat(100));
  const many = <Row>(rows: readonly Row[]): readonly Row[] =>
    Array.from({ length: 5000 }, (_, at) => rows[at % rows.length]!);
  const text = written('markdown', {
    ...review,
    advice: many(review.advice),
    waste: { ...review.waste, groups: many(review.waste.groups), groupCount: 5000 },
    findings: {
      ...review.findings,
      secrets: many(review.findings.secrets),
      leftovers: many(review.findings.leftovers),
    },
    duplicates: { ...review.duplicates, groups: many(review.duplicates.groups), groupCount: 5000 },
    image: { ...review.image, layers: many(review.image.layers) },
  });
  expect(text.length).toBeLessThan(65_000);
  expect(text).toContain('and 4,988 more');
});

test('the page is bounded by what a browser can show', () => {
  const review = reviewOf('x'.repeat(2000));
  const files = Array.from({ length: 1000 }, () => review.hiddenFiles[0]!);
  const groups = Array.from({ length: 2000 }, () => review.waste.groups[0]!);
  const waste = { ...review.waste, groups, groupCount: 9000, files: 90_000 };
  const markup = written('html', { ...review, waste, hiddenFiles: files });
  expect(markup.length).toBeLessThan(2_000_000);
  expect(markup).toContain('and 8,800 more');
  expect(markup).toContain('and 89,700 more');
});

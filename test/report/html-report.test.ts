import { describe, expect, test } from 'vitest';
import { textLanguages, textsIn } from '../../shared/i18n/t.ts';
import { htmlReport } from '../../shared/report/html-report.ts';
import type { ComparisonReport } from '../../shared/report/comparison-report.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import { hostileReport, hostileTexts } from './hostile.ts';
import { decoded, tags } from './markup.ts';
import { changedPath, comparison, report } from './values.ts';

function page(of: ComparisonReport, language: 'en' | 'de' = 'en'): string {
  return [...htmlReport(of, textsIn(language))].join('');
}

describe('whatever an archive names', () => {
  const plain = tags(page(hostileReport('harmless')));

  test.each(hostileTexts)('%j is text and nothing else', (text) => {
    const markup = page(hostileReport(text));
    expect(tags(markup)).toEqual(plain);
    expect(markup).not.toMatch(/<script|<img|<a href="(?!#)|javascript:|\son\w+="/i);
  });

  test.each(hostileTexts)('%j is there, as a reader should see it', (text) => {
    const shown = decoded(page(hostileReport(`x${text}x`)));
    expect(shown).toContain(visibleLine(`etc/x${text}x`));
  });

  test.each(hostileTexts)('%j leaves nothing unseen', (text) => {
    const markup = page(hostileReport(text));
    expect(markup).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/,
    );
  });
});

test.each(textLanguages)('loads nothing, runs nothing and says its language: %s', (language) => {
  const markup = page(hostileReport('x'), language);
  expect(markup).toMatch(/^<!doctype html>\s*<html lang="/);
  expect(markup).toContain(`<html lang="${language}">`);
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(markup)?.[1];
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
  expect(markup).not.toMatch(/\b(?:src|srcset|action|formaction)=|url\(|@import|<link|<iframe/i);
  expect([...markup.matchAll(/href="([^"]*)"/g)].map(([, target]) => target?.[0])).toEqual(
    Array(5).fill('#'),
  );
});

test('its tables can be understood without seeing them', () => {
  const markup = page(hostileReport('x'));
  const tables = markup.match(/<table>/g) ?? [];
  expect(markup.match(/<caption>[^<]+<\/caption>/g)).toHaveLength(tables.length);
  expect(markup).not.toMatch(/<th(?![^>]*scope=)[\s>]/);
  expect(markup).not.toMatch(/<th[^>]*><\/th>/);
});

test('is the same whatever its language but for the words', () => {
  const value = hostileReport('x');
  expect(tags(page(value, 'de'))).toEqual(tags(page(value, 'en')));
  expect(page(value, 'de')).not.toBe(page(value, 'en'));
});

test('leaves no placeholder open', () => {
  for (const language of textLanguages) {
    const [, body = ''] = page(hostileReport('x'), language).split('</style>');
    expect(body).not.toMatch(/\{\w+\}/);
  }
});

test('is bounded by what a page can show, and says what it leaves out', () => {
  const many = report({
    comparison: comparison(),
    *paths() {
      for (let i = 0; i < 300_000; i++) yield changedPath(`data/${i}`);
    },
  });
  const markup = page(many);
  expect(markup.length).toBeLessThan(2_000_000);
  expect(markup).toContain('300,000 added');
  expect(markup).toContain('and 298,000 more');
});

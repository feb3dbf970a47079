import type { Texts } from '../i18n/t.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { configSection, packagesSection, problemsSection } from './html-facts.ts';
import { filesSection, htmlLimits } from './html-files.ts';
import { layersSection } from './html-layers.ts';
import { overviewSection, pageHead } from './html-overview.ts';
import { html } from './html-parts.ts';
import type { Html } from './html-parts.ts';
import { htmlStyle } from './html-style.ts';
import { imageTitle } from './image-title.ts';
import { summarizePaths } from './path-summary.ts';
import type { PathSummary } from './path-summary.ts';

/** Nothing is loaded and nothing runs, whatever a name from an archive may have smuggled in. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A comparison as one HTML document that needs nothing beside it, in pieces. It has no script; all text of the archives
 * is escaped. Long lists are cut and say so.
 */
export function* htmlReport(report: ComparisonReport, texts: Texts): Generator<string> {
  const { comparison } = report;
  const { t, language } = texts;
  const title = t('report.titleOf', {
    a: imageTitle(comparison.a, t),
    b: imageTitle(comparison.b, t),
  });
  const summary = yield* summarizePaths(report.paths(), htmlLimits);
  const sections = sectionsOf(report, summary, texts);
  yield '<!doctype html>\n';
  yield html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${title}</title>
      <style>
        ${{ markup: htmlStyle }}
      </style>
    </head>
    <body>
   `.markup;
  yield pageHead(comparison, sections, texts).markup;
  yield '<main>\n';
  for (const { markup } of overviewSection(comparison, texts)) yield `${markup}\n`;
  for (const { anchor, title: heading, parts } of sections) {
    yield html`<section id="${anchor}"><h2>${heading}</h2> `.markup;
    for (const { markup } of parts()) yield `${markup}\n`;
    yield '</section>\n';
  }
  yield html`</main><footer>${t('report.madeBy')}</footer></body></html>\n`.markup;
}

interface Section {
  readonly anchor: string;
  readonly title: string;
  readonly parts: () => Iterable<Html>;
}

function sectionsOf(
  { comparison, packages }: ComparisonReport,
  summary: PathSummary,
  texts: Texts,
): readonly Section[] {
  const { t } = texts;
  const { problems } = comparison;
  const sections: Section[] = [
    {
      anchor: 'files',
      title: t('report.files'),
      parts: () => filesSection(comparison, summary, texts),
    },
    {
      anchor: 'layers',
      title: t('report.layers'),
      parts: () => layersSection(comparison, texts),
    },
    {
      anchor: 'packages',
      title: t('report.packages'),
      parts: () => packagesSection(packages, texts),
    },
    { anchor: 'config', title: t('report.config'), parts: () => configSection(comparison, texts) },
  ];
  if (problems.length === 0) return sections;
  const parts = (): Iterable<Html> => problemsSection(problems, texts);
  return [...sections, { anchor: 'problems', title: t('report.problems'), parts }];
}

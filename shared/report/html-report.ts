import type { Texts } from '../i18n/t.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { configSection, packagesSection, problemsSections } from './html-facts.ts';
import { filesSection, htmlLimits } from './html-files.ts';
import { layersSection } from './html-layers.ts';
import { overviewSection } from './html-overview.ts';
import { htmlPage } from './html-page.ts';
import type { HtmlSection } from './html-page.ts';
import { code, html, sentence } from './html-parts.ts';
import { imageTitle } from './image-title.ts';
import { partingSentence } from './parting-sentence.ts';
import { summarizePaths } from './path-summary.ts';
import type { PathSummary } from './path-summary.ts';

/**
 * A comparison as one HTML document that needs nothing beside it, in pieces. It has no script; all text of the archives
 * is escaped. Long lists are cut and say so.
 */
export function* htmlReport(report: ComparisonReport, texts: Texts): Generator<string> {
  const { comparison } = report;
  const { t } = texts;
  const { a, b, parting } = comparison;
  const [nameA, nameB] = [imageTitle(a, t), imageTitle(b, t)];
  const summary = yield* summarizePaths(report.paths(), htmlLimits);
  const page = {
    title: t('report.titleOf', { a: nameA, b: nameB }),
    eyebrow: t('report.title'),
    heading: html`${code(nameA)}<span class="arrow"> → </span>${code(nameB)}`,
    lead: sentence((mark) => partingSentence(parting, t, mark)),
    overview: () => overviewSection(comparison, texts),
    sections: sectionsOf(report, summary, texts),
  };
  yield* htmlPage(page, texts);
}

function sectionsOf(
  { comparison, packages }: ComparisonReport,
  summary: PathSummary,
  texts: Texts,
): readonly HtmlSection[] {
  const { t } = texts;
  return [
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
    ...problemsSections(comparison.problems, texts),
  ];
}

import type { Texts } from '../i18n/t.ts';
import type { Review } from '../model/review.ts';
import { problemsSections } from './html-facts.ts';
import { htmlPage } from './html-page.ts';
import type { HtmlSection } from './html-page.ts';
import { code, html } from './html-parts.ts';
import { adviceSection } from './image-html-advice.ts';
import { findingsSection } from './image-html-findings.ts';
import { duplicatesSection, layerPackagesSection } from './image-html-lists.ts';
import { hiddenSection, imageOverview, imageLayersSection } from './image-html-waste.ts';
import { reviewLead } from './image-words.ts';
import { imageTitle } from './image-title.ts';

/**
 * The review of an image as one HTML document that needs nothing beside it, in pieces. It has no script; all text of
 * the archive is escaped. Long lists are cut and say so.
 */
export function imageHtml(review: Review, texts: Texts): Generator<string> {
  const { t } = texts;
  const name = imageTitle({ ...review.image, source: review.source }, t);
  const page = {
    title: `${name} – ${t('report.image.title')}`,
    eyebrow: t('report.image.title'),
    heading: code(name),
    lead: html`${reviewLead(review, texts)}`,
    overview: () => imageOverview(review, texts),
    sections: sectionsOf(review, texts),
  };
  return htmlPage(page, texts);
}

function sectionsOf(review: Review, texts: Texts): readonly HtmlSection[] {
  const { t } = texts;
  return [
    { anchor: 'advice', title: t('review.advice'), parts: () => adviceSection(review, texts) },
    { anchor: 'hidden', title: t('review.waste'), parts: () => hiddenSection(review, texts) },
    { anchor: 'layers', title: t('report.layers'), parts: () => imageLayersSection(review, texts) },
    {
      anchor: 'findings',
      title: t('review.findings'),
      parts: () => findingsSection(review, texts),
    },
    {
      anchor: 'packages',
      title: t('review.packages'),
      parts: () => layerPackagesSection(review, texts),
    },
    {
      anchor: 'duplicates',
      title: t('review.duplicates'),
      parts: () => duplicatesSection(review, texts),
    },
    ...problemsSections(review.facts.problems, texts),
  ];
}

import type { Texts } from '../i18n/t.ts';
import type { ReportFormat } from '../model/comparison.ts';
import type { Review } from '../model/review.ts';
import { imageHtml } from './image-html.ts';
import { imageJson } from './image-json.ts';
import { imageMarkdown } from './image-markdown.ts';
import { maskedReview } from './image-masks.ts';

/** The review of an image in one of the forms of a report, as text in pieces. No secret that was found is in it. */
export function imagePieces(format: ReportFormat, review: Review, texts: Texts): Iterable<string> {
  const masked = maskedReview(review);
  switch (format) {
    case 'json':
      return imageJson(masked);
    case 'markdown':
      return imageMarkdown(masked, texts);
    case 'html':
      return imageHtml(masked, texts);
  }
}

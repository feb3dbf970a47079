import type { Texts } from '../i18n/t.ts';
import type { ReportFormat } from '../model/comparison.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';
import { markdownReport } from './markdown-report.ts';

/** A report in one of its forms, as text in pieces: the whole of one may be far larger than memory should hold. */
export function reportPieces(
  format: ReportFormat,
  report: ComparisonReport,
  texts: Texts,
): Iterable<string> {
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'markdown':
      return markdownReport(report, texts);
    case 'html':
      return htmlReport(report, texts);
  }
}

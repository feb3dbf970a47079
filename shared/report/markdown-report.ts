import { amountText } from '../format/amount.ts';
import { formatBytes } from '../format/bytes.ts';
import { formatBytesDifference } from '../format/difference.ts';
import type { Texts } from '../i18n/t.ts';
import type { ComparedImage, Comparison, LayerShare } from '../model/comparison.ts';
import { countsText } from './change-texts.ts';
import type { ComparisonReport } from './comparison-report.ts';
import { imageTitle, pointText } from './image-title.ts';
import { markdownCode, markdownTable } from './markdown-parts.ts';
import {
  changesPart,
  configPart,
  layersPart,
  markdownPath,
  packagesPart,
  problemsPart,
} from './markdown-lists.ts';
import { partingSentence } from './parting-sentence.ts';
import { summarizePaths } from './path-summary.ts';
import type { PathSummary } from './path-summary.ts';
import { sizeRows } from './size-rows.ts';

/** What fits into a comment and is still read. */
const limits = { paths: 25, largest: 10, folders: 0 } as const;

/**
 * A comparison in Markdown (GFM) that fits into a comment on a pull request, in pieces: the answer first, long lists
 * folded and cut. All text of the archives is escaped.
 */
export function* markdownReport(report: ComparisonReport, texts: Texts): Generator<string> {
  const { comparison, packages } = report;
  const { t } = texts;
  const { a, b, parting } = comparison;
  yield `## ${t('report.title')}: ${imageText(a, texts)} → ${imageText(b, texts)}\n\n`;
  yield `**${partingSentence(parting, t, markdownCode)}**\n\n`;
  yield* sizeTable(comparison, texts);
  yield `\n${sharesText(comparison, texts)}\n\n`;
  const summary = yield* summarizePaths(report.paths(), limits);
  yield filesText(comparison, texts);
  yield* largestPart(summary, texts);
  yield* packagesPart(packages, texts);
  yield* layersPart(comparison, texts);
  yield* configPart(comparison, texts);
  yield* changesPart(summary, texts);
  yield* problemsPart(comparison, texts);
}

function imageText(image: ComparedImage, { t }: Texts): string {
  const point = pointText(image, t);
  const name = markdownCode(imageTitle(image, t));
  return point === '' ? name : `${name} (${point})`;
}

function sizeTable(comparison: Comparison, texts: Texts): Iterable<string> {
  const { t } = texts;
  return markdownTable(
    ['', 'A', 'B', t('report.difference')],
    [false, true, true, true],
    sizeRows(comparison, texts).map(({ label, a, b, difference }) => [label, a, b, difference]),
  );
}

function sharesText({ shared, onlyA, onlyB }: Comparison, texts: Texts): string {
  const { t } = texts;
  const part = (title: string, share: LayerShare): string => {
    const layers = t('layers.count', { count: share.layers });
    return `${title}: ${layers}, ${amountText(share.bytes.unpacked, texts)}`;
  };
  return [
    part(t('report.shared'), shared),
    part(t('report.onlyA'), onlyA),
    part(t('report.onlyB'), onlyB),
  ].join(' · ');
}

function filesText({ files }: Comparison, texts: Texts): string {
  const { t } = texts;
  const counts = countsText(files, texts);
  const times = files.timeOnly === 0 ? '' : ` ${t('report.timeOnly', { count: files.timeOnly })}`;
  const text = counts === '' ? t('report.files.none') : `${counts}.`;
  return `**${t('report.files')}:** ${text}${times}\n\n`;
}

function* largestPart({ grown, shrunk }: PathSummary, texts: Texts): Generator<string> {
  const { t, locale } = texts;
  const parts = [
    { title: t('report.grown'), paths: grown },
    { title: t('report.shrunk'), paths: shrunk },
  ];
  const bytes = (value: number | undefined): string =>
    value === undefined ? '' : formatBytes(value, locale);
  for (const { title, paths } of parts) {
    if (paths.length === 0) continue;
    yield `### ${title}\n\n`;
    yield* markdownTable(
      [t('report.path'), 'A', 'B', t('report.difference')],
      [false, true, true, true],
      paths.map((each) => [
        markdownPath(each.path),
        bytes(each.a?.bytes),
        bytes(each.b?.bytes),
        formatBytesDifference(each.growth, locale),
      ]),
    );
    yield '\n';
  }
}

import { formatBytes } from '../format/bytes.ts';
import { excerpt } from '../format/excerpt.ts';
import type { Texts } from '../i18n/t.ts';
import { savedByAll } from '../model/advice.ts';
import type { Advice } from '../model/advice.ts';
import type { Review } from '../model/review.ts';
import { adviceWords } from '../format/advice-words.ts';
import {
  duplicatesPart,
  imageLayersPart,
  layerPackagesPart,
  leftoversPart,
  secretsPart,
} from './image-markdown-lists.ts';
import { diveTexts, reviewLead } from './image-words.ts';
import { imageTitle } from './image-title.ts';
import { markdownPath, problemsPart, withRest } from './markdown-lists.ts';
import { markdownCode, markdownDetails, markdownTable } from './markdown-parts.ts';

const mostPieces = 12;
const mostGroups = 15;
const commandCharacters = 90;
const lineCharacters = 400;

/**
 * The review of an image in Markdown (GFM) that fits into a comment on a pull request, in pieces: the answer first,
 * long lists folded and cut. All text of the archive is escaped.
 */
export function* imageMarkdown(review: Review, texts: Texts): Generator<string> {
  const { t } = texts;
  const { image, source, facts } = review;
  yield `## ${t('report.image.title')}: ${markdownCode(imageTitle({ ...image, source }, t))}\n\n`;
  yield `**${reviewLead(review, texts)}**\n\n`;
  yield* advicePart(review, texts);
  yield* hiddenPart(review, texts);
  yield* secretsPart(review.findings, texts);
  yield* leftoversPart(review.findings, texts);
  yield* layerPackagesPart(review.packages, texts);
  yield* duplicatesPart(review.duplicates, texts);
  yield* imageLayersPart(review, texts);
  yield* problemsPart(facts, texts);
}

function* advicePart({ advice }: Review, texts: Texts): Generator<string> {
  const { t, locale } = texts;
  if (advice.length === 0) {
    yield `${t('report.image.advice.none')}\n\n`;
    return;
  }
  const saved = savedByAll(advice);
  const sum =
    saved === 0 ? '' : ` (${t('report.image.saves', { size: formatBytes(saved, locale) })})`;
  yield `### ${t('review.advice')}${sum}\n\n`;
  const lines = advice.slice(0, mostPieces).map((piece) => pieceLines(piece, texts));
  yield* withRest(lines, advice.length - mostPieces, texts);
  yield '\n';
}

function pieceLines(piece: Advice, texts: Texts): string {
  const { t, locale } = texts;
  const { title, text, subject } = adviceWords(piece, t, markdownPath);
  const { severity, savedBytes, paths, detail } = piece;
  const saves =
    savedBytes === null
      ? ''
      : ` – ${t('report.image.saves', { size: formatBytes(savedBytes, locale) })}`;
  const [path] = paths;
  const lines = [
    `- ${t(`report.image.severity.${severity}`)}: **${title}**${saves}${subject === '' ? '' : ` – ${subject}`}`,
    `  ${text}${path === undefined ? '' : ` ${markdownPath(`/${path.path}`)}`}`,
    ...detail.instruction
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => `  ${markdownCode(excerpt(line, lineCharacters))}`),
  ];
  // Two spaces and a line end keep lines apart inside of one item (CommonMark 6.7).
  return `${lines.join('  \n')}\n`;
}

function* hiddenPart(review: Review, texts: Texts): Generator<string> {
  const { waste } = review;
  const { t, locale } = texts;
  if (waste.groups.length > 0) {
    yield `### ${t('review.waste')}\n\n`;
    const table = markdownTable(
      [
        t('report.image.cause'),
        t('report.path'),
        t('waste.stored'),
        t('waste.hiding'),
        t('report.size'),
      ],
      [false, false, true, true, true],
      waste.groups
        .slice(0, mostGroups)
        .map(({ cause, path, storedIn, hiddenIn, bytes }) => [
          t(`waste.cause.${cause}`),
          markdownPath(`/${path}`),
          layerText(storedIn, review),
          layerText(hiddenIn, review),
          formatBytes(bytes, locale),
        ]),
    );
    const rest = waste.groupCount - Math.min(waste.groups.length, mostGroups);
    yield* withRest(table, rest, texts);
    yield '\n';
  }
  const rows = diveTexts(waste.dive, texts).map(([name, value]) => `- ${name}: ${value}\n`);
  yield* markdownDetails(t('waste.dive'), [`${t('waste.dive.text')}\n\n`, ...rows]);
}

function layerText(layer: number, { image }: Review): string {
  const command = image.layers.find(({ index }) => index === layer)?.command ?? null;
  return command === null
    ? String(layer)
    : `${layer} ${markdownCode(excerpt(command, commandCharacters))}`;
}

import { visibleLine } from '../../../shared/format/visible.ts';
import { adviceWords } from '../../../shared/format/advice-words.ts';
import { savedByAll } from '../../../shared/model/advice.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import type { Review } from '../../../shared/model/review.ts';
import { reviewLead } from '../../../shared/report/image-words.ts';
import { plainSpaces } from '../compare/plain-spaces.ts';
import type { Output } from '../output.ts';
import { clip } from '../table.ts';
import { countedText, english, oneLine, sizeText } from '../text.ts';

const paints = { urgent: 'red', important: 'yellow', worthwhile: 'cyan', minor: 'dim' } as const;
const commandCharacters = 100;

/** What to do about an image, for people. The review must be masked. */
export function* adviceLines(review: Review, output: Output): Generator<string> {
  const { advice } = review;
  const texts = english();
  yield plainSpaces(reviewLead(review, texts));
  if (advice.length === 0) yield `\n${texts.t('report.image.advice.none')}`;
  for (const piece of advice) yield* pieceLines(piece, review, output);
  const saved = savedByAll(advice);
  if (saved > 0) yield `\nall together: ${sizeText(saved)}`;
}

function* pieceLines(piece: Advice, review: Review, { style }: Output): Generator<string> {
  const { severity, savedBytes, paths, files, layers, detail } = piece;
  const { title, text, subject } = adviceWords(piece, english().t, oneLine);
  const saves = savedBytes === null ? '' : ` – saves ${sizeText(savedBytes)}`;
  yield `\n${style(paints[severity], `${severity}: ${title}`)}${saves}${subject === '' ? '' : ` – ${subject}`}`;
  yield `  ${text}`;
  for (const layer of layers) {
    const command = review.image.layers.find(({ index }) => index === layer)?.command ?? null;
    yield `  layer ${layer}  ${command === null ? '-' : clip(oneLine(command), commandCharacters)}`;
  }
  for (const { path } of paths) yield `  ${visibleLine(path)}`;
  if (files > paths.length) yield `  ${countedText(files, 'file')}`;
  for (const line of detail.instruction.split('\n')) {
    if (line !== '') yield `    ${style('green', oneLine(line))}`;
  }
}

import { amountText } from '../../../shared/format/amount.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { pathExcerpt } from '../../../shared/format/excerpt.ts';
import type { ChangedPath } from '../../../shared/model/changed-path.ts';
import type { ComparedImage, Comparison, LayerShare } from '../../../shared/model/comparison.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { changeDetails, countsText } from '../../../shared/report/change-texts.ts';
import type { ComparisonReport } from '../../../shared/report/comparison-report.ts';
import { imageTitle, pointText } from '../../../shared/report/image-title.ts';
import { partingSentence } from '../../../shared/report/parting-sentence.ts';
import { runWhole } from '../../engine/tree/slices.ts';
import { summarizePaths } from '../../../shared/report/path-summary.ts';
import type { PathSummary } from '../../../shared/report/path-summary.ts';
import { sizeRows } from '../../../shared/report/size-rows.ts';
import { changeMarks } from '../change-marks.ts';
import type { Output } from '../output.ts';
import { problemLines } from '../problem-lines.ts';
import type { Style } from '../style.ts';
import { cell, tableLines } from '../table.ts';
import type { Column } from '../table.ts';
import { countedText, english, oneLine, sizeText } from '../text.ts';
import { configLines, layerLines, packageLines } from './fact-lines.ts';
import { plainSpaces } from './plain-spaces.ts';

/** All changed paths are listed up to so many; of more only what grew and shrank most. */
const listedPaths = 40;
const largestPaths = 10;
const pathCharacters = 200;

/** A comparison for people on a terminal: the answer first. */
export function* comparisonLines(
  { comparison, packages, paths }: ComparisonReport,
  output: Output,
): Generator<string> {
  const { style } = output;
  const { t } = english();
  const { a, b, parting, problems } = comparison;
  yield imageLine('A', a, style);
  yield imageLine('B', b, style);
  yield '';
  yield plainSpaces(partingSentence(parting, t));
  yield '';
  yield* sizeLines(comparison, style);
  yield '';
  yield shareLine(comparison, style);
  yield* section('layers', layerLines(comparison, output), style);
  const limits = { paths: listedPaths, largest: largestPaths, folders: 0 };
  const summary = runWhole(summarizePaths(paths(), limits));
  yield* section('files', fileLines(comparison, summary, style), style);
  yield* section('packages', packageLines(packages, style), style);
  yield* section('config', configLines(comparison, output), style);
  yield* section('problems', problemLines(problems, [], style), style);
}

function* section(title: string, lines: Iterable<string>, style: Style): Generator<string> {
  let isFirst = true;
  for (const line of lines) {
    if (isFirst) {
      yield '';
      yield style('bold', title);
    }
    isFirst = false;
    yield line === '' ? '' : `  ${line}`;
  }
}

function imageLine(side: string, image: ComparedImage, style: Style): string {
  const { t } = english();
  const { references, source, platform } = image;
  const parts = [
    pointText(image, t),
    references.length > 0 ? oneLine(source) : '',
    oneLine(platformText(platform)),
  ];
  const rest = parts.filter((part) => part !== '').join('  ');
  return `${style('bold', side)}  ${style('bold', imageTitle(image, t))}  ${style('dim', rest)}`;
}

const sizeColumns: readonly Column[] = [
  { title: '', align: 'left' },
  { title: 'A', align: 'right' },
  { title: 'B', align: 'right' },
  { title: 'difference', align: 'right' },
];

function sizeLines(comparison: Comparison, style: Style): readonly string[] {
  const rows = sizeRows(comparison, english()).map(({ label, a, b, difference, direction }) => {
    const text = plainSpaces(difference);
    const painted = direction === 0 ? text : style(direction > 0 ? 'red' : 'green', text);
    return [
      cell(label.toLowerCase()),
      cell(plainSpaces(a)),
      cell(plainSpaces(b)),
      cell(text, painted),
    ];
  });
  return tableLines(sizeColumns, rows, (title) => style('dim', title));
}

function shareLine({ shared, onlyA, onlyB }: Comparison, style: Style): string {
  const part = (title: string, { layers, bytes }: LayerShare): string => {
    const size = plainSpaces(amountText(bytes.unpacked, english()));
    return `${style('dim', title)} ${countedText(layers, 'layer')}, ${size}`;
  };
  return [part('shared', shared), part('only A', onlyA), part('only B', onlyB)].join('   ');
}

function* fileLines({ files }: Comparison, summary: PathSummary, style: Style): Generator<string> {
  const texts = english();
  const counts = countsText(files, texts);
  if (counts !== '') yield plainSpaces(counts);
  if (files.timeOnly > 0) {
    yield style('dim', texts.t('report.timeOnly', { count: files.timeOnly }));
  }
  const lists = Object.values(summary.kinds);
  const total = lists.reduce((sum, list) => sum + list.total, 0);
  if (total === 0) return;
  yield '';
  if (total <= listedPaths) {
    for (const each of lists.flatMap(({ shown }) => shown).toSorted(byPath)) {
      yield changeLine(each, style);
    }
    return;
  }
  for (const each of [...summary.grown, ...summary.shrunk.toReversed()]) {
    yield growthLine(each, style);
  }
  yield style('dim', 'all of them: --json');
}

function byPath(one: ChangedPath, other: ChangedPath): number {
  return one.path < other.path ? -1 : 1;
}

function changeLine(each: ChangedPath, style: Style): string {
  const { mark, paint } = changeMarks[each.change];
  const side = each.b ?? each.a;
  const folder = side?.type === 'directory' ? '/' : '';
  const path = style(paint, `${mark} ${pathExcerpt(each.path, pathCharacters)}${folder}`);
  const size = each.change !== 'modified' && side?.type === 'file' ? [sizeText(side.bytes)] : [];
  const details = [...size, ...changeDetails(each, english(), (text) => text)].join(', ');
  return details === '' ? path : `${path}  ${style('dim', details)}`;
}

const growthWidth = 10;

function growthLine(each: ChangedPath, style: Style): string {
  const { mark, paint } = changeMarks[each.change];
  const growth = plainSpaces(formatBytesDifference(each.growth, 'en')).padStart(growthWidth);
  return `${growth}  ${style(paint, `${mark} ${pathExcerpt(each.path, pathCharacters)}`)}`;
}

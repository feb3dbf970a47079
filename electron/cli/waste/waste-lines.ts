import type { Layer } from '../../../shared/model/layer.ts';
import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { DiveFigures, HiddenFile, HiddenGroup, Waste } from '../../../shared/model/waste.ts';
import { formatShare } from '../../../shared/format/share.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Output } from '../output.ts';
import { cell, clip, tableLines } from '../table.ts';
import type { Column } from '../table.ts';
import { countText, countedText, english, oneLine, sizeText } from '../text.ts';
import { causeText } from './cause-text.ts';

/** Groups that are printed; JSON has all. */
const mostGroups = 20;
const meterColumns = 40;
/** A command is never cut shorter than this, even where the line then wraps. */
const shortestCommand = 20;

/** What an image hides, for people: how much of it, why, where, and what dive says. */
export function wasteLines(
  waste: Waste,
  layers: readonly Layer[],
  files: readonly HiddenFile[],
  output: Output,
): readonly string[] {
  return [
    ...meterLines(waste, output),
    ...unreadLines(waste, output),
    ...causeLines(waste, output),
    ...groupLines(waste, layers, output),
    ...fileLines(files, output),
    '',
    ...diveLines(waste.dive, output),
  ];
}

/** Share of a whole; nothing of nothing is nothing. */
function shareText(part: number, whole: number): string {
  return formatShare(whole === 0 ? 0 : part / whole, 'en');
}

function meterLines({ total, storedBytes, files }: Waste, { style }: Output): readonly string[] {
  const share = storedBytes === 0 ? 0 : total / storedBytes;
  const filled = total === 0 ? 0 : Math.max(1, Math.round(share * meterColumns));
  const bar = `${style('yellow', '#'.repeat(filled))}${'-'.repeat(meterColumns - filled)}`;
  const of = `of ${sizeText(storedBytes)} stored in files (${shareText(total, storedBytes)})`;
  return [
    `${style('bold', `${sizeText(total)} hidden`)} ${of}, ${countedText(files, 'file')}`,
    `[${bar}]`,
  ];
}

function unreadLines({ unreadLayers }: Waste, { style }: Output): readonly string[] {
  if (unreadLayers.length === 0) return [];
  const which = unreadLayers.join(', ');
  return [style('yellow', `not counted, because it could not be read: layer ${which}`)];
}

function causeLines({ total, byCause }: Waste, { style }: Output): readonly string[] {
  const columns: readonly Column[] = [
    { title: 'cause', align: 'left' },
    { title: 'bytes', align: 'right' },
    { title: 'share', align: 'right' },
  ];
  const rows = hiddenCauses
    .filter((cause) => byCause[cause] > 0)
    .toSorted((a, b) => byCause[b] - byCause[a])
    .map((cause) => [
      cell(causeText(cause)),
      cell(sizeText(byCause[cause])),
      cell(shareText(byCause[cause], total)),
    ]);
  if (rows.length === 0) return [];
  return ['', ...tableLines(columns, rows, (text) => style('dim', text))];
}

function groupLines(
  { groups, groupCount }: Waste,
  layers: readonly Layer[],
  output: Output,
): readonly string[] {
  const shown = groups.slice(0, mostGroups);
  const left = groupCount - shown.length;
  return [
    ...shown.flatMap((group) => ['', ...oneGroup(group, layers, output)]),
    ...(left === 0 ? [] : ['', output.style('dim', `and ${countedText(left, 'smaller group')}`)]),
  ];
}

function oneGroup(
  { cause, storedIn, hiddenIn, path, files, bytes, reasons }: HiddenGroup,
  layers: readonly Layer[],
  output: Output,
): readonly string[] {
  const { style } = output;
  const changed = reasons.length === 0 ? '' : ` (${reasons.join(' ')})`;
  const where = files === 1 ? visibleLine(path) : inFolder(path, files);
  const layerLine = (word: string, layer: number): string => {
    const start = `  ${word} ${layer}`;
    const columns = Math.max(shortestCommand, output.columns - start.length - '  '.length);
    const command = clip(oneLine(layers[layer]?.command ?? ''), columns);
    return command === '' ? start : `${start}  ${style('dim', command)}`;
  };
  return [
    `${style('bold', sizeText(bytes))}  ${causeText(cause)}${changed}  ${where}`,
    layerLine('stored by layer', storedIn),
    ...(cause === 'duplicate' || cause === 'not-shown'
      ? []
      : [layerLine('hidden by layer', hiddenIn)]),
  ];
}

function inFolder(path: string, files: number): string {
  return `${countText(files)} files in ${path === '' ? '/' : `${visibleLine(path)}/`}`;
}

function fileLines(files: readonly HiddenFile[], { style }: Output): readonly string[] {
  if (files.length === 0) return [];
  const columns: readonly Column[] = [
    { title: 'bytes', align: 'right' },
    { title: 'cause', align: 'left' },
    { title: 'stored', align: 'right' },
    { title: 'hidden', align: 'right' },
    { title: 'path', align: 'left' },
  ];
  const rows = files.map(({ path, bytes, cause, storedIn, hiddenIn }) => [
    cell(sizeText(bytes)),
    cell(causeText(cause)),
    cell(String(storedIn)),
    cell(String(hiddenIn)),
    cell(visibleLine(path)),
  ]);
  return ['', ...tableLines(columns, rows, (text) => style('dim', text))];
}

function diveLines(
  { efficiencyScore, wastedBytes, userWastedPercent }: DiveFigures,
  { style }: Output,
): readonly string[] {
  return [
    style('bold', 'by the rules of dive'),
    `  efficiencyScore    ${figureText(efficiencyScore)}`,
    `  wastedBytes        ${wastedBytes}  (${sizeText(wastedBytes)})`,
    `  userWastedPercent  ${figureText(userWastedPercent)}`,
    `  ${english().t('waste.dive.text')}`,
  ];
}

/** Four places, as dive prints them; `NaN` and `+Inf` in its words. */
function figureText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return Number.isNaN(value) ? 'NaN' : value.toFixed(4);
}

import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { excerpt } from '../../../shared/format/excerpt.ts';
import type { Comparison, ConfigValue, LayerStatus } from '../../../shared/model/comparison.ts';
import type { PackageChange, PackageComparison } from '../../../shared/model/package.ts';
import { layerCommand, layerDifference, unreadTexts } from '../../../shared/report/list-texts.ts';
import { changeMarks } from '../change-marks.ts';
import type { Output } from '../output.ts';
import type { Paint, Style } from '../style.ts';
import { cell, clip, tableLines, widthBeforeLast } from '../table.ts';
import type { Cell, Column } from '../table.ts';
import { countedText, english, oneLine } from '../text.ts';
import { plainSpaces } from './plain-spaces.ts';

const mostPackages = 60;
const valueCharacters = 300;
const shortestCommand = 20;
const indent = 2;

const layerColumns: readonly Column[] = [
  { title: 'A', align: 'right' },
  { title: 'B', align: 'right' },
  { title: '', align: 'left' },
  { title: 'size', align: 'right' },
  { title: 'command', align: 'left' },
];

const layerPaints: Readonly<Record<LayerStatus, Paint>> = {
  identical: 'dim',
  moved: 'cyan',
  changed: 'yellow',
  inserted: 'green',
  removed: 'red',
};

/** The layers of both images side by side. */
export function layerLines(comparison: Comparison, output: Output): readonly string[] {
  const { a, b, layers } = comparison;
  const { style, columns } = output;
  if (layers.length === 0) return [];
  const texts = english();
  const rows = layers.map((pair): readonly Cell[] => {
    const status = texts.t(`report.layerStatus.${pair.status}`);
    return [
      cell(pair.a === null ? '' : String(pair.a)),
      cell(pair.b === null ? '' : String(pair.b)),
      cell(status, style(layerPaints[pair.status], status)),
      cell(plainSpaces(layerDifference(pair, a, b, texts))),
      cell(oneLine(layerCommand(pair, a, b) ?? '')),
    ];
  });
  const left = Math.max(shortestCommand, columns - indent - widthBeforeLast(layerColumns, rows));
  const fitted = rows.map((row) =>
    row.map((each, at) => (at === row.length - 1 ? cell(clip(each.text, left)) : each)),
  );
  return tableLines(layerColumns, fitted, (title) => style('dim', title));
}

/** Packages that came, went or changed, and what could not be read. */
export function* packageLines(packages: PackageComparison, style: Style): Generator<string> {
  const { changes } = packages;
  for (const each of changes.slice(0, mostPackages)) yield packageLine(each, style);
  const rest = changes.length - mostPackages;
  if (rest > 0) yield style('dim', `and ${countedText(rest, 'package')} more`);
  yield* unreadTexts(packages, english(), (text) => text);
}

function packageLine({ manager, name, change, a, b }: PackageChange, style: Style): string {
  const { mark, paint } = changeMarks[change === 'changed' ? 'modified' : change];
  const versions = [a, b].flatMap((side) => (side === null ? [] : [excerpt(side.version, 60)]));
  const known = (a === null || a.bytes !== null) && (b === null || b.bytes !== null);
  const growth = known ? (b?.bytes ?? 0) - (a?.bytes ?? 0) : 0;
  const size = growth === 0 ? '' : plainSpaces(formatBytesDifference(growth, 'en'));
  const title = style(paint, `${mark} ${excerpt(name, valueCharacters)}`);
  const more = style('dim', [manager, size].filter((part) => part !== '').join('  '));
  return `${title}  ${versions.join(' → ')}  ${more}`;
}

/** Values of the config that differ, each with what it was and what it is. */
export function* configLines({ config }: Comparison, { style }: Output): Generator<string> {
  for (const { section, key, a, b } of config) {
    const change = a === null ? 'added' : b === null ? 'removed' : 'modified';
    const { mark, paint } = changeMarks[change];
    const values = [a, b].flatMap((value) => (value === null ? [] : [valueText(value)]));
    const title = style(paint, `${mark} ${excerpt(key, valueCharacters)}`);
    yield `${title}  ${values.join(' → ')}  ${style('dim', section)}`;
  }
}

function valueText(value: Exclude<ConfigValue, null>): string {
  return excerpt(typeof value === 'string' ? value : JSON.stringify(value), valueCharacters);
}

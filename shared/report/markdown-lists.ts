import { formatBytes } from '../format/bytes.ts';
import { formatBytesDifference } from '../format/difference.ts';
import { excerpt, pathExcerpt } from '../format/excerpt.ts';
import { problemMessage } from '../format/problem-message.ts';
import type { Texts } from '../i18n/t.ts';
import type { ChangedPath } from '../model/changed-path.ts';
import type { Comparison, ConfigValue, LayerPair } from '../model/comparison.ts';
import type { PackageChange, PackageComparison } from '../model/package.ts';
import { changeDetails } from './change-texts.ts';
import { layerCommand, layerCountsText, layerDifference, unreadTexts } from './list-texts.ts';
import { markdownCode, markdownDetails, markdownTable } from './markdown-parts.ts';
import type { PathSummary } from './path-summary.ts';

const mostLayers = 60;
const mostPackages = 40;
const mostValues = 40;
const mostProblems = 10;
const commandCharacters = 90;
const valueCharacters = 160;
const pathCharacters = 160;

export function markdownPath(path: string): string {
  return markdownCode(pathExcerpt(path, pathCharacters));
}

export function* layersPart({ a, b, layers }: Comparison, texts: Texts): Generator<string> {
  const { t } = texts;
  if (layers.length === 0) return;
  const summary = `${t('report.layers')}: ${layerCountsText(layers, texts)}`;
  const row = (pair: LayerPair): readonly string[] => {
    const command = layerCommand(pair, a, b);
    return [
      pair.a === null ? '' : String(pair.a),
      pair.b === null ? '' : String(pair.b),
      t(`report.layerStatus.${pair.status}`),
      layerDifference(pair, a, b, texts),
      command === null ? '' : markdownCode(excerpt(command, commandCharacters)),
    ];
  };
  const table = markdownTable(
    ['A', 'B', '', t('report.size'), t('report.command')],
    [true, true, false, true, false],
    layers.slice(0, mostLayers).map(row),
  );
  yield* markdownDetails(summary, withRest(table, layers.length - mostLayers, texts));
}

export function* packagesPart(packages: PackageComparison, texts: Texts): Generator<string> {
  const { t, list } = texts;
  const { changes } = packages;
  const count = (change: PackageChange['change']): readonly string[] => {
    const { length } = changes.filter((each) => each.change === change);
    return length === 0 ? [] : [t(`report.count.${change}`, { count: length })];
  };
  const counts = [...count('added'), ...count('removed'), ...count('changed')];
  const unread = unreadTexts(packages, texts, markdownCode);
  if (counts.length > 0) {
    const table = markdownTable(
      ['', t('report.package'), 'A', 'B', t('report.difference')],
      [false, false, false, false, true],
      changes.slice(0, mostPackages).map((each) => packageRow(each, texts)),
    );
    const summary = `${t('report.packages')}: ${list(counts)}`;
    yield* markdownDetails(summary, withRest(table, changes.length - mostPackages, texts));
  }
  for (const text of unread) yield `> ${text}\n\n`;
}

function packageRow({ manager, name, a, b }: PackageChange, { locale }: Texts): readonly string[] {
  const known = (a === null || a.bytes !== null) && (b === null || b.bytes !== null);
  return [
    manager,
    markdownCode(excerpt(name, valueCharacters)),
    a === null ? '' : markdownCode(excerpt(a.version, valueCharacters)),
    b === null ? '' : markdownCode(excerpt(b.version, valueCharacters)),
    known ? formatBytesDifference((b?.bytes ?? 0) - (a?.bytes ?? 0), locale) : '',
  ];
}

export function* configPart({ config }: Comparison, texts: Texts): Generator<string> {
  const { t } = texts;
  if (config.length === 0) return;
  const table = markdownTable(
    ['', t('report.key'), 'A', 'B'],
    [false, false, false, false],
    config
      .slice(0, mostValues)
      .map(({ section, key, a, b }) => [
        t(`report.configSection.${section}`),
        markdownCode(excerpt(key, valueCharacters)),
        valueText(a),
        valueText(b),
      ]),
  );
  const count = t('report.config.count', { count: config.length });
  const rest = withRest(table, config.length - mostValues, texts);
  yield* markdownDetails(`${t('report.config')}: ${count}`, rest);
}

function valueText(value: ConfigValue): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : value.join(' ');
  return markdownCode(excerpt(text, valueCharacters));
}

/** The first paths of each kind of change. */
export function* changesPart({ kinds }: PathSummary, texts: Texts): Generator<string> {
  const { t } = texts;
  for (const change of ['added', 'removed', 'modified', 'moved'] as const) {
    const { shown, total } = kinds[change];
    if (total === 0) continue;
    const summary = t(`report.count.${change}`, { count: total });
    const lines = shown.map((each) => `- ${changeLine(each, texts)}\n`);
    yield* markdownDetails(summary, withRest(lines, total - shown.length, texts));
  }
}

function changeLine(path: ChangedPath, texts: Texts): string {
  const { a, b, change } = path;
  const side = b ?? a;
  const size = side?.type === 'file' ? formatBytes(side.bytes, texts.locale) : '';
  const details = changeDetails(path, texts, markdownCode);
  const more = change === 'modified' ? details : [...(size === '' ? [] : [size]), ...details];
  return [markdownPath(path.path), more.join(', ')].filter((part) => part !== '').join(' · ');
}

export function* problemsPart(
  { problems }: Pick<Comparison, 'problems'>,
  texts: Texts,
): Generator<string> {
  if (problems.length === 0) return;
  const { t } = texts;
  const lines = problems.slice(0, mostProblems).map((problem) => {
    const { where } = problem;
    const place = where.path ?? where.member ?? '';
    const message = markdownCode(problemMessage(problem, t));
    return `- ${message}${place === '' ? '' : `: ${markdownPath(place)}`}\n`;
  });
  const rest = withRest(lines, problems.length - mostProblems, texts);
  yield* markdownDetails(`${t('report.problems')}: ${texts.number(problems.length)}`, rest);
}

/** Lines of which some are left out, and how many. */
export function* withRest(lines: Iterable<string>, rest: number, { t }: Texts): Generator<string> {
  yield* lines;
  if (rest > 0) yield `\n${t('report.more', { count: rest })}\n`;
}

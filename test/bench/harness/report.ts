import type { Measured } from './measure.ts';

/** Several ways of one piece of work, one below the other. */
export interface Comparison {
  readonly title: string;
  readonly measured: readonly Measured[];
  /** Names of those that every line is divided by. */
  readonly against: readonly string[];
}

/** A line of the targets: what was measured in a run against what was aimed at. Smaller is better. */
export interface Verdict {
  readonly work: string;
  readonly measured: number;
  readonly target: number;
  /** What it must not exceed; null where only a target is named. */
  readonly limit: number | null;
  /** What the three numbers count. */
  readonly unit: string;
}

/** Judges figures by their names, in milliseconds; what was not measured is NaN. */
export function judgeFigures(
  figures: Readonly<Record<string, number>>,
): (work: string, target: number, limit: number) => Verdict {
  return (work, target, limit) => ({
    work,
    measured: figures[work] ?? Number.NaN,
    target,
    limit,
    unit: 'ms',
  });
}

/** Everything one subject found. */
export interface Report {
  readonly subject: string;
  readonly comparisons: readonly Comparison[];
  readonly verdicts: readonly Verdict[];
  /** What a reader must know besides: what was left out and why, counts. */
  readonly notes: readonly string[];
}

/** A line by its name. */
export function line(comparison: Comparison, name: string): Measured | null {
  return comparison.measured.find((each) => each.name === name) ?? null;
}

/** How many times as long one line took as another; NaN when one is missing. */
export function ratio(comparison: Comparison, name: string, peer: string): number {
  const mine = line(comparison, name)?.milliseconds ?? Number.NaN;
  return mine / (line(comparison, peer)?.milliseconds ?? Number.NaN);
}

/** The report as Markdown. */
export function printed(report: Report): string {
  const parts = [`## ${report.subject}`, ...report.notes.map((note) => `- ${note}`)];
  for (const comparison of report.comparisons) {
    parts.push('', `### ${comparison.title}`, '', comparisonTable(comparison));
  }
  const verdicts = report.verdicts.filter(({ measured }) => !Number.isNaN(measured));
  if (verdicts.length > 0) parts.push('', '### Targets', '', verdictTable(verdicts));
  return `${parts.join('\n')}\n`;
}

function comparisonTable({ measured, against }: Comparison): string {
  const peers = against.flatMap((name) => measured.filter((each) => each.name === name));
  const heads = [
    'way',
    'median',
    'least to most',
    'peak memory',
    ...peers.map((p) => `÷ ${p.name}`),
  ];
  const rows = measured.map((each) => [
    each.name,
    duration(each.milliseconds),
    Number.isNaN(each.least) ? '' : `${duration(each.least)} to ${duration(each.most)}`,
    each.peakBytes === null ? '' : megabytes(each.peakBytes),
    ...peers.map((peer) => significant(each.milliseconds / peer.milliseconds)),
  ]);
  return table(heads, rows);
}

function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ work, measured, target, limit, unit }) => [
    work,
    `${significant(measured)} ${unit}`,
    significant(target),
    limit === null ? 'no limit' : significant(limit),
    outcome(measured, target, limit),
  ]);
  return table(['work', 'measured', 'target', 'must not exceed', ''], rows);
}

function outcome(measured: number, target: number, limit: number | null): string {
  if (measured <= target) return 'reached';
  if (limit === null) return 'not reached';
  return measured <= limit ? 'within the limit' : 'MISSED';
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(3, head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const row = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, column)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => `${'-'.repeat(width - 1)}${column === 0 ? '-' : ':'}`).join(' | ')} |`;
  return [row(heads), rule, ...rows.map(row)].join('\n');
}

function pad(text: string, width: number, column: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${significant(milliseconds)} ms`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function significant(value: number): string {
  if (value === 0) return '0';
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(places, 6));
}

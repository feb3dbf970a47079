import { diveNumber } from '../../../shared/format/dive-number.ts';
import type { Output } from '../output.ts';
import { cell, tableLines } from '../table.ts';
import type { Column } from '../table.ts';
import { countText, countedText, oneLine } from '../text.ts';
import type { RuleResult } from './judge-check.ts';
import type { CheckedImage } from './sarif-report.ts';

const columns: readonly Column[] = [
  { title: 'result', align: 'left' },
  { title: 'rule', align: 'left' },
  { title: 'limit', align: 'left' },
  { title: 'found', align: 'left' },
];

const paints = { passed: 'green', failed: 'red', skipped: 'dim' } as const;
/** Causes that are printed for one rule. */
const shownCauses = 10;

/** A table of the rules, what is to blame below those that failed, and a sum. With `onlyFailed` no others. */
export function* checkLines(
  results: readonly RuleResult[],
  { style }: Output,
  onlyFailed: boolean,
): Generator<string> {
  const shown = onlyFailed ? results.filter(({ result }) => result === 'failed') : results;
  const rows = shown.map(({ rule, result, found }) => [
    cell(result, style(paints[result], result)),
    cell(rule.name),
    cell(oneLine(rule.text) || '-'),
    cell(result === 'skipped' && rule.limit.kind === 'disabled' ? '' : found),
  ]);
  const [titles = '', ...lines] = tableLines(columns, rows, (title) => style('dim', title));
  if (shown.length > 0) yield titles;
  const told = new Map<string, string>();
  for (const [at, line] of lines.entries()) {
    yield line;
    const causes = shown[at]?.causes ?? [];
    // dive's three rules are about the same files.
    const all = causes.map(({ message }) => message).join('\n');
    const before = told.get(all);
    if (causes.length > 1 && before !== undefined) {
      yield `         the same as for ${before}`;
      continue;
    }
    told.set(all, shown[at]?.rule.name ?? '');
    for (const { message } of causes.slice(0, shownCauses)) yield `         ${message}`;
    const rest = causes.length - shownCauses;
    if (rest > 0) yield `         and ${countText(rest)} more`;
  }
  if (onlyFailed) return;
  const failed = results.filter(({ result }) => result === 'failed').length;
  const judged = results.filter(({ result }) => result !== 'skipped').length;
  yield failed === 0
    ? `${countedText(judged, 'rule')} passed`
    : `${countText(failed)} of ${countedText(judged, 'rule')} failed`;
}

/** The same for programs. docs/cli.md says what the fields mean. */
export function checkRecord(
  results: readonly RuleResult[],
  image: CheckedImage,
  rulesFile: string | null,
): object {
  return {
    image,
    rulesFile,
    passed: results.every(({ result }) => result !== 'failed'),
    rules: results.map(({ rule, result, found, value, causes }) => ({
      name: rule.name,
      limit: rule.text,
      result,
      found,
      value: value === null ? null : diveNumber(value),
      causes,
    })),
  };
}

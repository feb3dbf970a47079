import {
  formatBytesDifference,
  formatCountDifference,
  formatPercentDifference,
} from '../../../shared/format/difference.ts';
import type { Amount } from '../../../shared/model/amount.ts';
import type { Comparison } from '../../../shared/model/comparison.ts';
import type { PackageComparison } from '../../../shared/model/package.ts';
import { CliFailure } from '../cli-failure.ts';
import { countText, countedText, sizeText } from '../text.ts';
import type { Limit, MeasureRule } from './fail-rule.ts';

/** A number of each image; of the comparison alone it stands on the side of B. */
interface Measured {
  readonly a: number;
  readonly b: number;
  readonly isBytes: boolean;
}

/**
 * Why a rule about a number is met, or null when it is not.
 *
 * @throws CliFailure when the number is not known
 */
export function whyMeasure(
  rule: MeasureRule,
  comparison: Comparison,
  packages: PackageComparison,
): string | null {
  const measured = measureOf(rule, comparison, packages);
  const { a, b } = measured;
  const [value, limit] = sidesOf(rule.limit, a, b);
  const isMet = rule.operator === '>' ? value > limit : value < limit;
  if (!isMet) return null;
  return rule.limit.kind === 'value'
    ? numberText(b, measured)
    : `${numberText(a, measured)} → ${numberText(b, measured)}, ${differenceText(measured)}`;
}

function sidesOf({ kind, value }: Limit, a: number, b: number): readonly [number, number] {
  switch (kind) {
    case 'value':
      return [b, value];
    case 'difference':
      return [b - a, value];
    case 'percent':
      return [b - a, (a * value) / 100];
  }
}

function measureOf(
  { measure, text }: MeasureRule,
  comparison: Comparison,
  packages: PackageComparison,
): Measured {
  const { a, b, shared, onlyA, onlyB, files, parting } = comparison;
  const single = (count: number): Measured => ({ a: 0, b: count, isBytes: false });
  switch (measure) {
    case 'size':
      return { a: a.fileBytes, b: b.fileBytes, isBytes: true };
    case 'stored':
      return { a: known(a.size.stored, text), b: known(b.size.stored, text), isBytes: true };
    case 'paths':
      return { a: a.entries, b: b.entries, isBytes: false };
    case 'layers':
      return { a: shared.layers + onlyA.layers, b: shared.layers + onlyB.layers, isBytes: false };
    case 'packages':
      return packageCounts(packages);
    case 'shared-layers':
      return single(parting.sharedLayers);
    case 'added':
    case 'removed':
    case 'moved':
      return single(files[measure]);
    case 'modified':
      return single(files.modified - files.timeOnly);
  }
}

function known({ bytes, unknownLayers, absentLayers }: Amount, text: string): number {
  const missing = unknownLayers + absentLayers;
  if (missing === 0) return bytes;
  throw new CliFailure(
    `--fail-on ${text} cannot be judged: the size of ${countedText(missing, 'layer')} is not known`,
  );
}

function packageCounts({ changes, unchanged }: PackageComparison): Measured {
  const count = (side: 'a' | 'b'): number =>
    unchanged + changes.filter((each) => each[side] !== null).length;
  return { a: count('a'), b: count('b'), isBytes: false };
}

function numberText(value: number, { isBytes }: Measured): string {
  return isBytes ? sizeText(value) : countText(value);
}

/** `+12 MB (+14%)`. */
function differenceText({ a, b, isBytes }: Measured): string {
  const difference = isBytes
    ? formatBytesDifference(b - a, 'en')
    : formatCountDifference(b - a, 'en');
  const percent = formatPercentDifference(a, b, 'en');
  return `${difference.replace('\u00A0', ' ')}${percent === null ? '' : ` (${percent})`}`;
}

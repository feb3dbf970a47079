import { amountText } from '../format/amount.ts';
import { formatBytes } from '../format/bytes.ts';
import {
  formatBytesDifference,
  formatCountDifference,
  formatPercentDifference,
} from '../format/difference.ts';
import type { Texts } from '../i18n/t.ts';
import type { Amount } from '../model/amount.ts';
import type { Comparison } from '../model/comparison.ts';

/** One measure of both images, ready to be shown. */
export interface SizeRow {
  readonly label: string;
  readonly a: string;
  readonly b: string;
  /** `+12 MB (+14%)`; empty where it is not known. */
  readonly difference: string;
  /** Above 0 where B is larger. */
  readonly direction: number;
}

/** How large both images are, by every measure. */
export function sizeRows(
  { a, b, shared, onlyA, onlyB }: Comparison,
  texts: Texts,
): readonly SizeRow[] {
  const { t, locale } = texts;
  const bytes = (value: number): string => formatBytes(value, locale);
  const amountRow = (label: string, of: Amount, other: Amount): SizeRow => {
    const known = of.unknownLayers + other.unknownLayers === 0;
    return {
      label,
      a: amountText(of, texts),
      b: amountText(other, texts),
      difference: known ? bytesDifference(of.bytes, other.bytes, locale) : '',
      direction: known ? other.bytes - of.bytes : 0,
    };
  };
  const countRow = (label: string, of: number, other: number): SizeRow => ({
    label,
    a: texts.number(of),
    b: texts.number(other),
    difference: formatCountDifference(other - of, locale),
    direction: other - of,
  });
  return [
    {
      label: t('report.measure.files'),
      a: bytes(a.fileBytes),
      b: bytes(b.fileBytes),
      difference: bytesDifference(a.fileBytes, b.fileBytes, locale),
      direction: b.fileBytes - a.fileBytes,
    },
    countRow(t('report.measure.paths'), a.entries, b.entries),
    amountRow(t('report.measure.unpacked'), a.size.unpacked, b.size.unpacked),
    amountRow(t('report.measure.stored'), a.size.stored, b.size.stored),
    countRow(
      t('report.measure.layers'),
      shared.layers + onlyA.layers,
      shared.layers + onlyB.layers,
    ),
  ];
}

/** Growth beyond this says nothing more in hundredths. */
const mostTimes = 10;

/** `+12 MB (+14%)`; without the hundredths where one is many times the other. */
export function bytesDifference(a: number, b: number, locale: string): string {
  const percent = b > a * mostTimes ? null : formatPercentDifference(a, b, locale);
  const bytes = formatBytesDifference(b - a, locale);
  return percent === null ? bytes : `${bytes} (${percent})`;
}

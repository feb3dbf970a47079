import { formatBytes } from './bytes.ts';

const minus = '\u2212';
const percentFormats = new Map<string, Intl.NumberFormat>();

/** By how many bytes something became larger or smaller: `+1.23 kB`, `−45 MB`, `0 B`. The space does not break. */
export function formatBytesDifference(bytes: number, locale: string): string {
  return `${signOf(bytes)}${formatBytes(Math.abs(bytes), locale)}`;
}

/** The same for a count: `+1,234`, `−5`, `0`. */
export function formatCountDifference(count: number, locale: string): string {
  return `${signOf(count)}${Math.abs(count).toLocaleString(locale)}`;
}

/** The difference in hundredths of the first value: `+14%`, `−0.3%`; null where that is nothing to measure by. */
export function formatPercentDifference(a: number, b: number, locale: string): string | null {
  if (a <= 0 || a === b) return null;
  let format = percentFormats.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 });
    percentFormats.set(locale, format);
  }
  return `${signOf(b - a)}${format.format(Math.abs(b - a) / a)}`;
}

function signOf(value: number): string {
  if (value === 0) return '';
  return value > 0 ? '+' : minus;
}

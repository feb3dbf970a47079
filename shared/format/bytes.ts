import type { Translate } from '../i18n/t.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const significant = 3;
const formats = new Map<string, Intl.NumberFormat>();

/**
 * A number of bytes for reading at a glance, in powers of 1000 and three significant digits as container tools write
 * sizes: `0 B`, `999 B`, `1.23 kB`, `45.6 MB`. The space does not break.
 */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(roundSignificant(value)) >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatIn(locale).format(value)}\u00A0${units[unit]}`;
}

/** The same number exactly: `12,345 bytes`. */
export function formatExactBytes(bytes: number, t: Translate): string {
  return t('bytes.exact', { count: bytes });
}

/** Bytes in a second: `45.6 MB/s`. */
export function formatRate(bytesPerSecond: number, locale: string): string {
  return `${formatBytes(bytesPerSecond, locale)}/s`;
}

function roundSignificant(value: number): number {
  return Number(value.toPrecision(significant));
}

function formatIn(locale: string): Intl.NumberFormat {
  let format = formats.get(locale);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { maximumSignificantDigits: significant });
    formats.set(locale, format);
  }
  return format;
}

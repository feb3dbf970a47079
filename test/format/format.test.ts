import { describe, expect, test } from 'vitest';
import { formatBytes, formatExactBytes, formatRate } from '../../shared/format/bytes.ts';
import { formatMode, formatOctalMode } from '../../shared/format/mode.ts';
import { formatRelativeTime, formatTime } from '../../shared/format/time.ts';
import { textsIn } from '../../shared/i18n/t.ts';

function plainSpaces(text: string): string {
  return text.replaceAll(/\s/gu, ' ');
}

describe('bytes', () => {
  test('have three significant digits in powers of 1000, and never a thousand of a unit', () => {
    const sizes = [0, 1, 999, 1000, 1234, 45_600, 999_499, 999_500, 999_999, 1e6, 7.83e6, 1.5e15];
    expect(sizes.map((size) => plainSpaces(formatBytes(size, 'en')))).toEqual([
      '0 B',
      '1 B',
      '999 B',
      '1 kB',
      '1.23 kB',
      '45.6 kB',
      '999 kB',
      '1 MB',
      '1 MB',
      '1 MB',
      '7.83 MB',
      '1.5 PB',
    ]);
  });

  test('keep their sign, stay in the largest unit and follow the locale', () => {
    expect(plainSpaces(formatBytes(-2_500_000, 'en'))).toBe('-2.5 MB');
    expect(plainSpaces(formatBytes(9e18, 'en'))).toBe('9,000 PB');
    expect(plainSpaces(formatBytes(7.83e6, 'de'))).toBe('7,83 MB');
    expect(formatBytes(5000, 'en')).toBe('5\u00A0kB');
  });

  test('can be written exactly and per second', () => {
    expect(formatExactBytes(12_345, textsIn('en').t)).toBe('12,345 bytes');
    expect(plainSpaces(formatRate(45_600_000, 'en'))).toBe('45.6 MB/s');
  });
});

describe('mode', () => {
  test('is written as ls writes it', () => {
    expect([
      formatMode(0o755, 'directory'),
      formatMode(0o644, 'file'),
      formatMode(0o4755, 'file'),
      formatMode(0o2644, 'file'),
      formatMode(0o1777, 'directory'),
      formatMode(0o1776, 'directory'),
      formatMode(0o6000, 'file'),
      formatMode(0o777, 'symlink'),
      formatMode(0o660, 'block'),
      formatMode(0o620, 'character'),
      formatMode(0o600, 'fifo'),
      formatMode(0o100755, 'file'),
    ]).toEqual([
      'drwxr-xr-x',
      '-rw-r--r--',
      '-rwsr-xr-x',
      '-rw-r-Sr--',
      'drwxrwxrwt',
      'drwxrwxrwT',
      '---S--S---',
      'lrwxrwxrwx',
      'brw-rw----',
      'crw--w----',
      'prw-------',
      '-rwxr-xr-x',
    ]);
  });

  test('in octal has four digits', () => {
    expect([0, 0o644, 0o4755, 0o100644].map(formatOctalMode)).toEqual([
      '0000',
      '0644',
      '4755',
      '0644',
    ]);
  });
});

describe('time', () => {
  const moment = Date.UTC(2024, 1, 29, 13, 5, 9);

  test('is written as the locale writes it', () => {
    expect(plainSpaces(formatTime(moment, 'en-US', 'short', 'UTC'))).toBe('Feb 29, 2024, 1:05 PM');
    expect(plainSpaces(formatTime(moment, 'de', 'short', 'UTC'))).toBe('29.02.2024, 13:05');
    expect(plainSpaces(formatTime(moment, 'en-US', 'full', 'UTC'))).toMatch(
      /^Thursday, February 29, 2024 at 1:05:09 PM UTC$/,
    );
  });

  test('beyond any date is written as its seconds', () => {
    expect([2e19, -8.64e15 - 1000, Number.NaN].map((time) => formatTime(time, 'en'))).toEqual([
      '@20000000000000000',
      '@-8640000000001',
      '@NaN',
    ]);
    expect(formatRelativeTime(2e19, moment, 'en')).toBe('@20000000000000000');
  });

  test('is told relative to now in the largest whole unit', () => {
    const minute = 60_000;
    const day = 86_400_000;
    const distances = [0, -20_000, -minute, -90 * minute, -day, -20 * day, -800 * day, 3 * day];
    expect(
      distances.map((distance) => formatRelativeTime(moment + distance, moment, 'en')),
    ).toEqual([
      'now',
      'now',
      '1 minute ago',
      '1 hour ago',
      'yesterday',
      '2 weeks ago',
      '2 years ago',
      'in 3 days',
    ]);
    expect(formatRelativeTime(moment - day, moment, 'de')).toBe('gestern');
  });
});

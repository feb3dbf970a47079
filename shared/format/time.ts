/** The furthest moment from 1970, either way, that a date can stand for (ECMA-262, Time Values). */
const furthest = 8.64e15;

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

/** How precisely to write a moment: `short` is one for columns, `full` has seconds and the time zone. */
export type TimeStyle = 'short' | 'full';

/**
 * A moment, in milliseconds since 1970, as the locale writes date and time of day in the user's time zone or in
 * `timeZone`. A moment beyond what a date can hold is written as its seconds, `@20000000000000000`.
 */
export function formatTime(
  milliseconds: number,
  locale: string,
  style: TimeStyle = 'short',
  timeZone?: string,
): string {
  if (!(Math.abs(milliseconds) <= furthest)) return `@${milliseconds / 1000}`;
  return dateFormatIn(locale, style, timeZone).format(milliseconds);
}

const steps = [
  ['year', 365.2425 * 86_400_000],
  ['month', 30.436875 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long before or after `now` a moment is, in the largest whole unit: `3 weeks ago`, `in 2 hours`, `now`. */
export function formatRelativeTime(milliseconds: number, now: number, locale: string): string {
  if (!(Math.abs(milliseconds) <= furthest)) return formatTime(milliseconds, locale);
  const distance = milliseconds - now;
  const format = relativeFormatIn(locale);
  for (const [unit, length] of steps) {
    if (Math.abs(distance) >= length) return format.format(Math.trunc(distance / length), unit);
  }
  return format.format(0, 'second');
}

function dateFormatIn(
  locale: string,
  style: TimeStyle,
  timeZone: string | undefined,
): Intl.DateTimeFormat {
  const key = `${locale} ${style} ${timeZone ?? ''}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, {
      ...(style === 'short'
        ? { dateStyle: 'medium', timeStyle: 'short' }
        : { dateStyle: 'full', timeStyle: 'long' }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    dateFormats.set(key, format);
  }
  return format;
}

function relativeFormatIn(locale: string): Intl.RelativeTimeFormat {
  let format = relativeFormats.get(locale);
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    relativeFormats.set(locale, format);
  }
  return format;
}

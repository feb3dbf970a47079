import { formatTime } from '../../../shared/format/time.ts';

/** The furthest moment from 1970, either way, that a date can stand for (ECMA-262, Time Values). */
const furthest = 8.64e15;

/**
 * A moment in the user's time zone as `2024-05-02 14:03` (ISO 8601 with a blank, as `ls --time-style=long-iso` has it):
 * lines of it can be compared at a glance in any language. The inspector has it as the locale writes it. Not by Intl,
 * which would take most of the time of drawing a line. Beyond what a date can hold: as `formatTime`; empty for a folder
 * that no layer gives a time.
 */
export function columnTime(milliseconds: number, locale: string): string {
  if (Number.isNaN(milliseconds)) return '';
  if (!(Math.abs(milliseconds) <= furthest)) return formatTime(milliseconds, locale);
  const date = new Date(milliseconds);
  const day = `${padded(date.getFullYear(), 4)}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;
  return `${day} ${padded(date.getHours())}:${padded(date.getMinutes())}`;
}

function padded(value: number, length = 2): string {
  const digits = String(Math.abs(value)).padStart(length, '0');
  return value < 0 ? `-${digits}` : digits;
}

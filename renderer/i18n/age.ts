import { formatRelativeTime } from '../../shared/format/time.ts';

/** How long ago a moment is at the time of drawing: `3 weeks ago`. */
export function ageText(milliseconds: number, locale: string): string {
  return formatRelativeTime(milliseconds, Date.now(), locale);
}

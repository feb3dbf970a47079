import { formatBytes } from '../../shared/format/bytes.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import { textsIn } from '../../shared/i18n/t.ts';
import type { Texts } from '../../shared/i18n/t.ts';

let texts: Texts | null = null;

/** The command line speaks English. Made when first asked for: that takes longer than all else at the start. */
export function english(): Texts {
  texts ??= textsIn('en');
  return texts;
}

/** `1.23 kB`, with a plain space: output is cut up by other programs. */
export function sizeText(bytes: number): string {
  return formatBytes(bytes, 'en').replace('\u00A0', ' ');
}

/** `12,345`. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 layer`, `12 layers`. */
export function countedText(count: number, word: string): string {
  return `${countText(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** Text of an archive on one line of a terminal: white space in one piece, nothing unseen, no control characters. */
export function oneLine(text: string): string {
  return visibleLine(text.replace(/\s+/g, ' ').trim());
}

/** `2024-05-01T12:00:00.000Z`; null for a moment that is not known or that no date can hold (ECMA-262, Time Values). */
export function isoTime(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

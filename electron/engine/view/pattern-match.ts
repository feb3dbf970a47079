import { isAscii } from 'node:buffer';
import picomatch from 'picomatch';
import type { textModes } from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { PathColumns } from '../tree/path-columns.ts';
import { pathTexts } from '../tree/paths.ts';

/** A pattern as a user wrote it. */
export interface Pattern {
  readonly text: string;
  readonly mode: Exclude<(typeof textModes)[number], 'text'>;
}

/** Whether a pattern is held against whole paths: one without a slash is held against names alone. */
export function isOverPath({ text }: Pattern): boolean {
  return text.includes('/');
}

/**
 * The test for one name or path.
 *
 * @throws EngineError `pattern-invalid` for a regular expression that is none.
 */
export function patternTest({ text, mode }: Pattern): (text: string) => boolean {
  if (mode === 'glob') {
    const matches = picomatch(text.replace(/^\/+/, ''), { dot: true, nonegate: true });
    return (path) => matches(path);
  }
  try {
    const expression = new RegExp(text, 'u');
    return (path) => expression.test(path);
  } catch {
    throw new EngineError('pattern-invalid', { pattern: text });
  }
}

/** Names or paths between two looks at whether anybody still waits. */
const fewTexts = 1024;

/**
 * Holds a pattern against every name, or against every path where it has a slash, and writes 1 into `found` at the number
 * of each name, or node, that matches, as it goes. Ends when `isCancelled` says so.
 *
 * @throws EngineError `pattern-invalid`
 */
export function matchPattern(
  { arena, nameStart, parent, name }: PathColumns,
  pattern: Pattern,
  found: Uint8Array,
  isCancelled: () => boolean,
): void {
  const test = patternTest(pattern);
  const texts = Buffer.from(arena.buffer, arena.byteOffset, arena.length);
  const endOf = (id: number): number => (nameStart[id + 1] ?? arena.length) - 1;
  // What is no more than ASCII is decoded in half the time.
  const encoding = isAscii(texts) ? 'latin1' : 'utf8';
  const nameOf = (id: number): string => texts.toString(encoding, nameStart[id], endOf(id));
  const bytes = (id: number): Buffer => texts.subarray(nameStart[id], endOf(id));
  const overPath = isOverPath(pattern);
  const textOf = overPath ? pathTexts({ names: { bytes }, parent, name }, nameOf) : nameOf;
  // The root has no path that could be shown.
  for (let at = overPath ? 1 : 0; at < found.length; at++) {
    if (at % fewTexts === 0 && isCancelled()) return;
    if (test(textOf(at))) found[at] = 1;
  }
}

import type { Change } from '@codemirror/merge';

/** Lines, and characters, that may be taken out at one place for that to be drawn above what comes instead. */
const mostLines = 1500;
const mostCharacters = 150_000;

/** True when at one place so much is taken out of a text that it should rather stand beside the other. */
export function tooMuchForOne(a: string, changes: readonly Change[]): boolean {
  return changes.some(({ fromA, toA }) => {
    const start = a.lastIndexOf('\n', fromA - 1) + 1;
    const end = a.indexOf('\n', toA);
    const length = (end < 0 ? a.length : end) - start;
    return length > mostCharacters || (length > mostLines && lineCount(a, fromA, toA) > mostLines);
  });
}

/** Lines, and characters, of a text that is drawn level with another although its long lines are wrapped. */
const mostWrappedLines = 4000;
const mostWrappedCharacters = 300_000;

/**
 * True when a text can be wrapped and still stand level with another: in a longer one the heights of the lines out of
 * sight are estimates that add up.
 */
export function isLight(text: string): boolean {
  return (
    text.length <= mostWrappedCharacters && lineCount(text, 0, text.length) <= mostWrappedLines
  );
}

function lineCount(text: string, from: number, to: number): number {
  let count = 1;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}

import { textChanges } from './content-text-changes.ts';
import type { TextChanges } from './content-text-changes.ts';

/** Two texts as far as they can be held against each other, and how they differ. */
export interface ComparedTexts {
  readonly a: string;
  readonly b: string;
  readonly found: TextChanges;
}

/**
 * The differences of two texts of which only the beginnings may be at hand: a last line that is cut off is left out, and
 * so is what one beginning has and the other, which ends earlier, may have further on.
 */
export function comparedTexts(
  a: string,
  b: string,
  cut: { readonly a: boolean; readonly b: boolean },
): ComparedTexts {
  const wholeA = cut.a ? wholeLines(a) : a;
  const wholeB = cut.b ? wholeLines(b) : b;
  const found = textChanges(wholeA, wholeB);
  const last = found.changes.at(-1);
  if ((!cut.a && !cut.b) || last === undefined) return { a: wholeA, b: wholeB, found };
  const atEnd = last.toA === wholeA.length && last.toB === wholeB.length;
  const oneSided = last.fromA === last.toA ? cut.a : last.fromB === last.toB && cut.b;
  if (!atEnd || !oneSided) return { a: wholeA, b: wholeB, found };
  return {
    a: wholeA.slice(0, last.fromA),
    b: wholeB.slice(0, last.fromB),
    found: { ...found, changes: found.changes.slice(0, -1), runs: found.runs - 1 },
  };
}

/** Without a last line that has no end; a text of one line stays as it is. */
function wholeLines(text: string): string {
  const end = text.lastIndexOf('\n');
  return end < 0 ? text : text.slice(0, end + 1);
}

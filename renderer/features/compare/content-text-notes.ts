import type { DecodedText } from '../preview/decode-text.ts';
import type { TextChanges } from './content-text-changes.ts';

/** What is worth a word about two texts beside the lines that differ. */
export type TextNote =
  | {
      readonly kind: 'encoding';
      readonly a: DecodedText['encoding'];
      readonly b: DecodedText['encoding'];
    }
  | {
      readonly kind: 'line-endings';
      readonly a: DecodedText['lineEndings'];
      readonly b: DecodedText['lineEndings'];
    }
  | { readonly kind: 'final-newline'; readonly missing: 'a' | 'b' }
  | { readonly kind: 'blank-only'; readonly all: boolean }
  | { readonly kind: 'same-text' }
  | { readonly kind: 'coarse' }
  | { readonly kind: 'hidden'; readonly count: number };

/**
 * The remarks that apply. A text without a line end says nothing about endings, and the beginning of one nothing about
 * its end: `whole` is false for that.
 */
export function textNotes(
  a: DecodedText,
  b: DecodedText,
  whole: boolean,
  found: Pick<TextChanges, 'changes' | 'cut' | 'blankOnly' | 'runs'>,
): readonly TextNote[] {
  const notes: TextNote[] = [];
  if (found.cut) notes.push({ kind: 'coarse' });
  if (a.encoding !== b.encoding) notes.push({ kind: 'encoding', a: a.encoding, b: b.encoding });
  if (a.lineEndings !== b.lineEndings && a.lineEndings !== 'none' && b.lineEndings !== 'none') {
    notes.push({ kind: 'line-endings', a: a.lineEndings, b: b.lineEndings });
  }
  if (whole && endsOpen(a.text) !== endsOpen(b.text)) {
    notes.push({ kind: 'final-newline', missing: endsOpen(a.text) ? 'a' : 'b' });
  }
  if (found.blankOnly > 0) {
    notes.push({ kind: 'blank-only', all: found.blankOnly === found.runs });
  }
  if (found.changes.length === 0) notes.push({ kind: 'same-text' });
  const hidden = Math.max(a.hiddenCharacters, b.hiddenCharacters);
  if (hidden > 0) notes.push({ kind: 'hidden', count: hidden });
  return notes;
}

function endsOpen(text: string): boolean {
  return text !== '' && !text.endsWith('\n');
}

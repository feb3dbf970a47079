import type { PathColumns } from '../tree/path-columns.ts';
import { matchPattern } from '../view/pattern-match.ts';
import type { TaskContext } from './protocol.ts';
import type { PatternCall } from './tasks.ts';

/** The trees that this thread has been given, for the next letter that the user types. */
const kept = new Map<number, PathColumns>();

/** Holds a pattern against the paths of a tree that this thread has, or is given with it. Tells once that it begins. */
export function matchKeptPattern(
  { pattern, paths, columns, keep, found }: PatternCall,
  { isCancelled, progress }: TaskContext,
): void {
  if (columns !== null) kept.set(paths, columns);
  for (const number of kept.keys()) {
    if (!keep.includes(number)) kept.delete(number);
  }
  const there = kept.get(paths);
  if (there === undefined) throw new Error('A pattern came before the paths it is for.');
  progress(0, null);
  matchPattern(there, pattern, found, isCancelled);
}

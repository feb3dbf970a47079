import { Change, diff } from '@codemirror/merge';
import { lineChanges } from './content-line-changes.ts';

/** How two texts differ. */
export interface TextChanges {
  /** In characters of either text, in order. */
  readonly changes: readonly Change[];
  /** True when the search was ended before its time, so that more is marked than differs. */
  readonly cut: boolean;
  /** Runs of lines that differ, and how many of them do so in blanks and tabs alone. */
  readonly runs: number;
  readonly blankOnly: number;
}

/** Milliseconds after which the search goes no deeper. */
const patience = 1500;
/** Characters of a run of lines on one side within which single characters are looked for. */
const longestRun = 30_000;

/**
 * The differences of two texts: line by line first, then character by character where lines stand against others. It
 * takes bounded time whatever the texts are; what is given up is said.
 */
export function textChanges(
  a: string,
  b: string,
  now: () => number = () => performance.now(),
): TextChanges {
  const end = now() + patience;
  const late = (): boolean => now() > end;
  const numbers = new Map<string, number>();
  const linesA = textLines(a, numbers);
  const linesB = textLines(b, numbers);
  const byLine = lineChanges(linesA.numbers, linesB.numbers, late);
  const changes: Change[] = [];
  let { cut } = byLine;
  let blankOnly = 0;
  for (const { fromA, toA, fromB, toB } of byLine.changes) {
    const startA = linesA.starts[fromA] ?? a.length;
    const startB = linesB.starts[fromB] ?? b.length;
    const endA = linesA.starts[toA] ?? a.length;
    const endB = linesB.starts[toB] ?? b.length;
    const oneA = a.slice(startA, endA);
    const oneB = b.slice(startB, endB);
    if (oneA === '' || oneB === '') {
      changes.push(new Change(startA, endA, startB, endB));
      continue;
    }
    if (withoutBlanks(oneA) === withoutBlanks(oneB)) blankOnly++;
    if (oneA.length > longestRun || oneB.length > longestRun || late()) {
      cut = true;
      changes.push(...middleOf(oneA, oneB, startA, startB));
      continue;
    }
    for (const inner of diff(oneA, oneB, { scanLimit: 500, timeout: 150 })) {
      changes.push(
        new Change(
          startA + inner.fromA,
          startA + inner.toA,
          startB + inner.fromB,
          startB + inner.toB,
        ),
      );
    }
  }
  return { changes, cut, runs: byLine.changes.length, blankOnly };
}

interface TextLines {
  /** Equal lines, their ends included, have equal numbers. */
  readonly numbers: readonly number[];
  /** Offset of each line, and of the end. */
  readonly starts: readonly number[];
}

function textLines(text: string, known: Map<string, number>): TextLines {
  const numbers: number[] = [];
  const starts: number[] = [0];
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found + 1;
    const line = text.slice(start, end);
    const number = known.get(line) ?? known.size;
    known.set(line, number);
    numbers.push(number);
    starts.push(end);
    start = end;
  }
  return { numbers, starts };
}

/** All between the first and the last character that differ. */
function middleOf(a: string, b: string, startA: number, startB: number): readonly Change[] {
  const shorter = Math.min(a.length, b.length);
  let before = 0;
  while (before < shorter && a.charCodeAt(before) === b.charCodeAt(before)) before++;
  let behind = 0;
  while (
    behind < shorter - before &&
    a.charCodeAt(a.length - behind - 1) === b.charCodeAt(b.length - behind - 1)
  ) {
    behind++;
  }
  return [
    new Change(
      startA + before,
      startA + a.length - behind,
      startB + before,
      startB + b.length - behind,
    ),
  ];
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/[ \t\r\f\v]+/g, '');
}

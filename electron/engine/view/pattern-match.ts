import { isAscii } from 'node:buffer';
import picomatch from 'picomatch';
import type { textModes } from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { PathColumns } from '../tree/path-columns.ts';
import { pathTexts } from '../tree/paths.ts';
import { candidatesOf } from './needed-texts.ts';
import { LineWriter } from './path-lines.ts';
import type { Lines } from './path-lines.ts';
import { patternFacts } from './pattern-source.ts';

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
function patternTest(pattern: Pattern): (text: string) => boolean {
  const { expression, same } = compiled(pattern);
  return (text) => text === same || expression.test(text);
}

interface CompiledPattern {
  readonly expression: RegExp;
  /** What matches besides: a glob is met by what is called like it, whatever its characters mean. */
  readonly same: string | null;
}

function compiled({ text, mode }: Pattern): CompiledPattern {
  try {
    if (mode === 'regex') return { expression: new RegExp(text, 'u'), same: null };
    const glob = text.replace(/^\/+/, '');
    // The root has no path that could be shown.
    if (glob === '') return { expression: /(?!)/, same: null };
    const expression = picomatch.makeRe(glob, { dot: true, nonegate: true });
    return { expression, same: expression.test(glob) ? null : glob };
  } catch {
    throw new EngineError('pattern-invalid', { pattern: text });
  }
}

const slash = 0x2f;

/** Names or paths between two looks at whether anybody still waits. */
const fewTexts = 1024;

/**
 * Holds a pattern against every name, or against every path where it has a slash, and writes 1 into `found` at the number
 * of each name, or node, that matches, as it goes. Ends when `isCancelled` says so.
 *
 * What the pattern needs is looked for in the names first; what is left is written one below the other and searched in
 * blocks, as a call for each costs more than the search.
 *
 * @throws EngineError `pattern-invalid`
 */
export function matchPattern(
  columns: PathColumns,
  pattern: Pattern,
  found: Uint8Array,
  isCancelled: () => boolean,
): void {
  const { expression, same } = compiled(pattern);
  const { inLines, needs } = patternFacts(expression.source, expression.unicode);
  const overPath = isOverPath(pattern);
  if (inLines === null || hasLineBreaks(columns.arena)) {
    matchEach(columns, pattern, found, isCancelled);
    return;
  }
  const candidates = candidatesOf(columns, needs, overPath);
  const { marks, all } = candidates ?? { marks: found, all: 0 };
  const searched = new RegExp(inLines, `${expression.flags}gm`);
  const lines = new LineWriter(columns, overPath);
  // The root has no path that could be shown.
  for (let number = overPath ? 1 : 0; number < found.length; number++) {
    if ((marks[number]! & all) !== all) continue;
    lines.add(number);
    if (!lines.isFull) continue;
    if (isCancelled()) return;
    findInLines(searched, lines, found);
    lines.clear();
  }
  findInLines(searched, lines, found);
  if (same !== null) findSame(columns, same, overPath, found);
}

/** Sets 1 in `found` at the number of each line that an expression finds something in. */
function findInLines(expression: RegExp, lines: Lines, found: Uint8Array): void {
  const { bytes, length, count, numbers } = lines;
  if (count === 0) return;
  const written = bytes.subarray(0, length);
  const ascii = isAscii(written);
  const text = ascii ? bytes.toString('latin1', 0, length) : written.toString('utf8');
  const ends = ascii ? lines.ends : endsOfLines(text, count);
  expression.lastIndex = 0;
  for (let line = 0; line < count && expression.test(text); line++) {
    while (ends[line]! < expression.lastIndex) line++;
    found[numbers[line]!] = 1;
    expression.lastIndex = ends[line]! + 1;
  }
}

function endsOfLines(text: string, count: number): Uint32Array {
  const ends = new Uint32Array(count).fill(text.length);
  for (let line = 0, at = -1; line < count - 1; line++) {
    at = text.indexOf('\n', at + 1);
    ends[line] = at;
  }
  return ends;
}

/** Whether some name holds what an expression takes for the end of a line: a line feed, a carriage return, U+2028, U+2029. */
function hasLineBreaks(arena: Uint8Array): boolean {
  const names = Buffer.from(arena.buffer, arena.byteOffset, arena.length);
  return ['\n', '\r', '\u2028', '\u2029'].some((each) => names.includes(each));
}

/** Finds the names, or paths, that are a text. */
function findSame(columns: PathColumns, same: string, overPath: boolean, found: Uint8Array): void {
  const { parent, name } = columns;
  const id = nameNumber(columns, same.slice(same.lastIndexOf('/') + 1));
  if (id === -1) return;
  if (!overPath) {
    found[id] = 1;
    return;
  }
  const pathOf = textsOf(columns, true);
  for (let node = 1; node < parent.length; node++) {
    if (name[node] === id && pathOf(node) === same) found[node] = 1;
  }
}

/** The number of a name; -1 when there is none. */
function nameNumber({ arena, nameStart }: PathColumns, name: string): number {
  const bytes = Buffer.from(arena.buffer, arena.byteOffset, arena.length);
  const wanted = Buffer.from(`${name}/`);
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) {
    // No name holds a slash, so that one stands before the name means that it begins here.
    if (at === 0 || bytes[at - 1] === slash) return nameStart.indexOf(at);
  }
  return -1;
}

/** One after the other. */
function matchEach(
  columns: PathColumns,
  pattern: Pattern,
  found: Uint8Array,
  isCancelled: () => boolean,
): void {
  const test = patternTest(pattern);
  const overPath = isOverPath(pattern);
  const textOf = textsOf(columns, overPath);
  for (let at = overPath ? 1 : 0; at < found.length; at++) {
    if (at % fewTexts === 0 && isCancelled()) return;
    if (test(textOf(at))) found[at] = 1;
  }
}

function textsOf(
  { arena, nameStart, parent, name }: PathColumns,
  overPath: boolean,
): (number: number) => string {
  const texts = Buffer.from(arena.buffer, arena.byteOffset, arena.length);
  const endOf = (id: number): number => (nameStart[id + 1] ?? arena.length) - 1;
  // What is no more than ASCII is decoded in half the time.
  const encoding = isAscii(texts) ? 'latin1' : 'utf8';
  const nameOf = (id: number): string => texts.toString(encoding, nameStart[id], endOf(id));
  const bytes = (id: number): Buffer => texts.subarray(nameStart[id], endOf(id));
  return overPath ? pathTexts({ names: { bytes }, parent, name }, nameOf) : nameOf;
}

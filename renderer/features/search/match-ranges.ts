import type { SearchQuery } from '../../../shared/model/search.ts';

/** A part of a path by its first character and the one behind its last. */
export interface MatchRange {
  readonly start: number;
  readonly end: number;
}

/** Steps that finding a pattern in one path may take at most; beyond it nothing is marked. */
const mostSteps = 1_000_000;

/**
 * The parts of a path, without a leading slash, for which it was found; in order and apart. What was found is the
 * engine's to say: this only marks, and marks nothing where finding the place could take long.
 */
export function matchRanges(
  path: string,
  { text, textMode }: Pick<SearchQuery, 'text' | 'textMode'>,
): readonly MatchRange[] {
  if (text === '') return [];
  const name = path.lastIndexOf('/') + 1;
  const from = text.includes('/') ? 0 : name;
  switch (textMode) {
    case 'text':
      return textRanges(path, text, from);
    case 'glob':
      return globRanges(path, text, from);
    case 'regex':
      return regexRanges(path, text, from);
  }
}

function textRanges(path: string, text: string, from: number): readonly MatchRange[] {
  const small = path.toLowerCase();
  const needle = (text.startsWith('/') ? text.slice(1) : text).toLowerCase();
  // Letters that are several when small, such as İ, would shift what follows them.
  if (small.length !== path.length || needle === '') return [];
  const ranges: MatchRange[] = [];
  for (let at = small.indexOf(needle, from); at !== -1; at = small.indexOf(needle, at)) {
    ranges.push({ start: at, end: at + needle.length });
    at += needle.length;
  }
  // With a leading slash the text begins at the name of a folder or file.
  return text.startsWith('/')
    ? ranges.filter(({ start }) => start === 0 || path[start - 1] === '/')
    : ranges;
}

/** What is written out in a glob, found one after the other: the rest stands for anything. */
function globRanges(path: string, glob: string, from: number): readonly MatchRange[] {
  const plain = glob.replace(/^\/+/, '');
  const parts = plain.split(/(?:[*?]|\[[^\]]*\]|\{[^}]*\}|[@+!]\([^)]*\)|\([^)]*\)|\\)+/);
  const ranges: MatchRange[] = [];
  let at = from;
  for (const [position, part] of parts.entries()) {
    if (part === '') continue;
    const last = position === parts.length - 1;
    const start = last ? path.length - part.length : path.indexOf(part, at);
    if (start < at || !path.startsWith(part, start)) return ranges;
    ranges.push({ start, end: start + part.length });
    at = start + part.length;
  }
  return ranges;
}

function regexRanges(path: string, pattern: string, from: number): readonly MatchRange[] {
  const searched = path.slice(from);
  if (mostStepsOf(pattern, searched.length) > mostSteps) return [];
  try {
    return [...searched.matchAll(new RegExp(pattern, 'gu'))].flatMap(({ 0: found, index }) =>
      found === '' ? [] : [{ start: from + index, end: from + index + found.length }],
    );
  } catch {
    return [];
  }
}

/**
 * How many steps a backtracking search takes at most, roughly: each thing that may be repeated tries every length at
 * every place, and each choice is made both ways. Infinite where repeats lie in repeats, or a group is referred to.
 */
function mostStepsOf(pattern: string, length: number): number {
  const plain = pattern
    .replace(/\\[1-9k]/g, '()*')
    .replace(/\\./gu, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?(?:[:=!]|<[=!]|<[^>]*>)/g, '(');
  if (/\)(?:[*+?]|\{)/.test(plain)) return Number.POSITIVE_INFINITY;
  const repeats = plain.match(/[*+?{]/g)?.length ?? 0;
  const choices = plain.match(/\|/g)?.length ?? 0;
  return Math.max(1, length) ** (repeats + 1) * 2 ** choices;
}

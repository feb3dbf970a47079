import type { ViewOptions } from '../../../shared/model/view.ts';
import { pathTexts } from '../tree/paths.ts';
import { runWhole } from '../tree/slices.ts';
import type { NameTable } from '../tree/name-table.ts';
import { pathColumns } from '../tree/path-columns.ts';
import type { TreePaths } from '../tree/path-columns.ts';
import { markNames } from './names-with.ts';
import { PatternBudget } from './pattern-budget.ts';
import { isOverPath, matchPattern } from './pattern-match.ts';
import type { Pattern } from './pattern-match.ts';

/** Answers for every node whether its path matches; null when there is no text to match. */
export type NodeMatcher = (node: number) => boolean;

/**
 * Makes the matcher for the text of a filter. Text and patterns without a slash are held against names alone, so each
 * distinct name is looked at once, not each path.
 *
 * @throws EngineError `pattern-invalid` for a regular expression that is none, `pattern-slow` for one without end
 */
export function nodeMatcher(
  tree: TreePaths,
  { text, textMode }: Pick<ViewOptions, 'text' | 'textMode'>,
): NodeMatcher | null {
  if (text === '') return null;
  if (textMode === 'text') return textMatcher(tree, text);
  return patternMatcher(tree, { text, mode: textMode });
}

/** The matcher for what a pattern was found to match, by name or by node. */
export function foundMatcher(tree: TreePaths, pattern: Pattern, found: Uint8Array): NodeMatcher {
  if (isOverPath(pattern)) return (node) => found[node] === 1;
  return (node) => found[tree.name[node]!] === 1;
}

/**
 * The matcher of a pattern on this thread, whole at once.
 *
 * @throws EngineError `pattern-invalid`, `pattern-slow`
 */
export function patternMatcher(tree: TreePaths, pattern: Pattern): NodeMatcher {
  const found = new Uint8Array(isOverPath(pattern) ? tree.nodeCount : tree.names.count);
  const columns = pathColumns(tree);
  const notCancelled = (): boolean => false;
  new PatternBudget(pattern.text).run(() => matchPattern(columns, pattern, found, notCancelled));
  return foundMatcher(tree, pattern, found);
}

function textMatcher(tree: TreePaths, text: string): NodeMatcher {
  const end = text.lastIndexOf('/');
  if (end === -1) return byName(tree, namesWith(tree.names, text));
  // What follows the last slash must be in the name itself, so only few paths have to be written out.
  const last = text.slice(end + 1);
  const names = last === '' ? null : namesWith(tree.names, last);
  const whole = text.toLowerCase();
  const pathOf = pathTexts(tree);
  return (node) =>
    (names === null || names[tree.name[node]!] === 1) &&
    `/${pathOf(node).toLowerCase()}`.includes(whole);
}

function byName(tree: TreePaths, names: Uint8Array): NodeMatcher {
  return (node) => names[tree.name[node]!] === 1;
}

/** 1 for each name that holds `text` in any case. */
function namesWith(names: NameTable, text: string): Uint8Array {
  const found = new Uint8Array(names.count);
  if (!isAscii(text)) {
    const small = text.toLowerCase();
    for (let id = 0; id < names.count; id++) {
      if (names.bytes(id).toString('utf8').toLowerCase().includes(small)) found[id] = 1;
    }
    return found;
  }
  const arena = smallLetters(names);
  const needle = Buffer.from(text.toLowerCase());
  markNames({ arena, nameStart: names.starts }, needle, found);
  return found;
}

/** Bytes that a loop handles between two chances to do something else. */
const bytesAtOnce = 1 << 20;

const arenas = new WeakMap<NameTable, Buffer>();

/** The names with capital letters of ASCII made small, kept for the next letter that the user types. */
function smallLetters(names: NameTable): Buffer {
  const known = arenas.get(names);
  return known?.length === names.arena.length ? known : runWhole(readyNames(names));
}

/** Makes what text is looked for in, so that the first letter that a user types finds it there. Yields now and then. */
export function* readyNames(names: NameTable): Generator<void, Buffer> {
  const made = Buffer.from(names.arena);
  for (let i = 0; i < made.length; i++) {
    if (i % bytesAtOnce === 0) yield;
    const byte = made[i]!;
    if (byte >= 0x41 && byte <= 0x5a) made[i] = byte + 0x20;
  }
  arenas.set(names, made);
  return made;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

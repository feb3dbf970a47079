import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import type { PathColumns } from '../../../electron/engine/tree/path-columns.ts';
import { isOverPath, matchPattern } from '../../../electron/engine/view/pattern-match.ts';
import type { Pattern } from '../../../electron/engine/view/pattern-match.ts';
import { patternFacts } from '../../../electron/engine/view/pattern-source.ts';

interface Node {
  /** Number of the folder among the nodes before it. */
  readonly parent: number;
  readonly name: number;
}

function columnsOf(names: readonly Uint8Array[], nodes: readonly Node[]): PathColumns {
  const starts: number[] = [];
  let length = 0;
  for (const name of names) {
    starts.push(length);
    length += name.length + 1;
  }
  return {
    arena: Uint8Array.from(names.flatMap((name) => [...name, 0x2f])),
    nameStart: Uint32Array.from(starts),
    parent: Uint32Array.from([0xffffffff, ...nodes.map(({ parent }, at) => parent % (at + 1))]),
    name: Uint32Array.from([0xffffffff, ...nodes.map(({ name }) => name % names.length)]),
  };
}

function found(columns: PathColumns, pattern: Pattern): readonly number[] {
  const length = isOverPath(pattern) ? columns.parent.length : columns.nameStart.length;
  const flags = new Uint8Array(length);
  matchPattern(columns, pattern, flags, () => false);
  return numbersOf(flags);
}

/** One name or path after the other. */
function expected(columns: PathColumns, pattern: Pattern): readonly number[] {
  const { text, mode } = pattern;
  const glob = text.replace(/^\/+/, '');
  const regex = mode === 'regex' ? new RegExp(text, 'u') : null;
  const matches = glob === '' ? null : picomatch(glob, { dot: true, nonegate: true });
  const isMatch = (each: string): boolean => regex?.test(each) ?? matches?.(each) ?? false;
  if (isOverPath(pattern)) {
    return numbersOf(columns.parent.map((_, node) => (node > 0 && isMatch(path(node)) ? 1 : 0)));
  }
  return numbersOf(columns.nameStart.map((_, id) => (isMatch(name(id)) ? 1 : 0)));

  function name(id: number): string {
    const { arena, nameStart } = columns;
    const bytes = arena.subarray(nameStart[id], (nameStart[id + 1] ?? arena.length) - 1);
    return Buffer.from(bytes).toString('utf8');
  }
  function path(node: number): string {
    const above = columns.parent[node]!;
    return `${above === 0 ? '' : `${path(above)}/`}${name(columns.name[node]!)}`;
  }
}

function numbersOf(flags: Iterable<number>): readonly number[] {
  return [...flags].flatMap((flag, number) => (flag === 1 ? [number] : []));
}

const pieces = [
  'a',
  'b',
  'ab',
  'lib',
  'so',
  '.',
  '-',
  '1',
  ' ',
  'é',
  '€',
  '😀',
  'A',
  '*',
  '[',
  '\t',
];
const breaks = ['\n', '\r', '\u2028'];

function nameOf(letters: readonly string[]): fc.Arbitrary<Uint8Array> {
  const text = fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 5 })
    .map((parts) => new TextEncoder().encode(parts.join('')));
  const noText = fc.constant(Uint8Array.from([0x61, 0xe2, 0x82, 0x62]));
  return fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: noText });
}

function columns(letters: readonly string[]): fc.Arbitrary<PathColumns> {
  const node = fc.record({ parent: fc.nat(40), name: fc.nat(12) });
  return fc
    .tuple(
      fc.uniqueArray(nameOf(letters), {
        minLength: 1,
        maxLength: 12,
        selector: (name) => name.join(' '),
      }),
      fc.array(node, { minLength: 1, maxLength: 40 }),
    )
    .map(([names, nodes]) => columnsOf(names, nodes));
}

const characters = [
  'a',
  'b',
  'lib',
  'so',
  '/',
  '/',
  'é',
  '😀',
  '1',
  '-',
  '\\.',
  '\\/',
  '\\*',
  '\\[',
];
const sets = ['.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\p{L}', '\\P{L}'];
const places = ['\\b', '\\B', '^', '$'];
const numbered = [
  '\\n',
  '\\r',
  '\\t',
  '\\x61',
  '\\x0a',
  '\\u0062',
  '\\u{1f600}',
  '\\u{a}',
  '\\cJ',
  '\\ufffd',
];
const classes = [
  '[ab]',
  '[^a]',
  '[^]',
  '[]',
  '[\\s.]',
  '[^\\s]',
  '[^-a]',
  '[\\t-b]',
  '[\\W]',
  '[a\\-/]',
  '[^\\n]',
];
const atom = fc.constantFrom(...characters, ...sets, ...places, ...numbered, ...classes);
const times = fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{0,1}', '{1,}');
/** Groups are not repeated without end: that may take longer than anybody lives. */
const groupTimes = fc.constantFrom('', '', '?', '{2}', '{0,1}');
const openings = fc.constantFrom('(', '(?:', '(?=', '(?!', '(?<=', '(?<!');
const repeated = fc.tuple(atom, times).map((parts) => parts.join(''));
const regexes = fc.letrec<{ source: string; group: string }>((tie) => ({
  source: fc
    .array(
      fc
        .array(fc.oneof({ weight: 5, arbitrary: repeated }, tie('group')), {
          minLength: 1,
          maxLength: 4,
        })
        .map((parts) => parts.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((parts) => parts.join('|')),
  group: fc
    .tuple(openings, tie('source'), groupTimes)
    .map(([opening, source, time]) => `${opening}${source})${time}`),
})).source;
const globs = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'lib',
      '/',
      '**/',
      '*',
      '?',
      '.',
      '[ab]',
      '[!a]',
      '[1]',
      '{a,lib}',
      'é',
      '!(a)',
      '+(a|b)',
      '😀',
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

function isPattern(source: string): boolean {
  try {
    void new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

describe('a pattern finds in blocks of names and paths what it finds in each', () => {
  const patterns = fc.oneof(
    regexes.filter(isPattern).map((text): Pattern => ({ text, mode: 'regex' })),
    globs.map((text): Pattern => ({ text, mode: 'glob' })),
  );
  test.each([
    ['that are plain', pieces],
    ['with line breaks in them', [...pieces, ...breaks]],
  ])('%s', (_, letters) => {
    fc.assert(
      fc.property(columns(letters), patterns, (paths, pattern) => {
        expect(found(paths, pattern)).toEqual(expected(paths, pattern));
      }),
      { numRuns: 400 },
    );
  });

  test('of many, over several blocks', () => {
    const names = Array.from({ length: 9000 }, (_, at) => Buffer.from(`file-${at}.txt`));
    const nodes = names.map((_, at): Node => ({ parent: at % 10 < 3 ? at >>> 5 : 1, name: at }));
    for (const text of [
      '12.*5\\.txt',
      '/file-1[^0]*9',
      '-7[0-9]*.txt/.*8',
      '^[^/]*$',
      '^[^/]*/[^/]*$',
    ]) {
      const paths = columnsOf(names, nodes);
      const pattern: Pattern = { text, mode: 'regex' };
      expect(found(paths, pattern)).toEqual(expected(paths, pattern));
      expect(found(paths, pattern).length).toBeGreaterThan(0);
    }
  });
});

test('a glob finds what is called like it', () => {
  const paths = columnsOf(
    [Buffer.from('a[1]'), Buffer.from('a1'), Buffer.from('x[1]')],
    [
      { parent: 0, name: 0 },
      { parent: 1, name: 0 },
      { parent: 2, name: 2 },
    ],
  );
  expect(found(paths, { text: 'a[1]', mode: 'glob' })).toEqual([0, 1]);
  expect(found(paths, { text: 'a[1]/a[1]', mode: 'glob' })).toEqual([2]);
  expect(found(paths, { text: '/', mode: 'glob' })).toEqual([]);
});

describe('what an expression needs', () => {
  test.each<[string, readonly (readonly string[])[]]>([
    ['module-7[0-9]*/.*5\\.txt', [['module-7'], ['/'], ['5.txt']]],
    ['^\\.env(\\..+)?$', [['.env']]],
    ['\\.(pem|key|p12)$', [['.'], ['pem', 'key', 'p12']]],
    ['abc*d', [['ab'], ['d']]],
    ['abc+d', [['abc'], ['d']]],
    ['(?:usr/(?=lib)x|opt)/y', [['usr/', 'opt'], ['/y']]],
    ['a(?!bc)d|e', [['a', 'e']]],
    ['a|\\w', []],
    ['\\u{61}bc\\x64e', [['bc'], ['e']]],
  ])('%s', (source, needs) => expect(patternFacts(source, true).needs).toEqual(needs));

  test('is unknown of groups inside groups without end', () => {
    const depth = 100_000;
    const facts = patternFacts(`${'('.repeat(depth)}a${')'.repeat(depth)}`, true);
    expect(facts).toEqual({ inLines: null, needs: [] });
  });
});

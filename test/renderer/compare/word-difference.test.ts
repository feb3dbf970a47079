import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  commonParts,
  tellingDifference,
  wordDifference,
} from '../../../renderer/features/compare/word-difference.ts';
import type { TextPiece } from '../../../renderer/features/compare/word-difference.ts';

function kept(pieces: readonly TextPiece[]): string {
  return pieces.flatMap(({ text, differs }) => (differs ? [] : [text])).join('');
}

function whole(pieces: readonly TextPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

test('words that one side lacks are set off', () => {
  const [a, b] = wordDifference(
    'apt install -y file less && rm x',
    'apt install -y file jq && rm x',
  );
  expect(a.filter(({ differs }) => differs).map(({ text }) => text)).toEqual(['less']);
  expect(b.filter(({ differs }) => differs).map(({ text }) => text)).toEqual(['jq']);
});

test('equal texts differ in nothing, and a text differs from an empty one as a whole', () => {
  expect(wordDifference('RUN make', 'RUN make')).toEqual([
    [{ text: 'RUN make', differs: false }],
    [{ text: 'RUN make', differs: false }],
  ]);
  expect(wordDifference('', 'RUN make')).toEqual([[], [{ text: 'RUN make', differs: true }]]);
});

test('pieces are the texts, and what is kept is the same on both sides', () => {
  const word = fc.constantFrom('a', 'b', 'run', ' ', '  ', '=', '"', '\n', 'ü', '😀');
  const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [piecesA, piecesB] = wordDifference(a, b);
      expect(whole(piecesA)).toBe(a);
      expect(whole(piecesB)).toBe(b);
      expect(kept(piecesA)).toBe(kept(piecesB));
    }),
  );
});

test('as many parts as possible are common', () => {
  const parts = fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 7 });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      expect(commonParts(a, b).a.size).toBe(longestCommon(a, b));
      expect(commonParts(a, b).b.size).toBe(longestCommon(a, b));
    }),
  );
});

/** The plain definition. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const [firstA, ...restA] = a;
  const [firstB, ...restB] = b;
  if (firstA === undefined || firstB === undefined) return 0;
  if (firstA === firstB) return 1 + longestCommon(restA, restB);
  return Math.max(longestCommon(restA, b), longestCommon(a, restB));
}

test('lists too long to be compared part by part have nothing in common', () => {
  const long = Array.from({ length: 700 }, (_, place) => `${place}`);
  expect(commonParts(long, long.toReversed()).a.size).toBe(0);
});

test('nothing is set off in texts that have little in common', () => {
  expect(tellingDifference('# debian.sh --arch amd64', 'ADD file:rootfs in /')).toBeNull();
  expect(tellingDifference('RUN make all', 'RUN make one')?.b.at(-1)).toEqual({
    text: 'one',
    differs: true,
  });
});

import { expect, test } from 'vitest';
import { matchWords } from '../../../renderer/features/palette/match-words.ts';

function best(search: string, ...texts: string[]): string | undefined {
  return texts
    .map((text) => ({ text, score: matchWords(search, text)?.score ?? Number.NEGATIVE_INFINITY }))
    .toSorted((a, b) => b.score - a.score)[0]?.text;
}

test('the letters are where they were found', () => {
  expect(matchWords('cp', 'Copy path')?.letters).toEqual([0, 5]);
  expect(matchWords('PATH', 'Copy path')?.letters).toEqual([5, 6, 7, 8]);
  expect(matchWords('', 'Copy path')?.letters).toEqual([]);
});

test('a letter that is not there, or not in order, is no match', () => {
  expect(matchWords('xyz', 'Copy path')).toBeNull();
  expect(matchWords('hp', 'Copy path')).toBeNull();
});

test('whole words beat scattered letters, and beginnings beat middles', () => {
  expect(best('open', 'Show or hide inspector panel', 'Open folder…')).toBe('Open folder…');
  expect(best('cop', 'About Layerscope', 'Copy name', 'Collapse all folders')).toBe('Copy name');
  expect(best('ca', 'Open the sample image', 'Collapse all folders')).toBe('Collapse all folders');
});

import { expect, test } from 'vitest';
import { directory, file, opaque, symlink, whiteout } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import { wasteOfLayers } from './read-hidden.ts';

/** 6000 bytes in three files, and a link. */
const base: readonly IndexedEntry[] = [
  directory('a'),
  file('a/f1', 'a'.repeat(1000)),
  file('a/f2', 'b'.repeat(2000)),
  directory('b'),
  file('b/g', 'c'.repeat(3000)),
  symlink('link', 'b/g'),
];

/** What dive 0.12 itself said of such archives, and what they really hide. */
const rows: readonly {
  readonly name: string;
  readonly upper: readonly IndexedEntry[] | null;
  readonly score: string;
  readonly wasted: number;
  readonly user: number;
  readonly hidden: number;
}[] = [
  {
    name: 'delete a file',
    upper: [whiteout('a/f1')],
    score: '0.8333',
    wasted: 1000,
    user: Number.POSITIVE_INFINITY,
    hidden: 1000,
  },
  {
    name: 'delete a folder',
    upper: [whiteout('a')],
    score: '1.0000',
    wasted: 0,
    user: Number.NaN,
    hidden: 3000,
  },
  {
    name: 'an opaque folder with a new file',
    upper: [directory('a'), opaque('a'), file('a/new', 'n'.repeat(1000))],
    score: '1.0000',
    wasted: 0,
    user: 0,
    hidden: 3000,
  },
  {
    name: 'rewrite a file in the same size',
    upper: [file('a/f1', 'x'.repeat(1000))],
    score: '0.8571',
    wasted: 2000,
    user: 2,
    hidden: 1000,
  },
  {
    name: 'chmod of a file',
    upper: [file('b/g', 'c'.repeat(3000), { mode: 0o600 })],
    score: '0.6667',
    wasted: 6000,
    user: 2,
    hidden: 3000,
  },
  {
    name: 'a copy of a file under a new name',
    upper: [file('b/h', 'c'.repeat(3000))],
    score: '1.0000',
    wasted: 0,
    user: 0,
    hidden: 0,
  },
  {
    name: 'one layer only',
    upper: null,
    score: '1.0000',
    wasted: 0,
    user: Number.NaN,
    hidden: 0,
  },
];

test.each(rows)('$name', ({ upper, score, wasted, user, hidden }) => {
  const { waste } = wasteOfLayers(...(upper === null ? [base] : [base, upper]));
  expect(waste.total).toBe(hidden);
  expect(waste.dive.efficiencyScore.toFixed(4)).toBe(score);
  expect(waste.dive.wastedBytes).toBe(wasted);
  expect(waste.dive.userWastedPercent).toBe(user);
});

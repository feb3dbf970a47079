import { describe, expect, it } from 'vitest';
import { equalPairs, heaviestChain } from '../../../electron/engine/compare/heaviest-chain.ts';

/** Numbers that look random and are the same every time. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Length of a longest common subsequence, by the table that everybody knows. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      rows[i]![j] =
        a[i - 1] === b[j - 1]
          ? rows[i - 1]![j - 1]! + 1
          : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!);
    }
  }
  return rows[a.length]![b.length]!;
}

function linksOf(a: readonly string[], b: readonly string[]) {
  return [...equalPairs(a, b)].map(([placeA, placeB]) => ({ a: placeA, b: placeB, weight: 1 }));
}

describe('the heaviest chain', () => {
  it('is a longest common subsequence where all links weigh the same', () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 300; round++) {
      const letters = 1 + random(6);
      const [a, b] = [random(20), random(20)].map((length) =>
        Array.from({ length }, () => String(random(letters))),
      );
      const chain = heaviestChain(linksOf(a!, b!));
      expect(chain).toHaveLength(commonLength(a!, b!));
      for (const [place, link] of chain.entries()) {
        expect(a![link.a]).toBe(b![link.b]);
        const before = chain[place - 1];
        if (before !== undefined)
          expect([before.a < link.a, before.b < link.b]).toEqual([true, true]);
      }
    }
  });

  it('prefers one heavy link to two light ones that cross it', () => {
    const links = [
      { a: 0, b: 2, weight: 5 },
      { a: 1, b: 0, weight: 2 },
      { a: 2, b: 1, weight: 2 },
    ];
    expect(heaviestChain(links)).toEqual([links[0]]);
    expect(heaviestChain(links.map((link) => ({ ...link, weight: 1 })))).toHaveLength(2);
  });

  it('takes each position once', () => {
    const links = [
      { a: 0, b: 0, weight: 1 },
      { a: 0, b: 1, weight: 1 },
      { a: 1, b: 1, weight: 1 },
      { a: 1, b: 0, weight: 1 },
    ];
    expect(heaviestChain(links).map(({ a, b }) => [a, b])).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('is empty for no links', () => {
    expect(heaviestChain([])).toEqual([]);
  });
});

describe('pairs of equal keys', () => {
  it('leaves out what has no key', () => {
    expect([...equalPairs([null, 'x'], ['x', null])]).toEqual([[1, 0]]);
  });

  it('matches long runs of one key whole, from either end, without taking every pair', () => {
    const [a, b] = [
      Array.from({ length: 3000 }, () => 'x'),
      Array.from({ length: 2990 }, () => 'x'),
    ];
    const links = linksOf(a, b);
    expect(links.length).toBeLessThan(3000 * 40);
    expect(heaviestChain(links)).toHaveLength(2990);
  });
});

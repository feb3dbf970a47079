import { describe, expect, it } from 'vitest';
import { likenessOf } from '../../../electron/engine/compare/layer-likeness.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { directory, file, layerIndex, symlink } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';

/** How alike two layers are, their contents hashed or not. */
function likeness(
  a: readonly IndexedEntry[],
  b: readonly IndexedEntry[],
  hashed: readonly [boolean, boolean] = [true, true],
): number | null {
  const [one, other] = [
    { position: 0, gap: 0, index: layerIndex(a, hashed[0]) },
    { position: 0, gap: 0, index: layerIndex(b, hashed[1]) },
  ];
  return runWhole(likenessOf([one], [other])).between(0, 0);
}

const big = 'x'.repeat(999);

describe('how alike two layers are', () => {
  it('is the part of the bytes that both have', () => {
    expect(likeness([file('a', big)], [file('a', big)])).toBe(1);
    expect(likeness([file('a', big), file('b', big)], [file('a', big), file('c', big)])).toBe(0.5);
    expect(likeness([file('a', big)], [file('b', big)])).toBe(0);
  });

  it('asks for path, kind, size and link, and never for what is known of the content', () => {
    const other = 'y'.repeat(999);
    expect(likeness([file('a', big)], [file('a', other)])).toBe(1);
    expect(likeness([file('a', big)], [file('a', other)], [true, false])).toBe(1);
    expect(likeness([file('a', big)], [file('a', `${big}x`)])).toBe(0);
    expect(likeness([symlink('a', 'x')], [symlink('a', 'y')])).toBe(0);
    expect(likeness([symlink('a', 'x')], [symlink('a', 'x')])).toBe(1);
    expect(likeness([file('a', '')], [symlink('a', '')])).toBe(0);
  });

  it('leaves folders out, which every layer repeats', () => {
    const folders = ['usr', 'usr/lib', 'usr/bin'].map((path) => directory(path));
    expect(likeness([...folders, file('a', '1')], [...folders, file('b', '1')])).toBe(0);
    expect(likeness(folders, folders)).toBeNull();
  });

  it('is never more than all, though a layer names a path twice', () => {
    expect(likeness([file('a', big), file('a', big)], [file('a', big)])).toBe(1);
  });

  it('is not told of layers that could not be read', () => {
    const read = { position: 0, gap: 0, index: layerIndex([file('a', big)]) };
    const unread = { position: 1, gap: 0, index: null };
    const found = runWhole(likenessOf([read, unread], [read]));
    expect(found.between(1, 0)).toBeNull();
    expect(found.pairs).toEqual([{ a: 0, b: 0, likeness: 1 }]);
  });

  it('is looked for between the same two anchors only', () => {
    const index = layerIndex([file('a', big)]);
    const found = runWhole(
      likenessOf([{ position: 0, gap: 0, index }], [{ position: 0, gap: 1, index }]),
    );
    expect(found.pairs).toEqual([]);
  });

  it('gives other work its turn, and holds hundreds of layers against each other in little time', () => {
    const layers = Array.from({ length: 300 }, (_, position) => {
      const own = Array.from({ length: 200 }, (__, place) => file(`${position}/${place}`, 'x'));
      const index = layerIndex([...own, file('etc/passwd', 'root'), file('var/log', 'x')], false);
      return { position, gap: 0, index };
    });
    const before = performance.now();
    const work = likenessOf(layers, layers);
    let turns = 0;
    for (let step = work.next(); step.done !== true; step = work.next()) turns++;
    expect(turns).toBeGreaterThan(500);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

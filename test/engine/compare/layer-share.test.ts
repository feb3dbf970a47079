import { describe, expect, it } from 'vitest';
import { layerShares, numberStacks } from '../../../electron/engine/compare/layer-share.ts';
import { digestOf, grantOf, stackLayer, stackOf } from '../../fixtures/image-stacks.ts';

describe('layers that two images share', () => {
  it('counts each layer once, wherever and however often it stands', () => {
    const a = stackOf('a', ['base', 'x', 'x', 'only a']);
    const b = stackOf('b', ['only b', 'x', 'base', 'x', 'only b']);
    const { shared, onlyA, onlyB } = layerShares(numberStacks(a, b));
    expect([shared.layers, onlyA.layers, onlyB.layers]).toEqual([2, 1, 1]);
    const bytes = stackLayer('base').storedBytes! + stackLayer('x').storedBytes!;
    expect(shared.bytes.stored).toEqual({ bytes, unknownLayers: 0, absentLayers: 0 });
    expect(shared.bytes.unpacked.bytes).toBe(bytes * 3);
  });

  it('knows a layer by its digest where its diffID is missing', () => {
    const a = stackOf('a', [stackLayer('x', { diffId: null })]);
    const b = stackOf('b', [stackLayer('x')]);
    expect(layerShares(numberStacks(a, b)).shared.layers).toBe(1);
  });

  it('knows a layer in another compression', () => {
    const a = stackOf('a', [stackLayer('x', { digest: digestOf('as zstd') })]);
    const { shared, onlyA } = layerShares(numberStacks(a, stackOf('b', ['x'])));
    expect([shared.layers, onlyA.layers]).toEqual([1, 0]);
  });

  it('takes a layer that nothing is known of for like no other', () => {
    const nameless = stackLayer('x', { diffId: null, digest: null });
    const stacks = numberStacks(stackOf('a', [nameless]), stackOf('b', [nameless]));
    expect(layerShares(stacks).shared.layers).toBe(0);
  });

  it('shares everything with itself, in one place or in two', () => {
    const a = stackOf('a', ['base', 'x', 'base']);
    for (const b of [a, { ...a, source: grantOf('elsewhere'), key: 'other' }]) {
      const stacks = numberStacks(a, b);
      expect(stacks.a).toEqual(stacks.b);
      expect(layerShares(stacks)).toMatchObject({ shared: { layers: 2 }, onlyA: { layers: 0 } });
    }
  });

  it('shares everything between two points of one image, though more is known of one', () => {
    const a = stackOf('a', [stackLayer('x', { diffId: digestOf('found') }), 'y'], { key: 'k' });
    const stacks = numberStacks(a, stackOf('a', ['x', 'y'], { key: 'k' }));
    expect(stacks.a).toEqual(stacks.b);
  });
});

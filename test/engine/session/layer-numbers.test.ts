import { expect, test } from 'vitest';
import { parseDigest } from '../../../shared/model/digest.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import { LayerNumbers } from '../../../electron/engine/session/layer-numbers.ts';
import type { ReadLayer } from '../../../electron/engine/session/layer-shelf.ts';
import { file, layerIndex } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';

const stated = parseDigest(`sha256:${'1'.repeat(64)}`)!;
const another = parseDigest(`sha256:${'2'.repeat(64)}`)!;

/** A layer as it was read, with the diffID that was found for it. */
function read(entries: readonly IndexedEntry[], diffId: Digest | null): ReadLayer {
  const location = { kind: 'inline', bytes: new Uint8Array() } as const;
  const index = layerIndex(entries);
  const proven = { compression: 'none', storedDigest: another, unpackedBytes: 0 } as const;
  const proof = diffId === null ? null : { ...proven, diffId };
  return {
    stored: { location, statedDigest: null, stargz: false, cacheDir: null },
    listed: { index, compression: 'none', proof },
  };
}

test('a layer of one place is the same one, whatever is stated', () => {
  const numbers = new LayerNumbers();
  const layer = read([file('a')], null);
  expect(numbers.numberOf(layer, stated)).toBe(numbers.numberOf({ ...layer }, another));
});

test('layers that were found to have one diffID are the same', () => {
  const numbers = new LayerNumbers();
  const first = numbers.numberOf(read([file('a')], stated), null);
  expect(numbers.numberOf(read([file('a')], stated), null)).toBe(first);
  expect(numbers.numberOf(read([file('a')], another), null)).not.toBe(first);
});

test('where one diffID is stated, the entries must be the same, too', () => {
  const numbers = new LayerNumbers();
  const first = numbers.numberOf(read([file('a', 'x')], null), stated);
  expect(numbers.numberOf(read([file('a', 'x')], stated), null)).toBe(first);
  expect(numbers.numberOf(read([file('b', 'x')], null), stated)).not.toBe(first);
  expect(numbers.numberOf(read([file('a', 'x', { uid: 1 })], null), stated)).not.toBe(first);
  expect(numbers.numberOf(read([file('a', 'x')], null), null)).not.toBe(first);
});

import { expect, test } from 'vitest';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { compareContents } from '../../../electron/engine/layer/compare-contents.ts';

/** Bodies laid out as in a tar, each on a block of 512 bytes. */
function sourceOf(bodies: readonly Buffer[]): Buffer {
  return Buffer.concat(
    bodies.map((body) => Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)])),
  );
}

function groups(sizes: readonly number[], layers: readonly number[], bodies: readonly number[]) {
  return {
    layer: Uint16Array.from(layers),
    body: Uint32Array.from(bodies),
    size: Float64Array.from(sizes),
    groupStart: Uint32Array.of(0, sizes.length),
  };
}

test('finds which of several files of one size are equal, also when a content comes back', () => {
  const [a, b] = [Buffer.from('one'), Buffer.from('two')];
  const sources = [a, b, a, b].map((body) => openBytes(sourceOf([body])));
  expect([...compareContents(sources, groups([3, 3, 3, 3], [0, 1, 2, 3], [0, 0, 0, 0]))]).toEqual([
    0, 1, 0, 1,
  ]);
});

test.each([0, 256 * 1024 - 1, 256 * 1024, 299_999])(
  'sees a difference in byte %i of 300,000',
  (at) => {
    const one = Buffer.alloc(300_000, 7);
    const other = Buffer.from(one);
    other[at] = 8;
    const source = openBytes(sourceOf([one, other, one]));
    const blocks = Math.ceil(300_000 / 512);
    expect([
      ...compareContents(
        [source],
        groups([300_000, 300_000, 300_000], [0, 0, 0], [0, blocks, 2 * blocks]),
      ),
    ]).toEqual([0, 1, 0]);
  },
);

test('holds a body that is cut off for different from everything', () => {
  const whole = openBytes(sourceOf([Buffer.alloc(1000)]));
  const cut = openBytes(Buffer.alloc(600));
  expect([...compareContents([whole, cut], groups([1000, 1000], [0, 1], [0, 0]))]).toEqual([0, 1]);
});

test('compares inside groups only', () => {
  const source = openBytes(sourceOf([Buffer.from('same'), Buffer.from('same')]));
  const apart = { ...groups([4, 4], [0, 0], [0, 1]), groupStart: Uint32Array.of(0, 1, 2) };
  expect([...compareContents([source], apart)]).toEqual([0, 1]);
});

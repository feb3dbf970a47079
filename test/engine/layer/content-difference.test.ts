import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contentDifference } from '../../../electron/engine/layer/content-difference.ts';
import { noise } from '../../fixtures/tar-builder.ts';

/** The bytes in pieces of a few lengths, each in the same buffer, as pieces of a stream are valid only for a while. */
async function* inPieces(
  bytes: Uint8Array,
  lengths: readonly number[],
  closed: () => void = () => {},
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.max(...lengths));
  try {
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const length = Math.min(lengths[turn % lengths.length]!, bytes.length - at);
      buffer.fill(0xee);
      buffer.set(bytes.subarray(at, at + length));
      yield buffer.subarray(0, length);
      at += length;
    }
  } finally {
    closed();
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const content = noise(10_000);

function changedAt(position: number): Uint8Array {
  const changed = content.slice();
  changed[position] = changed[position]! ^ 1;
  return changed;
}

describe('two contents', () => {
  test.each([
    ['equal ones', content, null],
    ['another first byte', changedAt(0), 0],
    ['another byte inside', changedAt(6789), 6789],
    ['another last byte', changedAt(9999), 9999],
    ['the other is a beginning', content.subarray(0, 5000), 5000],
    ['the other is empty', new Uint8Array(), 0],
  ] as const)('are held against each other: %s', async (_, other, firstDifference) => {
    for (const [a, b] of [
      [content, other],
      [other, content],
    ] as const) {
      for (const lengths of [[10_000], [1000], [7, 0, 4096], [333]]) {
        const done: number[] = [];
        const found = await contentDifference(
          inPieces(a, [512]),
          inPieces(b, lengths),
          (bytes) => void done.push(bytes),
        );
        expect(found).toEqual({
          firstDifference,
          bytesA: a.length,
          bytesB: b.length,
          hashA: sha256(a),
          hashB: sha256(b),
        });
        expect(done.at(-1)).toBe(a.length + b.length);
        expect(done).toEqual(done.toSorted((one, next) => one - next));
      }
    }
  });

  test('that are both empty are equal', async () => {
    const empty = (): AsyncGenerator<Uint8Array> => inPieces(new Uint8Array(), [1]);
    expect(await contentDifference(empty(), empty())).toMatchObject({
      firstDifference: null,
      bytesA: 0,
      bytesB: 0,
    });
  });

  test('are both let go of when one cannot be read to its end', async () => {
    const closed: string[] = [];
    async function* broken(): AsyncGenerator<Uint8Array> {
      try {
        yield content.subarray(0, 100);
        throw new Error('cut off');
      } finally {
        closed.push('broken');
      }
    }
    const whole = inPieces(content, [100], () => void closed.push('whole'));
    await expect(contentDifference(whole, broken())).rejects.toThrow('cut off');
    expect(closed.toSorted()).toEqual(['broken', 'whole']);
  });
});

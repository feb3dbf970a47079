import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextByteDifference } from '../../../renderer/features/compare/content-next-byte.ts';
import type { PartFile } from '../../../renderer/features/compare/content-next-byte.ts';

const { signal } = new AbortController();

function fileOf(bytes: Uint8Array): PartFile {
  return {
    length: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** Where each run of differing bytes begins, worked out the plain way. */
function runStarts(a: Uint8Array, b: Uint8Array): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const differs = a[at] !== b[at];
    if (differs && (at === 0 || a[at - 1] === b[at - 1])) starts.push(at);
  }
  return starts;
}

test('goes from run to run, and back', async () => {
  const bytes = fc.uint8Array({ min: 0, max: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(bytes, bytes, fc.nat(40), async (a, b, from) => {
      fc.pre(from < Math.max(a.length, b.length));
      const starts = runStarts(a, b);
      const next = await nextByteDifference(fileOf(a), fileOf(b), from, false, signal);
      expect(next).toBe(starts.find((start) => start > from) ?? null);
      // The run that holds `from` is left first.
      const here = a[from] === b[from] ? from : (starts.findLast((start) => start <= from) ?? 0);
      const before = await nextByteDifference(fileOf(a), fileOf(b), from, true, signal);
      expect(before).toBe(starts.findLast((start) => start < here) ?? null);
    }),
    { numRuns: 600 },
  );
});

test('finds a difference behind many pieces that are the same', async () => {
  const a = new Uint8Array(5_000_000);
  const b = new Uint8Array(5_000_001);
  b[3_500_000] = 1;
  const [one, other] = [fileOf(a), fileOf(b)];
  expect(await nextByteDifference(one, other, 0, false, signal)).toBe(3_500_000);
  expect(await nextByteDifference(one, other, 3_500_000, false, signal)).toBe(5_000_000);
  expect(await nextByteDifference(one, other, 5_000_000, false, signal)).toBeNull();
  expect(await nextByteDifference(one, other, 5_000_000, true, signal)).toBe(3_500_000);
});

test('a search that is no longer wanted ends', async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(
    nextByteDifference(
      fileOf(Uint8Array.of(1)),
      fileOf(Uint8Array.of(2)),
      0,
      false,
      controller.signal,
    ),
  ).rejects.toThrow('aborted');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherPieces } from '../../../electron/engine/bytes/gather-pieces.ts';
import { bufferSizes } from '../../../electron/engine/bytes/limits.ts';

test('pieces come out in their order, and none of them small but the last of a row', async () => {
  const length = fc.oneof(
    fc.integer({ min: 0, max: 2000 }),
    fc.integer({ min: 0, max: 1_200_000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(length, { maxLength: 12 }), async (lengths) => {
      const given = lengths.map((each, place) => new Uint8Array(each).fill(place + 1));
      const taken: Buffer[] = [];
      for await (const piece of gatherPieces(given)) taken.push(Buffer.from(piece));
      expect(Buffer.concat(taken).equals(Buffer.concat(given))).toBe(true);
      const half = bufferSizes.gathered / 2;
      const small = taken.filter((piece) => piece.length < half).length;
      const large = lengths.filter((each) => each > half).length;
      expect(small).toBeLessThanOrEqual(large + 1);
      expect(taken.every((piece) => piece.length > 0)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

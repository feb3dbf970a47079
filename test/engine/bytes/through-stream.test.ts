import { createDeflateRaw } from 'node:zlib';
import { expect, test } from 'vitest';
import { throughStream } from '../../../electron/engine/bytes/through-stream.ts';
import { noise } from '../../fixtures/tar-builder.ts';

test('whoever takes no more pieces is let go, and so is whoever gives them', async () => {
  let isGivenUp = false;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield noise(256 * 1024, 1);
    } finally {
      isGivenUp = true;
    }
  }
  const stream = createDeflateRaw();
  let taken = 0;
  for await (const piece of throughStream(pieces(), stream)) {
    expect(piece.length).toBeGreaterThan(0);
    // Long enough for the stream to be full.
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    if (++taken === 3) break;
  }
  expect(stream.destroyed).toBe(true);
  expect(isGivenUp).toBe(true);
});

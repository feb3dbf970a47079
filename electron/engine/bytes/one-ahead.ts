/**
 * The same pieces, the next one already being made while one is used: reading and hashing then go on while the runtime's
 * threads write or compress. Pieces must have memory of their own. Throws what `pieces` throws.
 */
export async function* oneAhead(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = pieces[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = iterator.next();
      // It is awaited later: until then a failure is not unhandled.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await iterator.return?.();
  }
}

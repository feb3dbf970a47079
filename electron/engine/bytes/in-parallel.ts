/** Runs `each` over all items, `parallel` at a time. The first failure stops what has not begun and is thrown. */
export async function inParallel<Item>(
  items: readonly Item[],
  parallel: number,
  each: (item: Item, position: number) => Promise<void>,
): Promise<void> {
  // One iterator for all lanes: each takes the next item that nobody has.
  const waiting = items.entries();
  let failed = false;
  async function lane(): Promise<void> {
    for (const [position, item] of waiting) {
      if (failed) return;
      try {
        await each(item, position);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const lanes = Array.from({ length: Math.max(1, parallel) }, lane);
  const ended = await Promise.allSettled(lanes);
  const failure = ended.find((end) => end.status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}

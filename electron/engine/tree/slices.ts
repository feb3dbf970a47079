import { EngineError } from '../bytes/engine-error.ts';

/** Nodes that a loop handles between two chances to do something else. */
export const sliceNodes = 8192;

/** Longest time in milliseconds that work on the engine's own thread goes on before other calls get their turn. */
const sliceTime = 8;

/**
 * Runs a generator to its end, giving other work its turn now and then. Rejects with `EngineError` `cancelled` when the
 * signal aborts; the generator is then left where it stands.
 */
export async function runSliced<Result>(
  work: Generator<void, Result>,
  signal?: AbortSignal,
): Promise<Result> {
  let turnEnds = performance.now() + sliceTime;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < turnEnds) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) throw new EngineError('cancelled');
    turnEnds = performance.now() + sliceTime;
  }
}

/** Runs a generator to its end at once, for callers that have nothing else to do. */
export function runWhole<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

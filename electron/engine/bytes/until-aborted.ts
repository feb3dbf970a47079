import { EngineError } from './engine-error.ts';

/**
 * Waits for work that others may go on waiting for: rejects with `EngineError` `cancelled` as soon as the signal aborts,
 * and leaves the work to itself.
 */
export async function untilAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new EngineError('cancelled'));
  });
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

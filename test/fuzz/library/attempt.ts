import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { requireInTime, startTime } from '../in-time.ts';

/** What an operation came to: its result, or the code of the engine's own refusal. */
export type Attempt<Result> =
  | { readonly done: true; readonly result: Result }
  | { readonly done: false; readonly code: string };

/** Does something that the engine may refuse, in time. */
export async function attempt<Result>(
  what: string,
  work: () => Promise<Result>,
): Promise<Attempt<Result>> {
  const started = startTime();
  const outcome = await refusable(what, work);
  requireInTime(what, started);
  return outcome;
}

async function refusable<Result>(
  what: string,
  work: () => Promise<Result>,
): Promise<Attempt<Result>> {
  try {
    return { done: true, result: await work() };
  } catch (error) {
    if (error instanceof EngineError && error.failure.code !== 'internal') {
      return { done: false, code: error.failure.code };
    }
    throw new Error(`${what} failed`, { cause: error });
  }
}

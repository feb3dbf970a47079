import type { ProblemLog } from '../bytes/problem-log.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { Documents } from './documents.ts';
import type { Lookup } from './lookup.ts';

/** What every format's reader needs while a source is being opened. */
export interface Opening {
  readonly lookup: Lookup;
  readonly documents: Documents;
  readonly log: ProblemLog;
  /** To be awaited in loops over what the archive lists: lets other work through, and throws when cancelled. */
  readonly pause: () => Promise<void>;
}

/** Longest time in milliseconds that a loop runs without letting other work through. */
const longestTurn = 12;

/** A `pause` that gives way only when a turn has taken long. Throws `EngineError` `cancelled` after an abort. */
export function pauser(signal: AbortSignal | null): () => Promise<void> {
  let turnStarted = performance.now();
  return async () => {
    throwIfCancelled(signal);
    if (performance.now() - turnStarted < longestTurn) return;
    await new Promise((resolve) => setImmediate(resolve));
    turnStarted = performance.now();
    throwIfCancelled(signal);
  };
}

export function throwIfCancelled(signal: AbortSignal | null): void {
  if (signal?.aborted === true) throw new EngineError('cancelled');
}

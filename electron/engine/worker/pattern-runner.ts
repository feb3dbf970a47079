import type { TreePaths } from '../tree/path-columns.ts';
import type { Pattern } from '../view/pattern-match.ts';

/** What a pattern was found to match. */
export interface PatternMatches {
  /** 1 for each name that matches; by node where the pattern is over paths. */
  readonly found: Uint8Array;
  /** False when it took too long: `found` then says what was found by then. */
  readonly whole: boolean;
}

/** Holds patterns of users, which may take forever, against the paths of trees, somewhere they can be stopped. */
export interface PatternRunner {
  /** `paths` must not change. Rejects with EngineError: `pattern-invalid`, `cancelled` when the signal aborts. */
  match(paths: TreePaths, pattern: Pattern, signal?: AbortSignal): Promise<PatternMatches>;
  /** Rejects what runs or waits with `cancelled`, and everything asked for afterwards. */
  stop(): Promise<void>;
}

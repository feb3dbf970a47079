import type { ViewOptions } from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { TreePaths } from '../tree/path-columns.ts';
import { foundMatcher, nodeMatcher } from '../view/name-match.ts';
import type { NodeMatcher } from '../view/name-match.ts';
import type { PatternMatches, PatternRunner } from '../worker/pattern-runner.ts';

/** What a user looks for in names or paths. */
export type WantedText = Pick<ViewOptions, 'text' | 'textMode'>;

/** A matcher, and whether it knows all that matches. */
export interface FoundPaths {
  /** Null when there is no text to match. */
  readonly matcher: NodeMatcher | null;
  readonly whole: boolean;
}

interface Known {
  readonly key: string;
  readonly paths: TreePaths;
  readonly matches: PatternMatches;
}

/** Holds what users look for against the paths of trees: text at once, patterns where they can be stopped. */
export class PathPatterns {
  readonly #runner: PatternRunner;
  /** What was found last: the same filter is asked for again with every other change of a view. */
  #known: Known | null = null;

  constructor(runner: PatternRunner) {
    this.#runner = runner;
  }

  /** Rejects with EngineError: `pattern-invalid`, `cancelled` when the signal aborts. */
  async find(paths: TreePaths, wanted: WantedText, signal?: AbortSignal): Promise<FoundPaths> {
    const { text, textMode } = wanted;
    if (text === '' || textMode === 'text') {
      return { matcher: nodeMatcher(paths, wanted), whole: true };
    }
    const pattern = { text, mode: textMode };
    const key = `${textMode} ${text}`;
    const isKnown = this.#known?.key === key && this.#known.paths === paths;
    const matches =
      isKnown && this.#known !== null
        ? this.#known.matches
        : await this.#runner.match(paths, pattern, signal);
    this.#known = { key, paths, matches };
    return { matcher: foundMatcher(paths, pattern, matches.found), whole: matches.whole };
  }

  /**
   * The matcher for the filter of a view.
   *
   * @throws EngineError `pattern-slow` where finding all that matches would take too long; else as `find`
   */
  async matcher(
    paths: TreePaths,
    wanted: WantedText,
    signal?: AbortSignal,
  ): Promise<NodeMatcher | null> {
    const { matcher, whole } = await this.find(paths, wanted, signal);
    if (!whole) throw new EngineError('pattern-slow', { pattern: wanted.text });
    return matcher;
  }
}

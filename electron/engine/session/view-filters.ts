import type { StackRange, ViewOptions, ViewState } from '../../../shared/model/view.ts';
import { TreeView } from '../view/tree-view.ts';
import type { Viewed } from '../view/viewed.ts';
import type { ViewOwner, Views } from '../view/views.ts';
import type { PathPatterns } from './path-patterns.ts';

export interface NewView {
  readonly owner: ViewOwner;
  readonly viewed: Viewed;
  readonly range: StackRange;
  readonly options: ViewOptions;
}

/** Opens and changes views whose filters may be patterns: these are held against the paths on a thread of their own. */
export class ViewFilters {
  readonly #views: Views;
  readonly #patterns: PathPatterns;
  /** By view, what ends the change that is under way. */
  readonly #changes = new Map<number, AbortController>();

  constructor(views: Views, patterns: PathPatterns) {
    this.#views = views;
    this.#patterns = patterns;
  }

  /**
   * `requireOwner` throws when what the view goes with has gone in the meantime.
   *
   * @throws EngineError `pattern-invalid`, `pattern-slow`, `arguments-invalid`, `cancelled`
   */
  async open(
    { owner, viewed, range, options }: NewView,
    requireOwner: () => unknown,
    signal: AbortSignal,
  ): Promise<ViewState> {
    const named = await this.#patterns.matcher(viewed.tree, options, signal);
    requireOwner();
    return this.#views.open(owner, new TreeView(viewed, range, options, named));
  }

  /**
   * Changes range and options of a view. What fails leaves it as it was, and so does a change that a newer one overtakes
   * while its pattern is held against the paths: it answers how the view stands.
   *
   * @throws EngineError `view-unknown`, else as `open`
   */
  async configure(
    view: number,
    range: StackRange,
    options: ViewOptions,
    signal: AbortSignal,
  ): Promise<ViewState> {
    const shown = this.#views.get(view);
    this.#changes.get(view)?.abort();
    const own = new AbortController();
    this.#changes.set(view, own);
    try {
      const ends = AbortSignal.any([signal, own.signal]);
      const named = await this.#patterns.matcher(shown.paths, options, ends);
      if (!own.signal.aborted) {
        return this.#views.change(view, (each) => each.configure(range, options, named));
      }
    } catch (error) {
      if (!own.signal.aborted) throw error;
    } finally {
      if (this.#changes.get(view) === own) this.#changes.delete(view);
    }
    return this.#views.get(view).state(view);
  }
}

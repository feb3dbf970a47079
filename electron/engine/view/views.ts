import type { Grant } from '../../../shared/model/source.ts';
import type { StackRange, ViewOptions, ViewState } from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { TreeView } from './tree-view.ts';

/** The views that windows have open, by number. A view goes with its source. */
export class Views {
  readonly #views = new Map<number, { readonly grant: Grant; readonly view: TreeView }>();
  #nextId = 1;

  open(grant: Grant, tree: UnionTree, range: StackRange, options: ViewOptions): ViewState {
    const view = new TreeView(tree, range, options);
    const id = this.#nextId++;
    this.#views.set(id, { grant, view });
    return view.state(id);
  }

  /** @throws EngineError `view-unknown` */
  get(id: number): TreeView {
    const entry = this.#views.get(id);
    if (entry === undefined) throw new EngineError('view-unknown', { view: id });
    return entry.view;
  }

  /** Changes a view and answers its new state. */
  change(id: number, change: (view: TreeView) => void): ViewState {
    const view = this.get(id);
    change(view);
    return view.state(id);
  }

  /** Closing a view that is closed already is no error: its source may have gone first. */
  close(id: number): void {
    this.#views.delete(id);
  }

  closeAllOf(grant: Grant): void {
    for (const [id, entry] of this.#views) {
      if (entry.grant === grant) this.#views.delete(id);
    }
  }
}

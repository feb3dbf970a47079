import type { Grant } from '../../../shared/model/source.ts';
import type { ViewState } from '../../../shared/model/view.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { TreeView } from './tree-view.ts';

/** What a view shows and goes with: a source by its grant, or a comparison by its number. */
export type ViewOwner = Grant | number;

/** The views that windows have open, by number. */
export class Views {
  readonly #views = new Map<number, { readonly owner: ViewOwner; readonly view: TreeView }>();
  #nextId = 1;

  open(owner: ViewOwner, view: TreeView): ViewState {
    const id = this.#nextId++;
    this.#views.set(id, { owner, view });
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

  /** Closing a view that is closed already is no error: what it shows may have gone first. */
  close(id: number): void {
    this.#views.delete(id);
  }

  closeAllOf(owner: ViewOwner): void {
    for (const [id, entry] of this.#views) {
      if (entry.owner === owner) this.#views.delete(id);
    }
  }
}

import type { Failure } from '../../shared/model/job.ts';
import type { ViewState } from '../../shared/model/view.ts';

/** What the tree of files needs to draw itself. A new object with every change. */
export interface ViewSnapshot {
  /** Null until the view is open. */
  readonly state: ViewState | null;
  /** Why the view cannot be shown, or why its last change was refused; what was there before stays. */
  readonly failure: Failure | null;
  readonly busy: boolean;
  /** Index of the row the keyboard is on; -1 for none. */
  readonly cursor: number;
  /** The row to be brought into sight each time `revealed` changes; -1 for none. */
  readonly sight: number;
  readonly revealed: number;
}

/** Before a view is open. */
export const noSnapshot: ViewSnapshot = {
  state: null,
  failure: null,
  busy: true,
  cursor: -1,
  sight: -1,
  revealed: 0,
};

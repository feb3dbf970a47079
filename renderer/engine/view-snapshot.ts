import type { Failure } from '../../shared/model/job.ts';
import type { ChosenAmount, ViewState } from '../../shared/model/view.ts';

/** What the tree of files needs to draw itself. A new object with every change. */
export interface ViewSnapshot {
  /** Null until the view is open. */
  readonly state: ViewState | null;
  /** Why the view cannot be shown, or why its last change was refused; what was there before stays. */
  readonly failure: Failure | null;
  readonly busy: boolean;
  /** Index of the row the keyboard is on; -1 for none. */
  readonly cursor: number;
  /** Paths that are chosen; 0 while the cursor alone says what is meant. */
  readonly chosen: number;
  /** What they come to; null while nothing is chosen, and until that is known. */
  readonly amount: ChosenAmount | null;
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
  chosen: 0,
  amount: null,
  sight: -1,
  revealed: 0,
};

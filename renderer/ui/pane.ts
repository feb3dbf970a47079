import type { ReactNode } from 'react';

/** Side by side, or one above the other. */
export type SplitOrientation = 'horizontal' | 'vertical';

/** One part of a split. */
export interface Pane {
  /** Unique in the whole window: sizes are remembered under it. */
  readonly id: string;
  readonly content: ReactNode;
  /** Pixels. A pane without a default size takes what the others leave: one pane of a split is such a one. */
  readonly defaultSize?: number;
  /** Pixels. */
  readonly minSize: number;
  /** Pixels, or a share of the whole split. */
  readonly maxSize?: number | `${number}%`;
}

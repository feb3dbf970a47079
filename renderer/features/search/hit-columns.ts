import type { SearchOrder } from '../../../shared/model/search.ts';
import type { TextKey } from '../../../shared/i18n/t.ts';

export type HitColumnId = 'state' | 'path' | 'size' | 'mode' | 'owner' | 'layer' | 'image';

/** A column of the list of hits as it is shown at a width. */
export interface HitColumn {
  readonly id: HitColumnId;
  readonly label: TextKey;
  /** Pixels; null for the path, which takes what the others leave. */
  readonly width: number | null;
  /** Cells show a mark alone, without its words. */
  readonly short: boolean;
  readonly order?: SearchOrder;
}

const all: readonly HitColumn[] = [
  { id: 'state', label: 'search.column.state', width: 152, short: false },
  { id: 'path', label: 'search.column.path', width: null, short: false, order: 'path' },
  { id: 'size', label: 'column.size', width: 80, short: false, order: 'size' },
  { id: 'mode', label: 'column.mode', width: 88, short: false },
  { id: 'owner', label: 'column.owner', width: 92, short: false },
  { id: 'layer', label: 'search.column.layer', width: 230, short: false, order: 'layer' },
  { id: 'image', label: 'search.column.image', width: 160, short: false },
];

/** Pixels that a path should have before more is shown beside it. */
const pathRoom = 290;

type Step = (column: HitColumn) => HitColumn | null;

/** What gives way where there is no room, first things first; what is chosen tells all of it below the list. */
const steps: readonly Step[] = [
  without('owner'),
  narrowed('layer', 150, false),
  without('mode'),
  narrowed('image', 140, false),
  narrowed('layer', 56, true),
  narrowed('state', 64, true),
  without('image'),
];

function without(id: HitColumnId): Step {
  return (column) => (column.id === id ? null : column);
}

function narrowed(id: HitColumnId, width: number, short: boolean): Step {
  return (column) => (column.id === id ? { ...column, width, short } : column);
}

/** The columns that fit into `available` pixels, in their order. */
export function fittingHitColumns(available: number): readonly HitColumn[] {
  let shown = all;
  for (const step of steps) {
    const needed = shown.reduce((sum, { width }) => sum + (width ?? pathRoom), 0);
    if (needed <= available) break;
    shown = shown.map(step).filter((column) => column !== null);
  }
  return shown;
}

/** The columns as a CSS grid template. */
export function hitTemplate(columns: readonly HitColumn[]): string {
  return columns.map(({ width }) => (width === null ? 'minmax(0, 1fr)' : `${width}px`)).join(' ');
}

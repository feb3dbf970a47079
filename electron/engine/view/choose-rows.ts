import type { ViewChoice } from '../../../shared/model/view.ts';
import type { ChosenNodes } from './chosen-nodes.ts';
import type { VisibleRows } from './visible-rows.ts';

/** What a choice among the lines of a view is made from. */
export interface Choosing {
  /** By node; a parent has a lower number than its children. */
  readonly parent: Uint32Array;
  /** 1 for a node that is shown when the folders above it are open. */
  readonly shown: Uint8Array;
  /** 1 for a node that is shown for its own sake. */
  readonly meant: Uint8Array;
  readonly open: Uint8Array;
  readonly rows: VisibleRows;
  readonly chosen: ChosenNodes;
}

/** 1 for each node that has a line. */
export function visibleNodes(view: Pick<Choosing, 'parent' | 'shown' | 'open'>): Uint8Array {
  const visible = new Uint8Array(view.parent.length);
  visible[0] = 1;
  markLines(view, visible);
  return visible;
}

/** Chooses every line but for folders that only lead to others. One pass over the nodes; nothing is put in order. */
export function chooseAll(view: Choosing): void {
  view.chosen.clear();
  chooseMarked(view, visibleNodes(view));
}

/** Chooses the lines between two paths, as `ViewChoice` says. What is wholly between them is not put in order. */
export function chooseRange(
  view: Choosing,
  { from, to, add }: Extract<ViewChoice, { readonly how: 'range' }>,
): void {
  const { chosen, meant, rows, parent } = view;
  if (!add) chosen.clear();
  const end = nearestLine(view, to);
  if (end === null) return;
  const start = nearestLine(view, from) ?? end;
  chosen.add(start.node);
  chosen.add(end.node);
  const first = Math.min(start.row, end.row);
  let whole: Uint8Array | null = null;
  for (const { node, lines } of rows.spans(first, Math.abs(end.row - start.row) + 1)) {
    if (meant[node] === 1) chosen.add(node);
    if (lines === 1) continue;
    whole ??= new Uint8Array(parent.length);
    whole[node] = 1;
  }
  if (whole === null) return;
  markLines(view, whole);
  chooseMarked(view, whole);
}

/** Marks all lines in folders that are marked. */
function markLines(
  { parent, shown, open }: Pick<Choosing, 'parent' | 'shown' | 'open'>,
  marked: Uint8Array,
): void {
  for (let node = 1; node < parent.length; node++) {
    const above = parent[node]!;
    if (shown[node] !== 1 || marked[above] !== 1) continue;
    if (above === 0 || open[above] === 1) marked[node] = 1;
  }
}

function chooseMarked({ meant, chosen }: Choosing, marked: Uint8Array): void {
  for (let node = 1; node < marked.length; node++) {
    if (marked[node] === 1 && meant[node] === 1) chosen.add(node);
  }
}

/** The line of a node, or of the nearest folder above it that has one. */
function nearestLine(
  { parent, rows }: Choosing,
  node: number,
): { readonly node: number; readonly row: number } | null {
  for (let at = node; at !== 0; at = parent[at]!) {
    const row = rows.rowOf(at);
    if (row !== -1) return { node: at, row };
  }
  return null;
}

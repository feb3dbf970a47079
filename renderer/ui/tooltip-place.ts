/** Pixels between a tooltip and what it is about. */
const gap = 6;
/** Pixels kept free along the edges of the window. */
const margin = 8;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place in the window, in pixels from its upper left corner. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

export type TooltipSide = 'top' | 'right' | 'bottom' | 'left';
export type TooltipAlign = 'start' | 'center' | 'end';

/**
 * Where a tooltip of a size stands beside what it is about: on the side asked for, or on the opposite one where only that
 * has room for it, and moved along until it is wholly in the window.
 */
export function tooltipPlace(
  anchor: Box,
  tip: Size,
  view: Size,
  { side, align }: { readonly side: TooltipSide; readonly align: TooltipAlign },
): { readonly left: number; readonly top: number } {
  if (side === 'top' || side === 'bottom') {
    const top = across(anchor.top, anchor.height, tip.height, view.height, side === 'top');
    return { top, left: along(anchor.left, anchor.width, tip.width, view.width, align) };
  }
  const left = across(anchor.left, anchor.width, tip.width, view.width, side === 'left');
  return { left, top: along(anchor.top, anchor.height, tip.height, view.height, align) };
}

/** Before or after the anchor. */
function across(
  start: number,
  length: number,
  wanted: number,
  whole: number,
  before: boolean,
): number {
  const ahead = start - gap - wanted;
  const behind = start + length + gap;
  const fitsAhead = ahead >= margin;
  const fitsBehind = behind + wanted <= whole - margin;
  if (before) return fitsAhead || !fitsBehind ? ahead : behind;
  return fitsBehind || !fitsAhead ? behind : ahead;
}

/** Beside the anchor, within the window. */
function along(
  start: number,
  length: number,
  wanted: number,
  whole: number,
  align: TooltipAlign,
): number {
  const shift = { start: 0, center: (length - wanted) / 2, end: length - wanted }[align];
  return Math.round(Math.max(margin, Math.min(whole - margin - wanted, start + shift)));
}

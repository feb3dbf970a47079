import type { StackRange } from '../../../shared/model/view.ts';

/** The range that one layer stands for: the union after it, and what it changed. */
export function rangeOfLayer(layer: number): StackRange {
  return { from: layer - 1, to: layer };
}

/** The range of all layers from one to another, either way round: what they changed together. */
export function rangeOfLayers(anchor: number, other: number): StackRange {
  return { from: Math.min(anchor, other) - 1, to: Math.max(anchor, other) };
}

/** True for a layer whose changes the range shows. */
export function isInRange(layer: number, range: StackRange): boolean {
  return layer > range.from && layer <= range.to;
}

/** The layers whose changes the range shows, the lowest first. */
export function layersIn({ from, to }: StackRange): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + 1 + at);
}

/** The range with another lower end; the upper end gives way when it has to. */
export function withFrom(range: StackRange, from: number, last: number): StackRange {
  return { from, to: Math.min(last, Math.max(range.to, from + 1)) };
}

/** The range with another upper end; the lower end gives way when it has to. */
export function withTo(range: StackRange, to: number): StackRange {
  return { from: Math.min(range.from, to - 1), to };
}

/** Where the moving end of a selection goes for a key; null for a key of no meaning. */
export function moveFocus(key: string, focus: number, last: number): number | null {
  switch (key) {
    case 'ArrowUp':
      return Math.max(0, focus - 1);
    case 'ArrowDown':
      return Math.min(last, focus + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

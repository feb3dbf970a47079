import type { Icicle, IcicleBlock } from '../../../shared/model/usage.ts';

export const icicleRow = 24;
const gap = 2;
/** A layer without bytes, or of unknown size, is still something to point at. */
const leastWidth = 2;

/** A block in pixels. */
export interface IcicleRect {
  readonly block: IcicleBlock;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The blocks of a stack view over `width` pixels, in the order of the nodes. */
export function layoutIcicle(icicle: Icicle, width: number): readonly IcicleRect[] {
  const scale = icicle.bytes === 0 ? 0 : width / icicle.bytes;
  return icicle.blocks.map((block) => {
    const from = block.start * scale;
    const to = (block.start + (block.bytes ?? 0)) * scale;
    return {
      block,
      x: Math.min(from, width - leastWidth),
      y: block.firstRow * icicleRow + gap / 2,
      width: Math.max(leastWidth, to - from - 1),
      height: block.rowCount * icicleRow - gap,
    };
  });
}

/**
 * The block that an arrow key leads to, as a position in `icicle.blocks`: right to what lies on top, left to what is
 * below, up and down to the next one that begins another row. Null for a key of no meaning.
 */
export function moveInIcicle(icicle: Icicle, place: number, key: string): number | null {
  const { blocks } = icicle;
  const from = blocks[place];
  if (from === undefined) return null;
  const rowEnd = from.firstRow + from.rowCount;
  switch (key) {
    case 'ArrowRight': {
      const above = blocks[place + 1];
      const isAbove = above !== undefined && above.firstRow < rowEnd && above.start >= from.start;
      return isAbove && above.firstRow >= from.firstRow ? place + 1 : place;
    }
    case 'ArrowLeft':
      return lastBefore(icicle, place, (each) => {
        return each.firstRow <= from.firstRow && each.firstRow + each.rowCount >= rowEnd;
      });
    case 'ArrowDown': {
      const next = blocks.findIndex((each) => each.firstRow >= rowEnd);
      return next < 0 ? place : next;
    }
    case 'ArrowUp':
      return lastBefore(icicle, place, (each) => each.firstRow + each.rowCount <= from.firstRow);
    case 'Home':
      return 0;
    case 'End':
      return blocks.length - 1;
    default:
      return null;
  }
}

function lastBefore(
  { blocks }: Icicle,
  place: number,
  wanted: (block: IcicleBlock) => boolean,
): number {
  const found = blocks.slice(0, place).findLastIndex(wanted);
  return found < 0 ? place : found;
}

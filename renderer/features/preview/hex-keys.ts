/** What the keys need to know of the hex view. */
export interface HexLayout {
  /** Bytes on a line. */
  readonly width: number;
  /** Lines that a page key moves by. */
  readonly page: number;
  /** Bytes in all. */
  readonly length: number;
}

interface Keys {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The byte that a key leads to from byte `head`, never outside the bytes; null for a key that does not move. */
export function movedTo(
  keys: Keys,
  head: number,
  { width, page, length }: HexLayout,
): number | null {
  const last = Math.max(0, length - 1);
  const whole = keys.ctrlKey || keys.metaKey;
  const column = head % width;
  const target = (): number | null => {
    switch (keys.key) {
      case 'ArrowLeft':
        return head - 1;
      case 'ArrowRight':
        return head + 1;
      case 'ArrowUp':
        return head >= width ? head - width : head;
      case 'ArrowDown':
        return head + width <= last ? head + width : head;
      case 'PageUp':
        return Math.max(column, head - page * width);
      case 'PageDown':
        return Math.min(last, head + page * width);
      case 'Home':
        return whole ? 0 : head - column;
      case 'End':
        return whole ? last : head - column + width - 1;
      default:
        return null;
    }
  };
  const found = target();
  return found === null ? null : Math.min(last, Math.max(0, found));
}

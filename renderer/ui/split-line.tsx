import type { KeyboardEvent, PointerEvent } from 'react';
import { useLayoutStore } from '../store/layout.ts';
import type { Pane, SplitOrientation } from './pane.ts';
import styles from './split.module.css';

/** Pixels that an arrow key moves a line by. */
const keyStep = 16;

export interface SplitLineProps {
  readonly orientation: SplitOrientation;
  readonly before: Pane;
  readonly after: Pane;
  readonly label: string;
}

/**
 * The line between two panes, of which one has a size of its own: dragged, moved with the arrow keys, put to either end
 * with Home and End, and back to where it was at first with a double click.
 */
export function SplitLine({ orientation, before, after, label }: SplitLineProps) {
  const horizontal = orientation === 'horizontal';
  // A line moves the size of the pane that has one; the other takes what is left.
  const first = before.defaultSize !== undefined;
  const [pane, other] = first ? [before, after] : [after, before];
  const { defaultSize = 0, id, maxSize, minSize } = pane;
  const size = useLayoutStore((state) => state.paneSizes[id]) ?? defaultSize;
  const setPaneSize = useLayoutStore((state) => state.setPaneSize);

  function lengthOf(element: Element | null): number {
    return (horizontal ? element?.clientWidth : element?.clientHeight) ?? 0;
  }

  /** The size of the pane as it is drawn, and how large it can be made. */
  function room(line: HTMLElement): { readonly now: number; readonly most: number } {
    const ends = [line.previousElementSibling, line.nextElementSibling];
    const [drawn = null, left = null] = first ? ends : ends.toReversed();
    const now = lengthOf(drawn);
    const whole = lengthOf(line.parentElement);
    const largest =
      typeof maxSize === 'string' ? (whole * Number.parseFloat(maxSize)) / 100 : maxSize;
    return { now, most: Math.min(now + lengthOf(left) - other.minSize, largest ?? whole) };
  }

  function resize(wanted: number, most: number): void {
    setPaneSize(id, Math.round(Math.max(minSize, Math.min(most, wanted))));
  }

  function drag(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    const line = event.currentTarget;
    const start = horizontal ? event.clientX : event.clientY;
    const { now, most } = room(line);
    const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      const way = (horizontal ? clientX : clientY) - start;
      resize(first ? now + way : now - way, most);
    };
    line.setPointerCapture(event.pointerId);
    line.dataset['active'] = '';
    line.addEventListener('pointermove', move);
    line.addEventListener(
      'lostpointercapture',
      () => {
        delete line.dataset['active'];
        line.removeEventListener('pointermove', move);
      },
      { once: true },
    );
  }

  function handleKey(event: KeyboardEvent<HTMLElement>): void {
    const { now, most } = room(event.currentTarget);
    const back = horizontal ? 'ArrowLeft' : 'ArrowUp';
    const forth = horizontal ? 'ArrowRight' : 'ArrowDown';
    const wanted = new Map([
      [back, first ? now - keyStep : now + keyStep],
      [forth, first ? now + keyStep : now - keyStep],
      ['Home', first ? minSize : most],
      ['End', first ? most : minSize],
    ]).get(event.key);
    if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    resize(wanted, most);
  }

  return (
    <div
      className={styles.separator}
      role="separator"
      tabIndex={0}
      aria-orientation={horizontal ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={size}
      aria-valuemin={minSize}
      aria-valuemax={typeof maxSize === 'number' ? maxSize : Math.max(size, window.innerWidth)}
      onPointerDown={drag}
      onDoubleClick={() => setPaneSize(id, defaultSize)}
      onKeyDown={handleKey}
    />
  );
}

import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { flushSync } from 'react-dom';
import { followTrack, listPlace, mapTo, trackHeight } from './scroll-map.ts';
import type { ScrollExtent, ScrollMap } from './scroll-map.ts';
import styles from './virtual-rows.module.css';

/** Rows drawn beyond the ones in sight, on either side. */
const overscan = 8;

export interface VirtualRowsHandle {
  /** Brings a row wholly into sight: from its edge by as little as needed, from further away to the middle. */
  readonly reveal: (index: number) => void;
  /** Rows that fit into sight. */
  readonly pageSize: () => number;
}

export interface VirtualRowsProps {
  readonly count: number;
  /** Pixels; the same for every row. */
  readonly rowHeight: number;
  /** Draws a row. It is placed by the list and must be `rowHeight` high. */
  readonly children: (index: number) => ReactNode;
  /** What the rows together are for screen readers. */
  readonly role?: 'rowgroup';
  /** Told which rows are drawn. */
  readonly onWindow: (first: number, count: number) => void;
  /** Told the width that rows have, and the width that the scroll bar takes beside them. */
  readonly onWidth?: (width: number, scrollBar: number) => void;
  readonly ref?: Ref<VirtualRowsHandle>;
}

/** A list of any length of rows of one height, of which only those in sight exist. */
export function VirtualRows({
  count,
  rowHeight,
  role,
  children,
  onWindow,
  onWidth,
  ref,
}: VirtualRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const map = useRef<ScrollMap>({ track: 0, shift: 0 });
  const [sight, setSight] = useState(0);
  const [place, setPlace] = useState({ first: 0, shift: 0 });
  const list = count * rowHeight;
  const visible = Math.ceil(sight / rowHeight) + 1;

  function apply(next: ScrollMap): void {
    map.current = next;
    const first = Math.floor(listPlace(next) / rowHeight);
    setPlace((old) =>
      old.first === first && old.shift === next.shift ? old : { first, shift: next.shift },
    );
  }

  /** Measured, as it may be asked for before the first measure has been drawn. */
  function extent(): ScrollExtent {
    return { list, sight: scroller.current?.clientHeight ?? sight };
  }

  function goTo(target: number): void {
    const next = mapTo(target, extent());
    apply(next);
    if (scroller.current !== null) scroller.current.scrollTop = next.track;
  }

  useImperativeHandle(ref, () => ({
    reveal: (index) => {
      const top = listPlace(map.current);
      const { sight: height } = extent();
      const start = index * rowHeight;
      const end = start + rowHeight;
      if (end < top - rowHeight || start > top + height + rowHeight) {
        goTo(Math.round(start - (height - rowHeight) / 2));
      } else if (start < top) goTo(start);
      else if (end > top + height) goTo(end - height);
    },
    pageSize: () => Math.max(1, Math.floor(extent().sight / rowHeight) - 1),
  }));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => {
      setSight(element.clientHeight);
      onWidth?.(element.clientWidth, element.offsetWidth - element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [onWidth]);

  useLayoutEffect(() => {
    if (map.current.shift !== 0 || list > trackHeight(list)) goTo(listPlace(map.current));
    // Only a list that grew or shrank moves the track; goTo reads nothing else that changes without it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [list]);

  const first = Math.max(0, Math.min(place.first, count - visible) - overscan);
  const drawn = Math.max(
    0,
    Math.min(count, Math.max(0, Math.min(place.first, count - visible)) + visible + overscan) -
      first,
  );

  const pool = Math.max(1, visible + 2 * overscan);

  useEffect(() => onWindow(first, drawn), [onWindow, first, drawn, count]);

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role={role}
      tabIndex={-1}
      onScroll={(event) => {
        const { scrollTop } = event.currentTarget;
        const next = followTrack(map.current, scrollTop, extent());
        apply(next);
        if (next.track !== scrollTop) event.currentTarget.scrollTop = next.track;
      }}
      onScrollEnd={() => {
        // The scroll bar is put where it belongs once the hand has left it.
        if (list > trackHeight(list)) flushSync(() => goTo(listPlace(map.current)));
      }}
    >
      <div className={styles.track} style={{ height: trackHeight(list) }}>
        {Array.from({ length: drawn }, (_, offset) => {
          const index = first + offset;
          return (
            <div
              // Lines that leave at one end come back at the other: their elements are used again.
              key={index % pool}
              className={styles.place}
              style={{
                height: rowHeight,
                transform: `translateY(${index * rowHeight - place.shift}px)`,
              }}
            >
              {children(index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

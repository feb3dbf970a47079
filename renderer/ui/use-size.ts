import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Width of an element's content box in whole pixels, followed as it changes; 0 before it is drawn. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  return useLength(element, 'width');
}

/** The same for its height. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  return useLength(element, 'height');
}

/** Whether the content of an element is wider than the element itself, followed as either changes. */
export function useOverflow(element: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const observer = new ResizeObserver(() => {
      setOverflows(target.scrollWidth > target.clientWidth + 1);
    });
    observer.observe(target);
    for (const child of target.children) observer.observe(child);
    return () => observer.disconnect();
  }, [element]);
  return overflows;
}

function useLength(element: RefObject<HTMLElement | null>, side: 'width' | 'height'): number {
  const [length, setLength] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setLength(Math.floor(entry?.contentRect[side] ?? 0));
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, side]);
  return length;
}

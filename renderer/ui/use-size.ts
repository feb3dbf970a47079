import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Width of an element's content box in whole pixels, followed as it changes; 0 before it is drawn. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry?.contentRect.width ?? 0));
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

import { startTransition, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

export interface WhenNearProps {
  /** Pixels that are kept free before it is drawn. */
  readonly height: number;
  readonly children: ReactNode;
}

/** Draws something large when it comes near the part of the page in sight; from then on it stays. */
export function WhenNear({ height, children }: WhenNearProps) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (near || element === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        startTransition(() => setNear(true));
      },
      // A margin counts for the element that scrolls alone.
      { root: element.closest('main'), rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return near ? children : <div ref={place} style={{ height }} />;
}

import { startTransition, useEffect, useState } from 'react';

/**
 * How many of `total` things to draw now: `step` of them at first, and as many more with every frame. What is there at
 * once would stand in the way of the pointer and the keys for as long as it takes.
 */
export function useGrowing(total: number, step: number): number {
  const [count, setCount] = useState(step);
  useEffect(() => {
    if (count >= total) return undefined;
    const frame = requestAnimationFrame(() => startTransition(() => setCount(count + step)));
    return () => cancelAnimationFrame(frame);
  }, [count, total, step]);
  return Math.min(count, total);
}

/** The numbers from 0 to `count` in parts of `step`. */
export function partsOf(
  count: number,
  step: number,
): readonly { readonly from: number; readonly to: number }[] {
  return Array.from({ length: Math.ceil(count / step) }, (_, part) => ({
    from: part * step,
    to: Math.min(count, (part + 1) * step),
  }));
}

import { useEffect, useState } from 'react';

/** `value` as it was when it had last not changed for `pause` milliseconds; at once to begin with, and when it is null. */
export function useSettled<Value extends object>(value: Value | null, pause: number): Value | null {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState({ value, text });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value, text }), pause);
    return () => clearTimeout(timer);
    // The text stands for the value.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [text, pause]);
  return value === null ? null : settled.value;
}

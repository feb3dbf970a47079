import { useSyncExternalStore } from 'react';

const minute = 60_000;

/** The present moment in milliseconds since 1970, to the minute: for texts such as "3 minutes ago". */
export function useNow(): number {
  return useSyncExternalStore(everyMinute, presentMinute);
}

function presentMinute(): number {
  return Math.floor(Date.now() / minute) * minute;
}

function everyMinute(changed: () => void): () => void {
  const timer = setInterval(changed, minute);
  return () => clearInterval(timer);
}

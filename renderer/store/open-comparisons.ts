import { create } from 'zustand';
import { failureOf } from '../../shared/contract/frames.ts';
import type { ComparePoint, Comparison } from '../../shared/model/comparison.ts';
import type { Failure } from '../../shared/model/job.ts';
import { engine } from '../engine/client.ts';

/** How a comparison of two points stands. */
export type OpenedComparison =
  | { readonly status: 'opening' }
  | { readonly status: 'ready'; readonly comparison: number; readonly value: Comparison }
  | { readonly status: 'failed'; readonly failure: Failure };

interface OpenComparisonsState {
  /** By `comparisonKey`, the one looked at last at the end. */
  readonly opened: ReadonlyMap<string, OpenedComparison>;
}

/** The comparisons that the engine holds for the window. */
export const useOpenComparisons = create<OpenComparisonsState>()(() => ({ opened: new Map() }));

/** A comparison, and the one that it was entered from. */
const mostOpened = 2;
/** Milliseconds for which one that is left can be come back to without comparing anew. */
const patience = 60_000;

const controllers = new Map<string, AbortController>();
let leaving: ReturnType<typeof setTimeout> | undefined;

/** Names the comparison of two points by one engine; a new engine knows none of the former. */
export function comparisonKey(connection: number, a: ComparePoint, b: ComparePoint): string {
  return JSON.stringify([connection, a, b]);
}

/** Has two points compared unless they are already; closes what was looked at longest ago. */
export function openComparison(key: string, a: ComparePoint, b: ComparePoint): void {
  clearTimeout(leaving);
  const known = useOpenComparisons.getState().opened.get(key);
  put(key, known ?? { status: 'opening' });
  const [...keys] = useOpenComparisons.getState().opened.keys();
  for (const old of keys.slice(0, -mostOpened)) closeComparison(old);
  if (known === undefined) void compare(key, a, b);
}

/** Ends the comparing of two points, which then counts as cancelled. */
export function cancelComparison(key: string): void {
  controllers.get(key)?.abort();
  if (useOpenComparisons.getState().opened.get(key)?.status === 'opening') {
    put(key, { status: 'failed', failure: { code: 'cancelled', values: {} } });
  }
}

/** Forgets a comparison, so that it can be opened anew. */
export function closeComparison(key: string): void {
  const found = useOpenComparisons.getState().opened.get(key);
  controllers.get(key)?.abort();
  controllers.delete(key);
  useOpenComparisons.setState(({ opened }) => ({
    opened: new Map([...opened].filter(([other]) => other !== key)),
  }));
  if (found?.status === 'ready') release(found.comparison);
}

/** Closes all comparisons, unless one is looked at again soon. What is not done by then is ended. */
export function leaveComparisons(): void {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    for (const key of useOpenComparisons.getState().opened.keys()) closeComparison(key);
  }, patience);
}

async function compare(key: string, a: ComparePoint, b: ComparePoint): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  controllers.set(key, controller);
  let comparison: number | null = null;
  try {
    comparison = await engine.call('compare.open', { a, b }, { signal });
    const value = await engine.call('compare.read', { comparison }, { signal });
    if (signal.aborted) release(comparison);
    else put(key, { status: 'ready', comparison, value });
  } catch (thrown) {
    if (comparison !== null) release(comparison);
    if (!signal.aborted) put(key, { status: 'failed', failure: failureOf(thrown) });
  }
}

function put(key: string, state: OpenedComparison): void {
  useOpenComparisons.setState(({ opened }) => ({
    opened: new Map([...[...opened].filter(([other]) => other !== key), [key, state]]),
  }));
}

/** An engine that has gone, or a source that was closed, has closed the comparison already. */
function release(comparison: number): void {
  engine.call('compare.close', { comparison }).catch(() => undefined);
}

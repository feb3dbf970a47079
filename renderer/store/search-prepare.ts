import { create } from 'zustand';
import { engine } from '../engine/client.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { Failure } from '../../shared/model/job.ts';

interface SearchPrepareState {
  readonly running: boolean;
  /** Images that could not be read the last time. */
  readonly failed: number;
  /** Why reading ended before all was done; null when it did not. */
  readonly failure: Failure | null;
}

/** The reading of all images that have not been read, so that they can be searched. */
export const useSearchPrepare = create<SearchPrepareState>()(() => ({
  running: false,
  failed: 0,
  failure: null,
}));

let controller: AbortController | null = null;

/** Reads what has not been read; nothing while that is being done. */
export async function prepareSearch(): Promise<void> {
  if (useSearchPrepare.getState().running) return;
  const { signal } = (controller = new AbortController());
  useSearchPrepare.setState({ running: true, failed: 0, failure: null });
  try {
    const { failed } = await engine.call('search.prepare', {}, { signal });
    useSearchPrepare.setState({ failed });
  } catch (thrown) {
    const failure = failureOf(thrown);
    // Ended by the user: they know.
    if (failure.code !== 'cancelled' && !signal.aborted) useSearchPrepare.setState({ failure });
  } finally {
    useSearchPrepare.setState({ running: false });
  }
}

/** Ends the reading; what has been read stays. */
export function stopPreparing(): void {
  controller?.abort();
}

/** So few images are read without being asked for. */
const fewUnread = 10;

/** How many were left unread when that was last looked at: what has been tried, or declined, is not tried by itself. */
let left = 0;

/** Takes note of how many images have not been read, and reads them when they are few and more than were left before. */
export function prepareFew(unread: number): void {
  if (useSearchPrepare.getState().running) {
    left = Math.min(left, unread);
    return;
  }
  const more = unread > left;
  left = unread;
  if (more && unread <= fewUnread) void prepareSearch();
}

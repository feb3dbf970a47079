import { create } from 'zustand';
import { failureOf } from '../../shared/contract/frames.ts';
import type { Failure } from '../../shared/model/job.ts';
import type { StoreReport } from '../../shared/model/store.ts';
import { engine } from '../engine/client.ts';

interface LibraryCheckState {
  /** `repair` is also a check. */
  readonly running: 'check' | 'repair' | null;
  /** What the last check came to. */
  readonly report: StoreReport | null;
  readonly failure: Failure | null;
}

/** The check of the library, which goes on while its dialog is closed. */
export const useLibraryCheckStore = create<LibraryCheckState>()(() => ({
  running: null,
  report: null,
  failure: null,
}));

/** Looks whether the library is whole; with `repair`, mends what can be mended. */
export async function checkLibrary(repair: boolean): Promise<void> {
  if (useLibraryCheckStore.getState().running !== null) return;
  useLibraryCheckStore.setState({ running: repair ? 'repair' : 'check', failure: null });
  try {
    const report = await engine.call('library.check', { repair });
    useLibraryCheckStore.setState({ running: null, report });
  } catch (thrown) {
    useLibraryCheckStore.setState({ running: null, failure: failureOf(thrown) });
  }
}

/** What a check came to says nothing about a library that has changed since. */
export function forgetLastCheck(): void {
  if (useLibraryCheckStore.getState().running !== null) return;
  useLibraryCheckStore.setState({ report: null, failure: null });
}

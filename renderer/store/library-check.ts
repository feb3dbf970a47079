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
  /** The library has changed since. */
  readonly outdated: boolean;
}

/** The check of the library, which goes on while its dialog is closed. */
export const useLibraryCheckStore = create<LibraryCheckState>()(() => ({
  running: null,
  report: null,
  failure: null,
  outdated: false,
}));

/** Looks whether the library is whole; with `repair`, mends what can be mended. */
export async function checkLibrary(repair: boolean): Promise<void> {
  if (useLibraryCheckStore.getState().running !== null) return;
  const running = repair ? 'repair' : 'check';
  useLibraryCheckStore.setState({ running, failure: null, outdated: false });
  try {
    const report = await engine.call('library.check', { repair });
    useLibraryCheckStore.setState({ running: null, report });
  } catch (thrown) {
    useLibraryCheckStore.setState({ running: null, failure: failureOf(thrown) });
  }
}

/** Notes that the library has changed: what the last check came to says nothing about it any more. */
export function outdateLastCheck(): void {
  useLibraryCheckStore.setState({ outdated: true });
}

/** Lets go of an outdated result. Not while somebody reads it, since a change may be told after it was checked. */
export function forgetOutdatedCheck(): void {
  const { running, outdated } = useLibraryCheckStore.getState();
  if (running !== null || !outdated) return;
  useLibraryCheckStore.setState({ report: null, failure: null, outdated: false });
}

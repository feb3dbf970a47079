import { checkStore } from '../../../electron/engine/store/check-store.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { planPrune } from '../../../electron/engine/store/plan-removal.ts';
import { removePlanned } from '../../../electron/engine/store/remove-planned.ts';
import { attempt } from './attempt.ts';
import { patience } from './change-library.ts';
import { soundManifests } from './sound-images.ts';

/** The manifests of the images that are whole once the library is repaired; null where it cannot be. */
export async function soundAfterRepair(store: string): Promise<ReadonlySet<string> | null> {
  const repaired = await attempt('repairing', () =>
    checkStore(store, { deep: true, repair: true, patience }),
  );
  if (!repaired.done) return null;
  const { images } = await readLibrary(store);
  const listed = images.flatMap(({ manifestDigest }) => manifestDigest ?? []);
  return new Set(soundManifests(store, listed).keys());
}

/** Removes what nothing names, or is refused to. */
export async function pruneUnnamed(store: string): Promise<void> {
  await attempt('pruning', async () => {
    const plan = planPrune(await readLibrary(store), { dangling: false, unreferenced: true });
    return removePlanned(store, plan, { patience });
  });
}

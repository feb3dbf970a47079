import { openArchive } from '../../../../electron/engine/archive/open-archive.ts';
import { saveImages } from '../../../../electron/engine/export/save-images.ts';
import type { SaveFormat } from '../../../../shared/model/store.ts';
import { readLibrary } from '../../../../electron/engine/store/library.ts';
import { loadArchive } from '../../../../electron/engine/store/load.ts';
import { planPrune, planRemoval } from '../../../../electron/engine/store/plan-removal.ts';
import { removePlanned } from '../../../../electron/engine/store/remove-planned.ts';
import { selectForSave } from '../../../../electron/engine/store/select-for-save.ts';
import { tagImage } from '../../../../electron/engine/store/tag-image.ts';

/** One change of a store, as a process of its own does it. */
export type StoreTask =
  | { readonly kind: 'load'; readonly paths: readonly string[]; readonly spoolDir: string }
  | { readonly kind: 'rm'; readonly targets: readonly string[] }
  | { readonly kind: 'prune' }
  | { readonly kind: 'tag'; readonly target: string; readonly reference: string }
  | {
      readonly kind: 'save';
      readonly targets: readonly string[];
      readonly format: SaveFormat;
      readonly destination: string;
    };

export async function runTask(store: string, task: StoreTask): Promise<void> {
  switch (task.kind) {
    case 'load':
      for (const path of task.paths) {
        const archive = await openArchive(path, { spoolDir: task.spoolDir });
        await loadArchive(store, { path, archive, select: { kind: 'all' } });
      }
      return;
    case 'rm':
      await removePlanned(store, planRemoval(await readLibrary(store), task.targets));
      return;
    case 'prune': {
      const options = { dangling: true, unreferenced: true };
      await removePlanned(store, planPrune(await readLibrary(store), options));
      return;
    }
    case 'tag':
      await tagImage(store, task.target, task.reference);
      return;
    case 'save': {
      const selection = selectForSave(await readLibrary(store), task.targets);
      await saveImages({ selection, format: task.format, destination: task.destination });
    }
  }
}

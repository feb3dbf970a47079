import { saveImages } from '../export/save-images.ts';
import { checkStore } from '../store/check-store.ts';
import { copyBlob } from '../store/copy-blob.ts';
import { readLibrary } from '../store/library.ts';
import { measureLayer } from '../store/measure-layer.ts';
import { selectForSave } from '../store/select-for-save.ts';
import type { TaskContext } from './protocol.ts';
import type { Tasks } from './tasks.ts';

type Argument<Name extends keyof Tasks> = Tasks[Name]['argument'];

/** What is done to the layer store on threads: everything that reads or writes whole blobs. */
export const storeTasks = {
  'store.copy': (request: Argument<'store.copy'>, { isCancelled, progress }: TaskContext) =>
    copyBlob(request, { isCancelled, progress: (done) => progress(done, null) }),
  'store.measure': (request: Argument<'store.measure'>, { isCancelled, progress }: TaskContext) =>
    measureLayer(request, { isCancelled, progress: (done) => progress(done, null) }),
  'store.save': async (
    { folder, targets, format, destination }: Argument<'store.save'>,
    { signal, progress }: TaskContext,
  ) => {
    const library = await readLibrary(folder, signal);
    const selection = await selectForSave(library, targets, { signal });
    return saveImages({ selection, format, destination }, { signal, progress });
  },
  'store.check': ({ folder, repair }: Argument<'store.check'>, { signal, progress }: TaskContext) =>
    checkStore(folder, { deep: true, repair, signal, progress }),
};

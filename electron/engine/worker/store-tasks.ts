import { saveImages } from '../export/save-images.ts';
import { checkStore } from '../store/check-store.ts';
import { copyBlob } from '../store/copy-blob.ts';
import { readLibrary } from '../store/library.ts';
import { measureLayer } from '../store/measure-layer.ts';
import { selectImages } from '../store/select-images.ts';
import { sourceRoots } from '../store/source-roots.ts';
import type { TaskContext } from './protocol.ts';
import type { Tasks } from './tasks.ts';

type Argument<Name extends keyof Tasks> = Tasks[Name]['argument'];

/** What is done to the layer store, and with images of it, on threads: everything that reads or writes blobs, small ones too. */
export const storeTasks = {
  'store.read': ({ folder }: Argument<'store.read'>, { signal }: TaskContext) =>
    readLibrary(folder, signal),
  'store.roots': ({ path, archive }: Argument<'store.roots'>) => sourceRoots(path, archive),
  'store.copy': (request: Argument<'store.copy'>, { isCancelled, progress }: TaskContext) =>
    copyBlob(request, { isCancelled, progress: (done) => progress(done, null) }),
  'store.measure': (request: Argument<'store.measure'>, { isCancelled, progress }: TaskContext) =>
    measureLayer(request, { isCancelled, progress: (done) => progress(done, null) }),
  'images.save': async (
    { images, format, destination }: Argument<'images.save'>,
    { signal, progress }: TaskContext,
  ) => {
    const selection = await selectImages(images, signal);
    return saveImages({ selection, format, destination }, { signal, progress });
  },
  'store.check': ({ folder, repair }: Argument<'store.check'>, { signal, progress }: TaskContext) =>
    checkStore(folder, { deep: true, repair, signal, progress }),
};

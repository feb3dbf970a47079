import { readStart, withBlob } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import { exportLayer } from '../export/export-layer.ts';
import { layersToRepack } from '../export/layers-to-repack.ts';
import { makeDelta } from '../export/make-delta.ts';
import { planImages } from '../export/plan-images.ts';
import { repackLayer } from '../export/repack-layer.ts';
import { rewriteSelection } from '../export/rewrite-selection.ts';
import { saveImages } from '../export/save-images.ts';
import { selectImages } from '../store/select-images.ts';
import { selectJoined } from '../store/select-joined.ts';
import type { TaskContext } from './protocol.ts';
import type { Tasks } from './tasks.ts';

type Argument<Name extends keyof Tasks> = Tasks[Name]['argument'];

/** Taking out layers and images. Selections are plain data: they go from one task to the next. */
export const exportTasks = {
  'images.select': ({ images }: Argument<'images.select'>, { signal }: TaskContext) =>
    selectImages(images, signal),
  'delta.select': async (
    { image, base, format }: Argument<'delta.select'>,
    { signal }: TaskContext,
  ) => makeDelta(await selectImages([image], signal), await selectImages([base], signal), format),
  'join.select': ({ format, ...choice }: Argument<'join.select'>, { signal }: TaskContext) =>
    selectJoined(choice, format, signal),
  'images.plan': ({ selection, format, packing }: Argument<'images.plan'>) =>
    planImages(selection, format, packing),
  'layers.find': ({ selection, packing }: Argument<'layers.find'>) =>
    layersToRepack(selection, packing),
  'layer.repack': (request: Argument<'layer.repack'>, { signal, progress }: TaskContext) =>
    repackLayer(request, { signal, progress }),
  'images.rewrite': (request: Argument<'images.rewrite'>) => rewriteSelection(request),
  'images.write': (request: Argument<'images.write'>, { signal, progress }: TaskContext) =>
    saveImages(request, { signal, progress }),
  'layers.sniff': ({ locations }: Argument<'layers.sniff'>) =>
    locations.map((location) =>
      sniffCompression(withBlob(location, (source) => readStart(source, sniffBytes))),
    ),
  'layer.export': (request: Argument<'layer.export'>, { signal, progress }: TaskContext) =>
    exportLayer(request, { signal, progress }),
};

import { runSliced } from '../tree/slices.ts';
import { readWaste } from '../waste/waste.ts';
import type { WasteReading } from '../waste/waste.ts';
import type { ReadImage } from './image-reading.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork } from './shared-work.ts';

const known = new WeakMap<ReadImage, SharedWork<WasteReading>>();

/**
 * The hidden bytes of an image. What was found once is remembered with the image: one that has been read never changes.
 *
 * @throws EngineError `cancelled` when the signal aborts
 */
export function wasteOf(image: ReadImage, signal?: AbortSignal): Promise<WasteReading> {
  return remembered(known, image, (job) => find(image, job.signal), { signal });
}

function find({ tree, layers }: ReadImage, signal: AbortSignal): Promise<WasteReading> {
  const indexes = layers.map((layer) => layer?.listed.index ?? null);
  return runSliced(readWaste(tree, indexes), signal);
}

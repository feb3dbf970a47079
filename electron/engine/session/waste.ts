import { runSliced } from '../tree/slices.ts';
import { readWaste } from '../waste/waste.ts';
import type { WasteReading } from '../waste/waste.ts';
import type { ReadImage } from './image-reading.ts';
import { remembered } from './remembered.ts';

const known = new WeakMap<ReadImage, Promise<WasteReading>>();

/**
 * The hidden bytes of an image. What was found once is remembered with the image: one that has been read never changes.
 *
 * @throws EngineError `cancelled` when the signal aborts
 */
export function wasteOf(image: ReadImage, signal?: AbortSignal): Promise<WasteReading> {
  return remembered(known, image, () => find(image, signal), signal);
}

function find({ tree, layers }: ReadImage, signal: AbortSignal | undefined): Promise<WasteReading> {
  const indexes = layers.map((layer) => layer?.listed.index ?? null);
  return runSliced(readWaste(tree, indexes), signal);
}

import { EngineError, isCancelled } from '../bytes/engine-error.ts';
import { runSliced } from '../tree/slices.ts';
import { readWaste } from '../waste/waste.ts';
import type { WasteReading } from '../waste/waste.ts';
import type { ReadImage } from './image-reading.ts';

const known = new WeakMap<ReadImage, Promise<WasteReading>>();

/**
 * The hidden bytes of an image. What was found once is remembered with the image: one that has been read never changes.
 *
 * @throws EngineError `cancelled` when the signal aborts
 */
export async function wasteOf(image: ReadImage, signal?: AbortSignal): Promise<WasteReading> {
  for (;;) {
    if (signal?.aborted === true) throw new EngineError('cancelled');
    const before = known.get(image);
    if (before === undefined) return keep(image, find(image, signal));
    try {
      return await before;
    } catch (error) {
      // The work was that of somebody else, who gave it up: this one goes on.
      if (!isCancelled(error)) throw error;
      if (known.get(image) === before) known.delete(image);
    }
  }
}

function find({ tree, layers }: ReadImage, signal: AbortSignal | undefined): Promise<WasteReading> {
  const indexes = layers.map((layer) => layer?.listed.index ?? null);
  return runSliced(readWaste(tree, indexes), signal);
}

/** What fails is forgotten, so that it can be tried again. */
function keep(image: ReadImage, reading: Promise<WasteReading>): Promise<WasteReading> {
  known.set(image, reading);
  reading.catch(() => {
    if (known.get(image) === reading) known.delete(image);
  });
  return reading;
}

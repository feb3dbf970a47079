import { create } from 'zustand';
import { failureOf } from '../../shared/contract/frames.ts';
import type { ImagePlace } from '../../shared/model/image-stack.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import type { Usage } from '../../shared/model/usage.ts';
import { engine } from '../engine/client.ts';

interface ReadImagesState {
  /** Null while nothing is being read. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Images whose layers could not be read the last time. */
  readonly failed: number;
  readonly stop: () => void;
}

let controller: AbortController | null = null;

/** The reading of every image whose unpacked size is not known yet. */
export const useReadImagesStore = create<ReadImagesState>()(() => ({
  progress: null,
  failed: 0,
  stop: () => controller?.abort(),
}));

/** One place of each image that has a layer at hand of unknown unpacked size. */
export function unreadImages(usage: Usage): readonly ImagePlace[] {
  return usage.images.flatMap(({ size, places }) =>
    size.unpacked.unknownLayers > 0 ? places.slice(0, 1) : [],
  );
}

/** Reads the images one after the other, as each reading takes all cores; goes on when one fails. */
export async function readImages(places: readonly ImagePlace[]): Promise<void> {
  if (useReadImagesStore.getState().progress !== null) return;
  const { signal } = (controller = new AbortController());
  let failed = 0;
  for (const [done, { source, key }] of places.entries()) {
    useReadImagesStore.setState({ progress: { done, total: places.length }, failed });
    const grant = source === 'store' ? libraryGrant : source;
    try {
      await engine.call('image.read', { grant, image: key }, { signal });
    } catch (thrown) {
      if (signal.aborted || failureOf(thrown).code === 'engine-stopped') break;
      failed++;
    }
  }
  useReadImagesStore.setState({ progress: null, failed });
}

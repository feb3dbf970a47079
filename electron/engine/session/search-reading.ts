import type { Grant } from '../../../shared/model/source.ts';
import { isCancelled } from '../bytes/engine-error.ts';
import { limits } from '../bytes/limits.ts';
import { ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import type { OpenImage } from './search-images.ts';
import type { SearchParts } from './search-parts.ts';

/**
 * Reads every image that is open and has not been read, one job for each source, as far as `limits.searchedVersions`
 * goes. Answers how many could not be read; those of a job that is cancelled do not count. The signal ends all of it.
 */
export async function readForSearch(
  { open, readImage, jobs }: Pick<SearchParts, 'open' | 'readImage' | 'jobs'>,
  ended: AbortSignal,
): Promise<number> {
  const bySource = new Map<Grant, OpenImage[]>();
  const images = open();
  let versions = versionsOf(images);
  for (const image of images) {
    if (image.read !== null) continue;
    bySource.set(image.grant, [...(bySource.get(image.grant) ?? []), image]);
  }
  let failed = 0;
  for (const [grant, unreadImages] of bySource) {
    if (ended.aborted) break;
    const read = async (job: RunningJob): Promise<void> => {
      const signal = AbortSignal.any([job.signal, ended]);
      const progress = new ProgressSum(unreadImages.map(storedBytes), job.progress);
      for (const [part, unread] of unreadImages.entries()) {
        if (versions >= limits.searchedVersions || signal.aborted) return;
        const bytes = storedBytes(unread);
        const own = {
          signal,
          progress: (done: number) => progress.set(part, Math.min(done, bytes)),
        };
        try {
          versions += (await readImage(grant, unread.image.key, own)).tree.eventCount;
        } catch (error) {
          if (!isCancelled(error) && !signal.aborted) failed++;
        }
        progress.set(part, bytes);
      }
    };
    await jobs.run('read', grant, null, read);
  }
  return failed;
}

/** Whether so much has been read that `readForSearch` reads no more. */
export function isSearchFull(images: readonly OpenImage[]): boolean {
  return versionsOf(images) >= limits.searchedVersions;
}

function versionsOf(images: readonly OpenImage[]): number {
  return images.reduce((sum, { read }) => sum + (read?.tree.eventCount ?? 0), 0);
}

function storedBytes({ image }: OpenImage): number {
  return image.layers.reduce((sum, layer) => sum + (layer.storedBytes ?? 0), 0);
}

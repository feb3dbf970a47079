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
  let versions = 0;
  for (const image of open()) {
    versions += image.read?.tree.eventCount ?? 0;
    if (image.read !== null) continue;
    bySource.set(image.grant, [...(bySource.get(image.grant) ?? []), image]);
  }
  let failed = 0;
  for (const [grant, images] of bySource) {
    if (ended.aborted) break;
    const read = async (job: RunningJob): Promise<void> => {
      const signal = AbortSignal.any([job.signal, ended]);
      const progress = new ProgressSum(images.map(storedBytes), job.progress);
      for (const [part, unread] of images.entries()) {
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

function storedBytes({ image }: OpenImage): number {
  return image.layers.reduce((sum, layer) => sum + (layer.storedBytes ?? 0), 0);
}

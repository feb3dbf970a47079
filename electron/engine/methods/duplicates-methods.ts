import { noDuplicates } from '../../../shared/model/duplicates.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { findDuplicates } from '../session/duplicates.ts';
import type { PlacedImage } from '../session/duplicates.ts';
import { endedBy } from '../session/jobs.ts';
import type { RunningJob } from '../session/jobs.ts';
import { openImages } from '../session/search-images.ts';
import type { EngineParts, MethodsOf } from './engine-parts.ts';

/** The same content more than once. */
export function duplicatesMethods(parts: EngineParts): MethodsOf<'duplicates'> {
  const { jobs, session, sources } = parts;
  return {
    'duplicates.find': ({ image, minBytes }, signal) => {
      const asked = image === null ? allOpen(parts) : [image];
      const [first] = asked;
      if (first === undefined) return noDuplicates;
      sources.opened(first.grant).image(first.image);
      const grants = [...new Set(asked.map(({ grant }) => grant))];
      return jobs.run(
        'hash',
        first.grant,
        image === null ? null : first.image,
        async (running) => {
          const job = endedBy(running, signal);
          const images: PlacedImage[] = [];
          for (const each of asked) images.push(await readFor(parts, each, job));
          return findDuplicates(images, minBytes, session.shelf, job);
        },
        grants.slice(1),
      );
    },
  };
}

interface AskedImage {
  readonly grant: Grant;
  readonly image: string;
}

/** Every image of every open source, those of the library last. */
function allOpen({ sources }: EngineParts): readonly AskedImage[] {
  return openImages(sources).map(({ grant, image }) => ({ grant, image: image.key }));
}

async function readFor(
  { sources }: EngineParts,
  { grant, image }: AskedImage,
  job: RunningJob,
): Promise<PlacedImage> {
  const { layers } = sources.opened(grant).image(image);
  const read = await sources.readPart(grant, image, job);
  return { grant, image, read, statedDiffIds: layers.map(({ statedDiffId }) => statedDiffId) };
}

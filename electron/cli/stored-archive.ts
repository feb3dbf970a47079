import type { Digest } from '../../shared/model/digest.ts';
import type { Archive } from '../engine/archive/archive.ts';
import { findTarget, requireTarget } from '../engine/store/find-image.ts';
import type { Target } from '../engine/store/find-image.ts';
import { manifestOf } from '../engine/store/library.ts';
import type { Library } from '../engine/store/library.ts';
import { heldDigests } from '../engine/store/reach.ts';
import { isTagOf } from './choose-image.ts';
import { CliFailure } from './cli-failure.ts';

/**
 * The images of the layer store that `reference` names as an archive like any other; all of them for an empty text.
 * Throws CliFailure when the store is empty, and EngineError `image-unknown`, `image-ambiguous`.
 */
export function storedArchive(library: Library, reference: string): Archive {
  const { archive } = library;
  if (archive === null) throw new CliFailure('there is nothing in the layer store');
  if (reference === '') return withProblems(archive, library);
  const target = requireTarget(library, onlyTagOf(library, reference) ?? reference);
  const keys = new Set(target.images.map(({ key }) => key));
  const digests = digestsOf(library, target);
  const blobs = archive.blobs.filter(({ digest }) => digests.has(digest));
  const { images, artifacts, problems } = archive.contents;
  return {
    ...archive,
    contents: {
      ...archive.contents,
      storedBytes: [...digests].reduce(
        (sum, digest) => sum + (library.blobs.get(digest)?.bytes ?? 0),
        0,
      ),
      images: images.filter(({ key }) => keys.has(key)),
      artifacts: artifacts.filter(({ digest }) => digest !== null && digests.has(digest)),
      problems: problems.filter(({ where }) => where.image !== undefined && keys.has(where.image)),
    },
    images: new Map([...archive.images].filter(([key]) => keys.has(key))),
    blobs,
  };
}

/** The name that is meant by one without a tag where there is no `latest` and only one other. */
function onlyTagOf(library: Library, text: string): string | null {
  if (findTarget(library, text) !== null) return null;
  const names = new Set(library.entries.flatMap((entry) => entry.reference ?? []));
  const [only, ...others] = [...names].filter((name) => isTagOf(name, text));
  return others.length === 0 ? (only ?? null) : null;
}

function withProblems(archive: Archive, { problems }: Library): Archive {
  return { ...archive, contents: { ...archive.contents, problems } };
}

/** A name stands for everything below its entry, an ID for the image alone. */
function digestsOf(library: Library, target: Target): ReadonlySet<Digest> {
  if (target.reference !== null) {
    const reaches = target.roots.flatMap((root) => library.reaches.get(root) ?? []);
    return new Set(reaches.flatMap((reach) => [...heldDigests(reach)]));
  }
  const manifests = target.images.flatMap((image) => manifestOf(library, image) ?? []);
  return new Set(
    manifests.flatMap(({ digest, content }) => [
      digest,
      ...content.flatMap((blob) => blob.digest ?? []),
    ]),
  );
}

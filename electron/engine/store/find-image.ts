import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { defaultImage, findImages } from '../image/select.ts';
import { rootsOf, type Library } from './library.ts';
import { entriesNamed } from './store-index.ts';

/** What a user means by a name or an ID. */
export interface Target {
  /** The name, when it was one. */
  readonly reference: string | null;
  /** Entries of index.json that are meant. */
  readonly roots: readonly Digest[];
  /** Images below them; of a name for several platforms all of them. */
  readonly images: readonly Image[];
}

/**
 * Finds what a text names in a library: a key, a name, the beginning of an image ID or of a digest. Null when nothing.
 */
export function findTarget(library: Library, text: string): Target | null {
  const named = entriesNamed(library.entries, text);
  if (named.length > 0) {
    const roots = [...new Set(named.flatMap(({ descriptor }) => descriptor.digest ?? []))];
    return { reference: named[0]?.reference ?? text, roots, images: imagesBelow(library, roots) };
  }
  const byRoot = [...library.reaches.keys()].filter((digest) => digest === text);
  if (byRoot.length > 0) {
    return { reference: null, roots: byRoot, images: imagesBelow(library, byRoot) };
  }
  const byKey = library.images.filter(({ key }) => key === text);
  const images = byKey.length > 0 ? byKey : findImages(library.images, text);
  if (images.length === 0) return null;
  const roots = images.flatMap((image) => rootsOf(library, image).map(({ root }) => root));
  return { reference: null, roots: [...new Set(roots)], images };
}

/** Like `findTarget`; throws `EngineError` `image-unknown`, or `image-ambiguous` for an ID that several begin with. */
export function requireTarget(library: Library, text: string): Target {
  const target = findTarget(library, text);
  if (target === null) throw new EngineError('image-unknown', { name: text });
  const isOne = target.reference !== null || sameId(target.images) || target.roots.length === 1;
  if (!isOne) throw new EngineError('image-ambiguous', { name: text });
  return target;
}

/** The image to take of several platforms: the chosen one, else the usual one. Throws `image-unknown`. */
export function requireImage(library: Library, text: string): Image {
  const image = defaultImage(requireTarget(library, text).images);
  if (image === null) throw new EngineError('image-unknown', { name: text });
  return image;
}

function imagesBelow(library: Library, roots: readonly Digest[]): readonly Image[] {
  const digests = new Set(
    roots.flatMap((root) => library.reaches.get(root)?.manifests.map(({ digest }) => digest) ?? []),
  );
  return library.images.filter(
    ({ manifestDigest }) => manifestDigest !== null && digests.has(manifestDigest),
  );
}

function sameId(images: readonly Image[]): boolean {
  return images.every(({ id }) => id !== null && id === images[0]?.id);
}

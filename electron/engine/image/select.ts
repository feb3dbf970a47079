import type { Image } from '../../../shared/model/image.ts';
import { digestHex } from '../../../shared/model/digest.ts';
import type { Platform } from '../../../shared/model/platform.ts';
import { matchesPlatform } from './platform.ts';
import { sameReference } from './reference.ts';

const usualPlatform: Platform = { os: 'linux', architecture: 'amd64', variant: '', osVersion: '' };
const shortestId = 4;

/**
 * The image to show first of several: the one for linux/amd64 whose layers are all there, else the first that is
 * complete, else the first. Null only when there is none.
 */
export function defaultImage(images: readonly Image[]): Image | null {
  const complete = images.filter((image) => image.complete);
  return (
    complete.find((image) => matchesPlatform(image.platform, usualPlatform)) ??
    complete[0] ??
    images[0] ??
    null
  );
}

/**
 * The images that a user means by a name or an ID: a reference with or without what may be left out, or the beginning
 * (four characters or more) of an image ID or a manifest digest, with or without `sha256:`.
 */
export function findImages(images: readonly Image[], wanted: string): readonly Image[] {
  const named = images.filter((image) =>
    image.references.some((reference) => sameReference(reference, wanted)),
  );
  if (named.length > 0) return named;
  const hex = wanted.toLowerCase().replace(/^sha256:/, '');
  if (hex.length < shortestId || !/^[0-9a-f]+$/.test(hex)) return [];
  return images.filter((image) =>
    [image.id, image.manifestDigest].some(
      (digest) => digest !== null && digestHex(digest).startsWith(hex),
    ),
  );
}

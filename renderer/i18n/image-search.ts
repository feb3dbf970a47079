import type { Digest } from '../../shared/model/digest.ts';
import type { Platform } from '../../shared/model/platform.ts';
import { platformText } from '../../shared/model/platform.ts';

/** What of an image is searched, wherever it stands. */
export interface SearchedImage {
  readonly references: readonly string[];
  readonly id: Digest | null;
  readonly manifestDigest?: Digest | null;
  readonly platform: Platform;
}

/** Lists shorter than this are seen at a glance and need no search. */
export const longList = 12;

/**
 * Whether each word of a search is part of a name, the platform, or stands in the ID of an image, or in `more`; in any
 * case.
 */
export function fitsImage(
  image: SearchedImage,
  search: string,
  more: readonly string[] = [],
): boolean {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const texts = [
    ...image.references,
    platformText(image.platform),
    image.id,
    image.manifestDigest,
    ...more,
  ];
  const all = texts.join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

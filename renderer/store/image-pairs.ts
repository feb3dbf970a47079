import { libraryGrant } from '../../shared/model/library.ts';
import type { NamedImage } from '../../shared/model/image-stack.ts';
import type { Image } from '../../shared/model/image.ts';
import { platformText } from '../../shared/model/platform.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { findImage, findSource } from './sources.ts';
import type { SelectedItem } from './selection.ts';

/** An image where it is at hand. */
export interface PlacedImage {
  readonly source: SourceState;
  readonly image: Image;
}

/** The image of an item, if it is one and still there. */
export function placedImage(
  sources: readonly SourceState[],
  item: SelectedItem,
): PlacedImage | null {
  const source = findSource(sources, item.grant);
  const image = findImage(source, item.key);
  return source === null || image === null ? null : { source, image };
}

/** Where an image was opened, or else where it is kept. */
export function placeOf(
  sources: readonly SourceState[],
  { places }: NamedImage,
): PlacedImage | null {
  const place = places.find(({ source }) => source !== 'store') ?? places[0];
  if (place === undefined) return null;
  const grant = place.source === 'store' ? libraryGrant : place.source;
  return placedImage(sources, { grant, key: place.key });
}

/** True when `image` has all layers of `base` below its own further ones. */
export function isBuiltOn(image: Image, base: Image): boolean {
  return (
    base.layers.length > 0 &&
    base.layers.length < image.layers.length &&
    base.layers.every(({ diffId }, index) => {
      return diffId !== null && diffId === image.layers[index]?.diffId;
    })
  );
}

/** What was found of each image among the sources as they were; every line of the sidebar asks. */
const parents = new WeakMap<readonly SourceState[], Map<Image, PlacedImage | null>>();

/** The nearest image that another is built on, wherever it is; null when none is at hand. */
export function parentOf(image: Image, sources: readonly SourceState[]): PlacedImage | null {
  const known = parents.get(sources) ?? new Map<Image, PlacedImage | null>();
  parents.set(sources, known);
  const found = known.get(image);
  if (found !== undefined) return found;
  const nearest = nearestBase(image, sources);
  known.set(image, nearest);
  return nearest;
}

function nearestBase(image: Image, sources: readonly SourceState[]): PlacedImage | null {
  let nearest: PlacedImage | null = null;
  for (const source of sources) {
    for (const base of source.contents?.images ?? []) {
      if (!isBuiltOn(image, base)) continue;
      if (nearest === null || base.layers.length > nearest.image.layers.length) {
        nearest = { source, image: base };
      }
    }
  }
  return nearest;
}

/** Two images as A and B: what the other is built on, or else the older one, first; else as they came. */
export function earlierFirst<Placed extends { readonly image: Image }>(
  one: Placed,
  other: Placed,
): readonly [Placed, Placed] {
  if (isBuiltOn(one.image, other.image)) return [other, one];
  if (isBuiltOn(other.image, one.image)) return [one, other];
  const first = createdTime(one.image);
  const second = createdTime(other.image);
  return first !== null && second !== null && second < first ? [other, one] : [one, other];
}

/** Null for a time that says nothing, such as the beginning of 1970. */
function createdTime({ created }: Image): number | null {
  const time = created === null ? Number.NaN : Date.parse(created);
  return time > 0 ? time : null;
}

/** The images of one source that bear a common name, one for each platform. */
export function platformFamily({ source, image }: PlacedImage): readonly Image[] {
  const all = source.contents?.images ?? [];
  return all.filter(
    (other) =>
      other.key === image.key ||
      other.references.some((reference) => image.references.includes(reference)),
  );
}

/** A platform that one or both of two images have. */
export interface PlatformPartners {
  readonly platform: string;
  readonly a: Image | null;
  readonly b: Image | null;
}

/** Like with like: for each platform of two families of images who has it, those that both have first. */
export function platformPartners(
  a: readonly Image[],
  b: readonly Image[],
): readonly PlatformPartners[] {
  const names = [...a, ...b].map(({ platform }) => platformText(platform));
  const partners = [...new Set(names)].map((platform): PlatformPartners => ({
    platform,
    a: ofPlatform(a, platform),
    b: ofPlatform(b, platform),
  }));
  const isPair = (one: PlatformPartners): boolean => one.a !== null && one.b !== null;
  return [...partners.filter(isPair), ...partners.filter((one) => !isPair(one))];
}

/** The image of a family that has the platform of another image; else the one that was meant. */
export function likePlatform(placed: PlacedImage, other: Image): Image {
  return ofPlatform(platformFamily(placed), platformText(other.platform)) ?? placed.image;
}

function ofPlatform(images: readonly Image[], platform: string): Image | null {
  return images.find((image) => platformText(image.platform) === platform) ?? null;
}

import type { Image } from '../../shared/model/image.ts';
import { platformText } from '../../shared/model/platform.ts';
import { familiarName, parseReference, sameReference } from '../engine/image/reference.ts';
import { defaultImage, findImages } from '../engine/image/select.ts';
import { matchesPlatform, parsePlatformText } from '../engine/image/platform.ts';
import { CliFailure, UsageFailure } from './cli-failure.ts';
import { oneLine } from './text.ts';

/** What the user said of the image that is meant; null for what was not said. */
export interface WantedImage {
  /** A name as full or as short as users write it, or the beginning of an image ID or manifest digest. */
  readonly image: string | null;
  readonly platform: string | null;
}

/**
 * The image that is meant. Without a name the archive's first; of one that is there for several platforms linux/amd64,
 * else the first that is complete. Throws CliFailure when nothing matches, or several different images do: its message
 * lists them.
 */
export function chooseImage(images: readonly Image[], wanted: WantedImage): Image {
  const group = chooseGroup(images, wanted);
  const image = defaultImage(group);
  if (image === null) throw new CliFailure('there is no container image in this archive');
  return image;
}

/** The image that is meant, once for each of its platforms that fit; at least one. Throws as `chooseImage` does. */
export function chooseGroup(images: readonly Image[], wanted: WantedImage): readonly Image[] {
  if (images.length === 0) throw new CliFailure('there is no container image in this archive');
  const named = wanted.image === null ? images : imagesNamed(images, wanted.image);
  if (named.length === 0) {
    throw new CliFailure(`no image matches ${oneLine(wanted.image ?? '')}${choices(images)}`);
  }
  const fitting = wanted.platform === null ? named : imagesFor(named, wanted.platform);
  const [first] = fitting;
  if (first === undefined) {
    throw new CliFailure(`no image is for platform ${wanted.platform}${choices(named)}`);
  }
  const group = fitting.filter((image) => isSameName(first, image));
  if (wanted.image !== null && group.length < fitting.length) {
    throw new CliFailure(`${oneLine(wanted.image)} matches several images${choices(fitting)}`);
  }
  if (wanted.platform !== null && differInPlatform(group)) {
    throw new CliFailure(`${wanted.platform} matches several platforms${choices(group)}`);
  }
  return group;
}

/**
 * Every image that one of the names or IDs fits, or all where none is given, for the platform if one is. A name stands
 * for all its platforms. Throws CliFailure when one of them fits nothing.
 */
export function chooseImages(
  images: readonly Image[],
  names: readonly string[],
  platform: string | null,
): readonly Image[] {
  if (images.length === 0) throw new CliFailure('there is no container image to choose from');
  const fitting = platform === null ? images : imagesFor(images, platform);
  if (fitting.length === 0) {
    throw new CliFailure(`no image is for platform ${platform}${choices(images)}`);
  }
  if (names.length === 0) return fitting;
  return names.flatMap((name) => {
    const named = imagesNamed(fitting, name);
    if (named.length === 0) {
      throw new CliFailure(`no image matches ${oneLine(name)}${choices(fitting)}`);
    }
    return named;
  });
}

/** By name or ID; else by the name with any tag, when the user left the tag out and there is no `latest`. */
function imagesNamed(images: readonly Image[], text: string): readonly Image[] {
  const found = findImages(images, text);
  if (found.length > 0) return found;
  return images.filter((image) => image.references.some((reference) => isTagOf(reference, text)));
}

/** Whether `text` is `reference` without its tag. */
export function isTagOf(reference: string, text: string): boolean {
  const [one, other] = [parseReference(reference), parseReference(text)];
  if (one === null || other === null || other.digest !== null) return false;
  const hasTag = text.lastIndexOf(':') > text.lastIndexOf('/');
  return !hasTag && one.host === other.host && one.repository === other.repository;
}

function imagesFor(images: readonly Image[], text: string): readonly Image[] {
  const platform = parsePlatformText(text);
  if (platform === null) throw new UsageFailure(`--platform cannot be ${oneLine(text)}`);
  return images.filter((image) => matchesPlatform(image.platform, platform));
}

/** Whether two images are one name for several platforms, or one image listed twice. */
function isSameName(one: Image, other: Image): boolean {
  if (one.references.length === 0 && other.references.length === 0) {
    return one === other || platformText(one.platform) !== platformText(other.platform);
  }
  return one.references.some((reference) =>
    other.references.some((each) => sameReference(reference, each)),
  );
}

function differInPlatform(images: readonly Image[]): boolean {
  return new Set(images.map(({ platform }) => platformText(platform))).size > 1;
}

function choices(images: readonly Image[]): string {
  const lines = images.map((image) => `\n  ${imageLabel(image)}`);
  return `; there ${images.length === 1 ? 'is' : 'are'}${lines.join('')}`;
}

/** `alpine:3.20  linux/amd64  sha256:…`, for telling images apart. */
export function imageLabel(image: Image): string {
  const names = image.references.map(familiarName).join(', ');
  const id = image.id ?? image.manifestDigest ?? '';
  const parts = [names === '' ? '(no name)' : names, platformText(image.platform), id];
  return parts.map(oneLine).join('  ').trimEnd();
}

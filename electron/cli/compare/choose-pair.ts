import type { Image } from '../../../shared/model/image.ts';
import { platformText } from '../../../shared/model/platform.ts';
import type { OtherPlatforms } from '../../../shared/report/comparison-report.ts';
import { matchesPlatform } from '../../engine/image/platform.ts';
import { defaultImage } from '../../engine/image/select.ts';
import { chooseGroup } from '../choose-image.ts';
import { CliFailure } from '../cli-failure.ts';
import { oneLine } from '../text.ts';

/** One side's images, and which of them is meant; null for the first. */
export interface WantedSide {
  readonly images: readonly Image[];
  readonly image: string | null;
}

/** The images to compare, and what else there is for other platforms. */
export interface ChosenPair {
  readonly a: Image;
  readonly b: Image;
  readonly others: OtherPlatforms;
}

/**
 * Chooses the images to compare. Of names that stand for several platforms one that both have is taken: linux/amd64, or
 * else the first that is complete. Two images that are each for one platform are compared whatever those are.
 *
 * @throws CliFailure when nothing fits, or several platforms have none in common
 */
export function choosePair(a: WantedSide, b: WantedSide, platform: string | null): ChosenPair {
  const groupA = chooseGroup(a.images, { image: a.image, platform });
  const groupB = chooseGroup(b.images, { image: b.image, platform });
  const [onlyA, onlyB] = [groupA[0], groupB[0]];
  if (onlyA !== undefined && onlyB !== undefined && groupA.length + groupB.length === 2) {
    return { a: onlyA, b: onlyB, others: { both: [], onlyA: [], onlyB: [] } };
  }
  const chosenA = defaultImage(groupA.filter((image) => hasLike(image, groupB)));
  const chosenB = chosenA && defaultImage(groupB.filter((image) => isLike(image, chosenA)));
  if (chosenA === null || chosenB === null) {
    throw new CliFailure(
      `no platform is on both sides: A is for ${listOf(groupA)}; B is for ${listOf(groupB)}`,
    );
  }
  const shared = groupA.filter((image) => hasLike(image, groupB) && !isLike(image, chosenA));
  return {
    a: chosenA,
    b: chosenB,
    others: {
      both: platformsOf(shared),
      onlyA: platformsOf(groupA.filter((image) => !hasLike(image, groupB))),
      onlyB: platformsOf(groupB.filter((image) => !hasLike(image, groupA))),
    },
  };
}

/** For one platform, as far as both say which: a variant counts where both name it. */
function isLike({ platform }: Image, { platform: other }: Image): boolean {
  return matchesPlatform(platform, other) || matchesPlatform(other, platform);
}

function hasLike(image: Image, group: readonly Image[]): boolean {
  return group.some((each) => isLike(image, each));
}

function platformsOf(images: readonly Image[]): readonly string[] {
  return [...new Set(images.map(({ platform }) => oneLine(platformText(platform))))];
}

function listOf(images: readonly Image[]): string {
  return platformsOf(images).join(', ');
}

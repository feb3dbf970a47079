import { platformText } from '../../../shared/model/platform.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import type { Translate } from '../../../shared/i18n/t.ts';
import { fitsImage } from '../../i18n/image-search.ts';
import { imageName } from '../../i18n/words.ts';
import { isBuiltOn, likePlatform, platformFamily } from '../../store/image-pairs.ts';

/** One line of the list to choose an image from. */
export interface ImageChoice {
  readonly id: string;
  readonly source: SourceState;
  /** Of an image for several platforms, the one of the platform that is looked for. */
  readonly image: Image;
  readonly name: string;
  /** Platforms of the same name that are not this line. */
  readonly otherPlatforms: readonly string[];
  /** True for another platform than the one looked for. */
  readonly unlike: boolean;
  /** `base`: what it is to be compared with is built on this. `child`: this is built on that. */
  readonly relation: 'base' | 'child' | null;
}

export interface ImageChoiceGroup {
  readonly source: SourceState;
  readonly choices: readonly ImageChoice[];
}

/**
 * All images that can be chosen, by source; an image for several platforms is one line. `like` is what it is to be
 * compared with and stands in no line itself; `search` leaves what fits it by name, ID, platform or source.
 */
export function imageChoices(
  sources: readonly SourceState[],
  like: { readonly source: SourceState; readonly image: Image } | null,
  search: string,
  t: Translate,
): readonly ImageChoiceGroup[] {
  return sources
    .map((source) => ({ source, choices: choicesOf(source, like, search, t) }))
    .filter(({ choices }) => choices.length > 0);
}

function relationTo(like: Image, image: Image): ImageChoice['relation'] {
  if (isBuiltOn(like, image)) return 'base';
  return isBuiltOn(image, like) ? 'child' : null;
}

function choicesOf(
  source: SourceState,
  like: { readonly source: SourceState; readonly image: Image } | null,
  search: string,
  t: Translate,
): readonly ImageChoice[] {
  const done = new Set<string>();
  return (source.contents?.images ?? []).flatMap((image): readonly ImageChoice[] => {
    if (done.has(image.key)) return [];
    const family = platformFamily({ source, image });
    const isLike = (other: Image): boolean =>
      like !== null && like.source.grant === source.grant && like.image.key === other.key;
    for (const { key } of family) done.add(key);
    const preferred = like === null ? image : likePlatform({ source, image }, like.image);
    // Another platform of the very image is a partner, too.
    const chosen = isLike(preferred) ? family.find((other) => !isLike(other)) : preferred;
    if (chosen === undefined) return [];
    const platform = platformText(chosen.platform);
    const name = imageName(chosen, t);
    if (!fitsImage(chosen, search, [source.name])) return [];
    return [
      {
        id: `${source.grant}/${chosen.key}`,
        source,
        image: chosen,
        name,
        otherPlatforms: family
          .filter((other) => other.key !== chosen.key)
          .map((other) => platformText(other.platform)),
        unlike: like !== null && platformText(like.image.platform) !== platform,
        relation: like === null ? null : relationTo(like.image, chosen),
      },
    ];
  });
}

import { shortDigest } from '../../shared/model/digest.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import type { NamedImage } from '../../shared/model/image-stack.ts';
import { platformText } from '../../shared/model/platform.ts';
import type { Translate } from '../../shared/i18n/t.ts';
import { shortReference } from './words.ts';

/** The first name of an image among others; an untagged one by its ID, so that it can be told from the next. */
export function namedImageText(
  image: Pick<NamedImage, 'references' | 'id'> | undefined,
  t: Translate,
): string {
  const [reference] = image?.references ?? [];
  if (reference !== undefined) return visibleLine(shortReference(reference));
  const id = image?.id ?? null;
  return id === null ? t('image.untagged') : `${t('image.untagged')} ${shortDigest(id)}`;
}

/**
 * What images that stand side by side are called, in their order: those that would be called the same, for the same
 * platform, have the beginning of their ID behind the name.
 */
export function imageTexts(
  images: readonly Pick<NamedImage, 'references' | 'id' | 'platform'>[],
  t: Translate,
): readonly string[] {
  const texts = images.map((image) => namedImageText(image, t));
  const counts = new Map<string, number>();
  const keyOf = (place: number): string => {
    const platform = images[place]?.platform;
    return `${platform === undefined ? '' : platformText(platform)} ${texts[place] ?? ''}`;
  };
  for (const place of images.keys()) {
    const key = keyOf(place);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return texts.map((text, place) => {
    const { id = null, references = [] } = images[place] ?? {};
    const isAlone = counts.get(keyOf(place)) === 1 || references.length === 0;
    return isAlone || id === null ? text : `${text} ${shortDigest(id)}`;
  });
}

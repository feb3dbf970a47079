import { shortDigest } from '../../shared/model/digest.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import type { NamedImage } from '../../shared/model/image-stack.ts';
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

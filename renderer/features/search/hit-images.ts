import { visibleLine } from '../../../shared/format/visible.ts';
import type { Translate } from '../../../shared/i18n/t.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { SearchPlace } from '../../../shared/model/search.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { imageName } from '../../i18n/words.ts';
import { placedImage } from '../../store/image-pairs.ts';

/** What the image of a place is called; empty once its source is closed. */
export function placeImageName(
  { grant, image }: Pick<SearchPlace, 'grant' | 'image'>,
  sources: readonly SourceState[],
  t: Translate,
): string {
  const placed = placedImage(sources, { grant, key: image });
  return placed === null ? '' : visibleLine(imageName(placed.image, t));
}

/** The file the image of a place was opened from, or the word for the library; empty once it is closed. */
export function placeSourceName(
  { grant, image }: Pick<SearchPlace, 'grant' | 'image'>,
  sources: readonly SourceState[],
  t: Translate,
): string {
  if (grant === libraryGrant) return t('library.kept.title');
  return visibleLine(placedImage(sources, { grant, key: image })?.source.name ?? '');
}

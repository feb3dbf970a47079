import { formatBytes } from '../../shared/format/bytes.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import { isTextKey } from '../../shared/i18n/t.ts';
import type { Texts } from '../../shared/i18n/t.ts';
import type { Image } from '../../shared/model/image.ts';
import type { LibraryState } from '../../shared/model/library.ts';
import type { LoadResult, NameMove } from '../../shared/model/store.ts';
import { layersOf } from '../store/library.ts';
import type { Notice } from '../store/notices.ts';
import { shortReference } from './words.ts';

/**
 * What keeping images came to, in words: how many images, which layers were new and which were there already, names
 * that mean something else now, and images that were refused. `before` is the library as it was; without `images`,
 * nothing is said of layers.
 */
export function loadNotices(
  result: LoadResult,
  images: readonly Image[],
  before: LibraryState | null,
  texts: Texts,
): readonly Omit<Notice, 'id'>[] {
  const { t } = texts;
  const refused = result.refused.map(({ references, problem }): Omit<Notice, 'id'> => {
    const key = `problem.${problem.code}`;
    const [reference] = references;
    const name = reference === undefined ? t('image.untagged') : visibleLine(reference);
    return {
      tone: 'error',
      title: t('library.refused', { name }),
      text: isTextKey(key) ? t(key, problem.values) : problem.code,
    };
  });
  if (result.loaded.length === 0) return refused;
  // Artifacts come along with an archive, and are no images.
  const kept = result.loaded.filter(({ id }) => id !== null);
  const added = kept.filter((each) => each.added).length;
  const title =
    added === 0
      ? t('library.keptBefore', { count: kept.length })
      : t('library.kept', { count: added });
  return [
    { tone: 'ok', title, text: keptText(result, images, before, texts) },
    ...moveNotices(result.moved, texts),
    ...refused,
  ];
}

/** Names that stood for another image before. */
export function moveNotices(
  moved: readonly NameMove[],
  { t, list }: Texts,
): readonly Omit<Notice, 'id'>[] {
  if (moved.length === 0) return [];
  const names = list(moved.map(({ reference }) => visibleLine(shortReference(reference))));
  return [
    {
      tone: 'note',
      title: t('library.moved', { count: moved.length, names }),
      text: t('library.moved.text'),
    },
  ];
}

function keptText(
  result: LoadResult,
  images: readonly Image[],
  before: LibraryState | null,
  { t, locale }: Texts,
): string {
  if (images.length === 0) {
    return t('library.kept.size', { size: formatBytes(result.writtenBytes, locale) });
  }
  const loaded = new Set(result.loaded.map(({ key }) => key));
  const known = layersOf(before?.images.map(({ image }) => image) ?? []);
  const mine = layersOf(images.filter(({ key }) => loaded.has(key)));
  const fresh = [...mine.keys()].filter((name) => !known.has(name)).length;
  const there = mine.size - fresh;
  const parts = [
    fresh > 0
      ? t('library.kept.new', { count: fresh, size: formatBytes(result.writtenBytes, locale) })
      : t('library.kept.nothingNew'),
    ...(there > 0 ? [t('library.kept.known', { count: there })] : []),
  ];
  return parts.join(' ');
}

import { formatBytes } from '../format/bytes.ts';
import { formatBytesDifference } from '../format/difference.ts';
import { pathExcerpt } from '../format/excerpt.ts';
import type { Texts } from '../i18n/t.ts';
import { layerStatuses } from '../model/comparison.ts';
import type { ComparedImage, ComparedLayer, LayerPair } from '../model/comparison.ts';
import type { PackageComparison } from '../model/package.ts';
import type { Quote } from './parting-sentence.ts';

const pathCharacters = 160;

/** `5 identical, 1 changed and 2 only in B`. */
export function layerCountsText(layers: readonly LayerPair[], { t, list }: Texts): string {
  const counts = layerStatuses.flatMap((status) => {
    const count = layers.filter((pair) => pair.status === status).length;
    return count === 0 ? [] : [t(`report.layerCount.${status}`, { count })];
  });
  return list(counts);
}

/** The layer of a pair on one side. */
export function layerOf(image: ComparedImage, index: number | null): ComparedLayer | null {
  return index === null ? null : (image.layers.find((each) => each.index === index) ?? null);
}

/** What made the layers of a pair, as B tells it where both do; null when no history tells. */
export function layerCommand(pair: LayerPair, a: ComparedImage, b: ComparedImage): string | null {
  return layerOf(b, pair.b)?.command ?? layerOf(a, pair.a)?.command ?? null;
}

/** The size of the layers of a pair where they are the same, else what B's makes of it; empty where it is not known. */
export function layerDifference(
  pair: LayerPair,
  a: ComparedImage,
  b: ComparedImage,
  { locale }: Texts,
): string {
  const bytesA = pair.a === null ? 0 : (layerOf(a, pair.a)?.unpackedBytes ?? null);
  const bytesB = pair.b === null ? 0 : (layerOf(b, pair.b)?.unpackedBytes ?? null);
  if (bytesA === null || bytesB === null) return '';
  const isSame = pair.status === 'identical' || pair.status === 'moved';
  return isSame ? formatBytes(bytesB, locale) : formatBytesDifference(bytesB - bytesA, locale);
}

/** A sentence for each record of packages that could not be read. */
export function unreadTexts(
  { unreadA, unreadB }: PackageComparison,
  { t }: Texts,
  quote: Quote,
): readonly string[] {
  return [
    ...unreadA.map((each) => ({ side: 'A', ...each })),
    ...unreadB.map((each) => ({ side: 'B', ...each })),
  ].map(({ side, path, manager, reason }) =>
    t('report.packages.unread', {
      side,
      manager,
      path: quote(pathExcerpt(path, pathCharacters)),
      reason: t(`report.unread.${reason}`),
    }),
  );
}

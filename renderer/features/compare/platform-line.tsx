import { visibleLine } from '../../../shared/format/visible.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { useText } from '../../i18n/use-text.ts';
import { sideOf } from '../../store/compare-images.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import type { FoundSide } from '../../store/comparison.ts';
import { platformFamily, platformPartners } from '../../store/image-pairs.ts';
import type { PlatformPartners } from '../../store/image-pairs.ts';
import styles from './compare-header.module.css';

/** For images of several platforms: those that both have, to choose from, and those without a partner. */
export function PlatformLine({ a, b }: { readonly a: FoundSide; readonly b: FoundSide }) {
  const { t, list } = useText();
  const setSide = useComparisonStore((state) => state.setSide);
  const partners = platformPartners(platformFamily(a), platformFamily(b));
  const unlike = platformText(a.image.platform) !== platformText(b.image.platform);
  if (partners.length < 2 && !unlike) return null;
  const pairs = partners.filter((each) => each.a !== null && each.b !== null);
  const lonely = (side: 'a' | 'b') =>
    partners
      .filter((each) => each.a === null || each.b === null)
      .flatMap((each) => (each[side] === null ? [] : [visibleLine(each.platform)]));
  const [onlyA, onlyB] = [lonely('a'), lonely('b')];

  function show({ a: imageA, b: imageB }: PlatformPartners): void {
    if (imageA === null || imageB === null) return;
    setSide('a', sideOf({ source: a.source, image: imageA }));
    setSide('b', sideOf({ source: b.source, image: imageB }));
  }

  return (
    <div className={styles.platforms}>
      {pairs.length > 0 && (
        <span className={styles.pairs} role="group" aria-label={t('compare.platforms')}>
          {t('compare.platforms')}
          {pairs.map((pair) => (
            <button
              key={pair.platform}
              type="button"
              className={styles.platform}
              aria-pressed={pair.a?.key === a.image.key && pair.b?.key === b.image.key}
              onClick={() => show(pair)}
            >
              {visibleLine(pair.platform)}
            </button>
          ))}
        </span>
      )}
      {unlike && <span className={styles.unlike}>{t('compare.platforms.unlike')}</span>}
      {onlyA.length > 0 && (
        <span>{t('compare.platforms.only', { side: 'A', platforms: list(onlyA) })}</span>
      )}
      {onlyB.length > 0 && (
        <span>{t('compare.platforms.only', { side: 'B', platforms: list(onlyB) })}</span>
      )}
    </div>
  );
}

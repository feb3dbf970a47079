import { visibleLine } from '../../../shared/format/visible.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { namedImageText } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import type { PlacedImage } from '../../store/image-pairs.ts';
import styles from './export.module.css';

/** Which image something is taken from. */
export function ImageAbout({ placed: { source, image } }: { readonly placed: PlacedImage }) {
  const { t } = useText();
  return (
    <>
      <span className={styles.aboutName}>{namedImageText(image, t)}</span>
      <span className={styles.faint}>{visibleLine(platformText(image.platform))}</span>
      <span className={styles.faint}>
        {source.role === 'library' ? t('library.kept.title') : visibleLine(source.name)}
      </span>
    </>
  );
}

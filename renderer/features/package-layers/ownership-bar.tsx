import { formatBytes } from '../../../shared/format/bytes.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './package-layers.module.css';

/** How much of the image belongs to packages and how much to none: a bar, and the same in numbers. */
export function OwnershipBar({ found }: { readonly found: PackageLayers }) {
  const { t, locale } = useText();
  const parts = [
    { id: 'owned', label: t('packageLayers.owned'), ...found.owned },
    { id: 'unowned', label: t('packageLayers.unowned'), ...found.unowned },
  ] as const;
  return (
    <div className={styles.ownership}>
      <span className={styles.bar} aria-hidden="true">
        {parts.map(
          ({ id, bytes }) =>
            bytes > 0 && (
              <span key={id} className={styles.part} data-part={id} style={{ flexGrow: bytes }} />
            ),
        )}
      </span>
      <dl className={styles.legend}>
        {parts.map(({ id, label, bytes, files }) => (
          <div key={id} className={styles.legendLine}>
            <dt>
              <span className={styles.swatch} data-part={id} aria-hidden="true" />
              {label}
            </dt>
            <dd>{formatBytes(bytes, locale)}</dd>
            <dd className={styles.faint}>{t('findings.files', { count: files })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

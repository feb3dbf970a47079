import { useText } from '../../i18n/use-text.ts';
import styles from './files-pane.module.css';

/** What stands where files will be in a moment. */
export function FilesSkeleton() {
  const { t } = useText();
  return (
    <div className={styles.skeleton} role="status" aria-label={t('files.loading')}>
      {Array.from({ length: 22 }, (_, line) => (
        <span key={line} className={styles.bone} />
      ))}
    </div>
  );
}

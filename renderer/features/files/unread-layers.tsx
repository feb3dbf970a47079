import { TriangleAlert } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useSelectionStore } from '../../store/selection.ts';
import styles from './unread-layers.module.css';

/** Layers named one by one; the rest are counted. */
const named = 6;

/** Says which layers the files are shown without: a tree that lacks some of them may be wrong everywhere. */
export function UnreadLayers({ layers }: { readonly layers: readonly number[] }) {
  const { t, list, number } = useText();
  const setTab = useSelectionStore((state) => state.setTab);
  const count = layers.length;
  if (count === 0) return null;
  const words = layers.slice(0, named).map(String);
  return (
    <p className={styles.line} role="note">
      <TriangleAlert />
      <span>
        {t('files.without', {
          count,
          layers: list(count > named ? [...words, `+${number(count - named)}`] : words),
        })}{' '}
        <button type="button" onClick={() => setTab('problems')}>
          {t('tab.problems')}
        </button>
      </span>
    </p>
  );
}

import { Columns2, X } from 'lucide-react';
import { runAction } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './marked-images.module.css';

/** What can be done with the images that are marked in the sidebar; nothing while none is. */
export function MarkedImages({ onChosen }: { readonly onChosen?: (() => void) | undefined }) {
  const { t } = useText();
  const count = useSelectionStore((state) => state.marked.length);
  const clear = useSelectionStore((state) => state.clearMarks);
  if (count === 0) return null;
  return (
    <div className={styles.marked} role="status">
      <span className={styles.words}>{t('compare.marked', { count })}</span>
      <Button
        size="s"
        variant="primary"
        icon={<Columns2 />}
        disabled={count < 2}
        onClick={() => {
          runAction('compare.chosen');
          onChosen?.();
        }}
      >
        {t('compare.do')}
      </Button>
      <IconButton size="s" side="top" label={t('compare.unmark')} icon={<X />} onClick={clear} />
    </div>
  );
}

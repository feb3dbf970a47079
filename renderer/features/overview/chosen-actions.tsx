import { Columns2, X } from 'lucide-react';
import type { NamedImage } from '../../../shared/model/image-stack.ts';
import { runAction, runOnImage } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { parentOf, placeOf } from '../../store/image-pairs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { useOverviewStore } from '../../store/overview.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './overview.module.css';

/** Compares the chosen images when they are two; says how many are chosen. Nothing while none is. */
export function ChosenActions({ images }: { readonly images: readonly NamedImage[] }) {
  const { t } = useText();
  const chosen = useOverviewStore((state) => state.chosen);
  const setChosen = useOverviewStore((state) => state.setChosen);
  const sources = useSourcesStore((state) => state.sources);
  const found = images.filter(({ key }) => chosen.has(key));
  const count = found.length;
  if (count === 0) return null;
  const [single] = count === 1 ? found : [];
  const placed = single === undefined ? null : placeOf(sources, single);
  const hasParent = placed !== null && parentOf(placed.image, sources) !== null;
  return (
    <span className={styles.actions} role="status">
      <span className={styles.chosen}>{t('overview.chosen', { count })}</span>
      <Button
        size="s"
        variant={count === 2 ? 'primary' : 'secondary'}
        icon={<Columns2 />}
        disabled={count !== 2}
        title={count === 2 ? undefined : t('overview.chooseTwo')}
        onClick={() => runAction('compare.chosen')}
      >
        {t('compare.do')}
      </Button>
      {placed !== null && hasParent && (
        <Button
          size="s"
          onClick={() => runOnImage('compare.parent', placed.source.grant, placed.image.key)}
        >
          {t('action.compare.parent')}
        </Button>
      )}
      <IconButton
        size="s"
        label={t('overview.unchoose')}
        icon={<X />}
        onClick={() => setChosen(new Set())}
      />
    </span>
  );
}

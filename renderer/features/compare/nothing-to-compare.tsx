import { FileInput, GitCompare, Unplug } from 'lucide-react';
import { sides } from '../../../shared/model/comparison.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { runAction } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import type { FoundSide } from '../../store/comparison.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { chooseSide } from './side-card.tsx';
import styles from './compare-page.module.css';

export interface NothingToCompareProps {
  readonly found: { readonly a: FoundSide | null; readonly b: FoundSide | null };
}

/** What stands in place of a comparison while a side is not chosen, or its image is gone. */
export function NothingToCompare({ found }: NothingToCompareProps) {
  const { t, list } = useText();
  const a = useComparisonStore((state) => state.a);
  const b = useComparisonStore((state) => state.b);
  const chosen = { a, b };
  const missing = sides.filter((side) => found[side] === null);
  const gone = missing.flatMap((side) => chosen[side] ?? []);
  const open = (
    <Button icon={<FileInput />} onClick={() => runAction('source.open')}>
      {t('action.source.open')}
    </Button>
  );
  const choices = missing.map((side, place) => (
    <Button
      key={side}
      variant={place === 0 ? 'primary' : 'secondary'}
      onClick={() => chooseSide(side)}
    >
      {t(`compare.choose.${side}`)}
    </Button>
  ));
  return (
    <div className={styles.center}>
      {gone.length > 0 ? (
        <EmptyState
          icon={<Unplug />}
          title={t('compare.gone', {
            count: gone.length,
            names: list(gone.map(({ imageName }) => visibleLine(imageName))),
          })}
          actions={
            <>
              {choices}
              {open}
            </>
          }
        >
          {t('compare.gone.text', {
            sources: list([...new Set(gone.map(({ sourceName }) => visibleLine(sourceName)))]),
          })}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<GitCompare />}
          title={t('compare.nothing')}
          actions={
            <>
              {choices}
              {open}
            </>
          }
        >
          {t('compare.nothing.text')}
        </EmptyState>
      )}
    </div>
  );
}

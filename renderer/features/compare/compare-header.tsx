import { ArrowLeftRight, CornerUpLeft } from 'lucide-react';
import { sides } from '../../../shared/model/comparison.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import type { FoundSide } from '../../store/comparison.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PlatformLine } from './platform-line.tsx';
import { SideCard } from './side-card.tsx';
import styles from './compare-header.module.css';

export interface CompareHeaderProps {
  /** Null for a side that is not chosen, or not there any more. */
  readonly found: { readonly a: FoundSide | null; readonly b: FoundSide | null };
}

/** What is compared with what: two images or points in their stacks, to be chosen and swapped. */
export function CompareHeader({ found }: CompareHeaderProps) {
  const { t } = useText();
  const a = useComparisonStore((state) => state.a);
  const b = useComparisonStore((state) => state.b);
  const outer = useComparisonStore((state) => state.outer);
  const chosen = { a, b };
  const title =
    a === null || b === null
      ? t('compare.title.none')
      : t('compare.title', { a: visibleLine(a.imageName), b: visibleLine(b.imageName) });
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      {outer !== null && (
        <div className={styles.inner}>
          <span>{t('compare.alone.note')}</span>
          <Button
            size="s"
            variant="ghost"
            icon={<CornerUpLeft />}
            onClick={() => runAction('compare.back')}
          >
            {t('action.compare.back')}
          </Button>
        </div>
      )}
      <div className={styles.sides}>
        {sides.map((side) => (
          <SideCard key={side} side={side} chosen={chosen[side]} found={found[side]} />
        ))}
        <span className={styles.swap}>
          <IconButton
            label={t('action.compare.swap')}
            shortcut={actionShortcut('compare.swap')}
            icon={<ArrowLeftRight />}
            disabled={a === null && b === null}
            onClick={() => runAction('compare.swap')}
          />
        </span>
      </div>
      {outer === null && found.a !== null && found.b !== null && (
        <PlatformLine a={found.a} b={found.b} />
      )}
    </header>
  );
}

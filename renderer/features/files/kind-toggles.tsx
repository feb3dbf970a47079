import { Diff } from 'lucide-react';
import type { ChangeCounts, ChangeKind } from '../../../shared/model/change.ts';
import { changeKinds } from '../../../shared/model/change.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { changeWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { toggleKind } from '../../store/view.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './kind-toggles.module.css';

const changed = ['added', 'modified', 'removed'] as const;
const letters = { added: 'A', modified: 'M', removed: 'D' } as const;

export interface KindTogglesProps {
  /** Of the whole range, whatever is shown. */
  readonly counts: ChangeCounts;
  readonly kinds: readonly ChangeKind[];
  readonly onKinds: (kinds: readonly ChangeKind[]) => void;
}

/** Which kinds of change the tree shows, with their numbers; and one switch for changes alone. */
export function KindToggles({ counts, kinds, onKinds }: KindTogglesProps) {
  const { t, number } = useText();
  const changesOnly = !kinds.includes('unchanged');
  return (
    <div className={styles.toggles} role="group" aria-label={t('kinds.title')}>
      <Tooltip
        text={t('action.view.onlyThisLayer')}
        shortcut={actionShortcut('view.onlyThisLayer')}
      >
        <button
          type="button"
          className={styles.only}
          aria-pressed={changesOnly}
          aria-label={t('action.view.onlyThisLayer')}
          onClick={() => onKinds(changesOnly ? changeKinds : changed)}
        >
          <Diff />
          <span className={styles.words}>{t('kinds.onlyChanges')}</span>
        </button>
      </Tooltip>
      {changed.map((kind) => (
        <Tooltip key={kind} text={t(`kinds.${kind}`, { count: counts[kind] })}>
          <button
            type="button"
            className={styles.kind}
            data-change={kind}
            aria-pressed={kinds.includes(kind)}
            aria-label={t(changeWords[kind])}
            onClick={() => onKinds(toggleKind(kinds, kind))}
          >
            <b>{letters[kind]}</b>
            {number(counts[kind])}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

import { Diff } from 'lucide-react';
import { changeKinds } from '../../../shared/model/change.ts';
import type { ChangeKind } from '../../../shared/model/change.ts';
import type { ViewOptions } from '../../../shared/model/view.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { changeWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { onlyChanges, toggled } from '../../store/view.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { changeLetters } from '../../ui/change-mark.tsx';
import styles from './kind-toggles.module.css';

type Changed = Exclude<ChangeKind, 'unchanged'>;

export interface KindTogglesProps {
  /** The kinds that there can be. */
  readonly kinds: readonly ChangeKind[];
  /** Of the whole range, whatever is shown. */
  readonly counts: Readonly<Record<Changed, number>>;
  readonly chosen: readonly ChangeKind[];
  readonly initial: ViewOptions;
  /** What the switch for changes alone does, in words. */
  readonly onlyLabel: string;
  readonly onChoose: (kinds: readonly ChangeKind[]) => void;
}

/** Which kinds of change the tree shows, with their numbers; and one switch for changes alone. */
export function KindToggles(props: KindTogglesProps) {
  const { kinds, counts, chosen, initial, onlyLabel, onChoose } = props;
  const { t, number } = useText();
  const changesOnly = !chosen.includes('unchanged');
  return (
    <div className={styles.toggles} role="group" aria-label={t('kinds.title')}>
      <Tooltip text={onlyLabel} shortcut={actionShortcut('view.onlyThisLayer')}>
        <button
          type="button"
          className={styles.only}
          aria-pressed={changesOnly}
          aria-label={onlyLabel}
          onClick={() => onChoose(onlyChanges(!changesOnly, initial))}
        >
          <Diff />
          <span className={styles.words}>{t('kinds.onlyChanges')}</span>
        </button>
      </Tooltip>
      {kinds.filter(isChanged).map((kind) => (
        <Tooltip key={kind} text={t(`kinds.${kind}`, { count: counts[kind] })}>
          <button
            type="button"
            className={styles.kind}
            data-change={kind}
            aria-pressed={chosen.includes(kind)}
            aria-label={t(changeWords[kind])}
            onClick={() => onChoose(toggled(changeKinds, chosen, kind, initial.kinds))}
          >
            <b>{changeLetters[kind]}</b>
            {number(counts[kind])}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

function isChanged(kind: ChangeKind): kind is Changed {
  return kind !== 'unchanged';
}

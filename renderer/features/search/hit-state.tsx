import type { SearchPlace } from '../../../shared/model/search.ts';
import { useText } from '../../i18n/use-text.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import styles from './hit-marks.module.css';
import search from './search.module.css';

const marks = { visible: 'unchanged', overwritten: 'modified', deleted: 'removed' } as const;

export interface HitStateProps {
  readonly place: Pick<SearchPlace, 'state' | 'hiddenIn'>;
  /** The mark and the layer alone, without the word. */
  readonly short: boolean;
}

/** Whether a version is seen in the end, or which layer overwrote or deleted it. */
export function HitState({ place: { state, hiddenIn }, short }: HitStateProps) {
  const { t } = useText();
  const word = t(`search.state.${state}`);
  return (
    <span className={styles.state} data-state={state}>
      <ChangeMark change={marks[state]} label={word} />
      {!short && <span className={styles.stateWord}>{word}</span>}
      {short && state === 'visible' && <span className={search.spoken}>{word}</span>}
      {hiddenIn !== null && (
        <LayerChip layer={hiddenIn} label={t('search.state.by', { layer: String(hiddenIn) })} />
      )}
    </span>
  );
}

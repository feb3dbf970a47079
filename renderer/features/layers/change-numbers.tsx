import type { ChangeCounts } from '../../../shared/model/change.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './layer-line.module.css';

const signs = [
  ['added', '+'],
  ['modified', '~'],
  ['removed', '−'],
] as const;

/** How many paths were added, modified and removed: `+812 ~12 −3`. Zeros are left out. */
export function ChangeNumbers({ changes }: { readonly changes: ChangeCounts }) {
  const { t, number } = useText();
  const shown = signs.filter(([kind]) => changes[kind] > 0);
  return (
    <span className={styles.changes}>
      {shown.map(([kind, sign]) => (
        <span
          key={kind}
          data-change={kind}
          role="img"
          aria-label={t(`kinds.${kind}`, { count: changes[kind] })}
          title={t(`kinds.${kind}`, { count: changes[kind] })}
        >
          {sign}
          {number(changes[kind])}
        </span>
      ))}
      {shown.length === 0 && <span>{t('layer.noChanges')}</span>}
    </span>
  );
}

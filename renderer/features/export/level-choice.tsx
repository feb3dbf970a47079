import type { Packing } from '../../../shared/model/export.ts';
import { useText } from '../../i18n/use-text.ts';
import styles from './export.module.css';

/** The highest level of each compression; the usual one is in the middle of gzip's and low among those of zstd. */
const highest = { gzip: 9, zstd: 19 } as const;

export interface LevelChoiceProps {
  readonly compression: Packing['compression'];
  /** Null for the usual one. */
  readonly level: number | null;
  readonly onChange: (level: number | null) => void;
}

/** How hard to compress; nothing to choose where nothing is compressed. */
export function LevelChoice({ compression, level, onChange }: LevelChoiceProps) {
  const { t } = useText();
  if (compression === 'none') return null;
  return (
    <label className={styles.level}>
      {t('export.level')}
      <select
        value={level ?? ''}
        onChange={({ target: { value } }) => onChange(value === '' ? null : Number(value))}
      >
        <option value="">{t('export.level.usual')}</option>
        {Array.from({ length: highest[compression] }, (_, at) => at + 1).map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      <span className={styles.faint}>{t('export.level.text')}</span>
    </label>
  );
}

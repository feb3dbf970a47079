import { useId } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { useText } from '../../i18n/use-text.ts';
import { Choice } from '../../ui/choice.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import styles from './duplicates.module.css';
import { duplicateScopes, leastSizes, useDuplicatesStore } from './duplicates-store.ts';

export interface DuplicateBarProps {
  /** Part of the paths to show. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Told before something else is looked for. */
  readonly onChange: (() => void) | null;
}

/** Where duplicates are looked for, and which of them are shown. */
export function DuplicateBar({ text, onText, onChange }: DuplicateBarProps) {
  const { t, locale } = useText();
  const { scope, minBytes, setScope, setMinBytes } = useDuplicatesStore();
  const scopeId = useId();
  return (
    <header className={styles.bar}>
      <span id={scopeId} hidden>
        {t('duplicates.scope')}
      </span>
      <Choice
        options={duplicateScopes.map((id) => ({ id, label: t(`duplicates.scope.${id}`) }))}
        value={scope}
        onChange={(next) => {
          onChange?.();
          setScope(next);
        }}
        labelledBy={scopeId}
      />
      <label className={styles.least}>
        {t('duplicates.least')}
        <select
          className={styles.select}
          value={minBytes}
          onChange={({ target }) => {
            onChange?.();
            setMinBytes(Number(target.value));
          }}
        >
          {leastSizes.map((bytes) => (
            <option key={bytes} value={bytes}>
              {bytes === 1 ? t('duplicates.least.any') : formatBytes(bytes, locale)}
            </option>
          ))}
        </select>
      </label>
      <span className={styles.search}>
        <SearchField label={t('duplicates.filter')} value={text} onChange={onText} />
      </span>
    </header>
  );
}

import { Search, X } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { filterBoxId } from './filter-box-id.ts';
import { TextModes } from './text-modes.tsx';
import type { TextMode } from './text-modes.tsx';
import styles from './filter-box.module.css';

export interface FilterBoxProps {
  readonly text: string;
  readonly mode: TextMode;
  /** How much the filter found, in words; null while nothing is filtered. */
  readonly matches: string | null;
  readonly error: string | null;
  readonly onText: (text: string) => void;
  /** The box is left: what was typed counts, before anything else happens. */
  readonly onBlur: () => void;
  readonly onMode: (mode: TextMode) => void;
  /** The user wants to go on in the tree. */
  readonly onLeave: () => void;
}

export function FilterBox(props: FilterBoxProps) {
  const { text, mode, matches, error, onText, onBlur, onMode, onLeave } = props;
  const { t } = useText();
  return (
    <div className={styles.box} data-invalid={error !== null || undefined}>
      <Search className={styles.icon} />
      <input
        id={filterBoxId}
        className={styles.input}
        type="text"
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder={t('filter.placeholder')}
        aria-label={t('filter.placeholder')}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : `${filterBoxId}-error`}
        onChange={(event) => onText(event.target.value)}
        onBlur={onBlur}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') {
            event.stopPropagation();
            onText('');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault();
            document.querySelector<HTMLElement>('[role=treegrid]')?.focus();
            onLeave();
          }
        }}
      />
      <span className={styles.matches} role="status">
        {matches}
      </span>
      {text !== '' && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('filter.clear')}
          onClick={() => onText('')}
        >
          <X />
        </button>
      )}
      <TextModes mode={mode} onMode={onMode} />
      {error !== null && (
        <span id={`${filterBoxId}-error`} className={styles.error} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

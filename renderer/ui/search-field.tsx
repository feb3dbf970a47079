import { Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import styles from './search-field.module.css';

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is said beside the text: how much was found. */
  readonly note?: string;
  /** Keys but Escape, which empties the field. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** A line to search or filter by. */
export function SearchField({ label, value, onChange, note, onKeyDown }: SearchFieldProps) {
  return (
    <span className={styles.field}>
      <Search />
      <input
        className={styles.input}
        role="searchbox"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            // A dialog around the field stays open.
            event.stopPropagation();
            event.preventDefault();
            onChange('');
          } else onKeyDown?.(event);
        }}
      />
      {note !== undefined && (
        <span className={styles.note} role="status">
          {note}
        </span>
      )}
    </span>
  );
}

import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './radio-cards.module.css';

export interface RadioCard<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** What choosing it means, in plain words. */
  readonly text?: string;
  readonly disabled?: boolean;
}

export interface RadioCardsProps<Id extends string> {
  readonly legend: string;
  readonly cards: readonly RadioCard<Id>[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
  /** Shown below the cards: what belongs to the one that is chosen. */
  readonly children?: ReactNode;
}

/** Options of which one holds, each with a word about what it means. */
export function RadioCards<Id extends string>({
  legend,
  cards,
  value,
  onChange,
  children,
}: RadioCardsProps<Id>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.cards}>
        {cards.map(({ id, label, text, disabled = false }) => (
          <label key={id} className={styles.card} data-disabled={disabled || undefined}>
            <input
              type="radio"
              name={name}
              checked={value === id}
              disabled={disabled}
              onChange={() => onChange(id)}
            />
            <span className={styles.words}>
              {label}
              {text !== undefined && <span className={styles.text}>{text}</span>}
            </span>
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}

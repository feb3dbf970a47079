import { ToggleGroup } from 'radix-ui';
import styles from './choice.module.css';

export interface ChoiceProps<Id extends string> {
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly value: Id;
  readonly onChange: (value: Id) => void;
  /** Id of the element that names the choice. */
  readonly labelledBy: string;
}

/** A few options side by side of which one holds. */
export function Choice<Id extends string>({
  options,
  value,
  onChange,
  labelledBy,
}: ChoiceProps<Id>) {
  return (
    <ToggleGroup.Root
      className={styles.choice}
      type="single"
      value={value}
      aria-labelledby={labelledBy}
      onValueChange={(next) => {
        const chosen = options.find(({ id }) => id === next);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.id} className={styles.option} value={option.id}>
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

import { Switch as Primitive } from 'radix-ui';
import styles from './switch.module.css';

export interface SwitchProps {
  /** For the label that names the switch. */
  readonly id: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something that is on or off. */
export function Switch({ id, checked, onChange }: SwitchProps) {
  return (
    <Primitive.Root id={id} className={styles.switch} checked={checked} onCheckedChange={onChange}>
      <Primitive.Thumb className={styles.thumb} />
    </Primitive.Root>
  );
}

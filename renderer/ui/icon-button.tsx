import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Tooltip } from './tooltip.tsx';
import styles from './icon-button.module.css';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** What the button does: its accessible name and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string | undefined;
  readonly size?: 's' | 'm';
  /** For a button that stays down. */
  readonly pressed?: boolean | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A square button with an icon alone. */
export function IconButton({
  label,
  icon,
  shortcut,
  size = 'm',
  pressed,
  side = 'bottom',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        className={classes(styles.button, className)}
        data-size={size}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

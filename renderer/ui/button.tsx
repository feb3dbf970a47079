import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  readonly size?: 's' | 'm';
  /** Shown before the label. */
  readonly icon?: ReactNode;
}

/** A button with a label. For an icon alone there is IconButton, which insists on a name. */
export function Button({
  variant = 'secondary',
  size = 'm',
  icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles.button, className)}
      data-variant={variant}
      data-size={size}
    >
      {icon}
      {children}
    </button>
  );
}

import { Tooltip as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Shortcut } from './shortcut.tsx';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: ReactNode;
  /** A shortcut as Shortcut takes it, shown after the text. */
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly align?: 'start' | 'center' | 'end';
  /** One element that takes a ref and can be focused or pointed at. */
  readonly children: ReactElement;
}

/** A short explanation that shows on hover and keyboard focus. It never holds what is not said elsewhere too. */
export function Tooltip({
  text,
  shortcut,
  side = 'bottom',
  align = 'center',
  children,
}: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          className={styles.tooltip}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          {text}
          {shortcut !== undefined && <Shortcut keys={shortcut} />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Gives all tooltips below one shared delay. */
export function TooltipScope({ children }: { readonly children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={500} skipDelayDuration={250}>
      {children}
    </Primitive.Provider>
  );
}

import { Slot } from 'radix-ui';
import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Shortcut } from './shortcut.tsx';
import { tooltipPlace } from './tooltip-place.ts';
import type { TooltipAlign, TooltipSide } from './tooltip-place.ts';
import { dropTip, followTooltips, setTip, useTooltipStore } from './tooltip-state.ts';
import styles from './tooltip.module.css';

export interface TooltipProps {
  readonly text: ReactNode;
  /** A shortcut as Shortcut takes it, shown after the text. */
  readonly shortcut?: string | undefined;
  readonly side?: TooltipSide;
  readonly align?: TooltipAlign;
  /** One element that takes a ref and can be focused or pointed at. */
  readonly children: ReactElement;
}

/**
 * A short explanation that shows on hover and keyboard focus. It never holds what is not said elsewhere too. A window has
 * dozens of them and shows one at a time, so that until then nothing is made for any of them.
 */
export function Tooltip({
  text,
  shortcut,
  side = 'bottom',
  align = 'center',
  children,
}: TooltipProps) {
  const anchor = useRef<HTMLElement>(null);
  useEffect(() => {
    if (anchor.current !== null) setTip(anchor.current, { text, shortcut, side, align });
  }, [text, shortcut, side, align]);
  useEffect(() => {
    const element = anchor.current;
    return () => {
      if (element !== null) dropTip(element);
    };
  }, []);
  return <Slot.Root ref={anchor}>{children}</Slot.Root>;
}

/** Shows the tooltips of everything below. */
export function TooltipScope({ children }: { readonly children: ReactNode }) {
  useEffect(followTooltips, []);
  return (
    <>
      {children}
      <ShownTooltip />
    </>
  );
}

function ShownTooltip() {
  const shown = useTooltipStore((state) => state.shown);
  const bubble = useRef<HTMLDivElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    const element = bubble.current;
    if (shown === null || element === null) return;
    const { left, top } = tooltipPlace(
      shown.anchor.getBoundingClientRect(),
      { width: element.offsetWidth, height: element.offsetHeight },
      { width: window.innerWidth, height: window.innerHeight },
      shown.tip,
    );
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  }, [shown]);

  const anchor = shown?.anchor ?? null;
  useEffect(() => {
    if (anchor === null) return undefined;
    const before = anchor.getAttribute('aria-describedby');
    anchor.setAttribute('aria-describedby', before === null ? id : `${before} ${id}`);
    return () => {
      if (before === null) anchor.removeAttribute('aria-describedby');
      else anchor.setAttribute('aria-describedby', before);
    };
  }, [anchor, id]);

  if (shown === null) return null;
  const { text, shortcut } = shown.tip;
  return createPortal(
    <div ref={bubble} id={id} className={styles.tooltip} role="tooltip" data-tooltip="">
      {text}
      {shortcut !== undefined && <Shortcut keys={shortcut} />}
    </div>,
    document.body,
  );
}

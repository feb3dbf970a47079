import type { ReactNode } from 'react';
import { create } from 'zustand';
import type { TooltipAlign, TooltipSide } from './tooltip-place.ts';

/** Milliseconds that something is pointed at before its tooltip shows. */
const delay = 500;
/** A tooltip that left so many milliseconds ago lets the next one show at once. */
const skipDelay = 250;
/** Milliseconds for the pointer to get from what a tooltip is about to the tooltip itself. */
const reach = 120;

/** A tooltip: what it says, and where it stands. */
export interface Tip {
  readonly text: ReactNode;
  readonly shortcut: string | undefined;
  readonly side: TooltipSide;
  readonly align: TooltipAlign;
}

interface Shown {
  readonly anchor: Element;
  readonly tip: Tip;
}

/** The tooltip that shows now: there is one at a time. */
export const useTooltipStore = create<{ readonly shown: Shown | null }>(() => ({ shown: null }));

const tips = new WeakMap<Element, Tip>();

/** Gives an element its tooltip, or a new one. */
export function setTip(anchor: Element, tip: Tip): void {
  const before = tips.get(anchor);
  tips.set(anchor, tip);
  const { shown } = useTooltipStore.getState();
  if (shown?.anchor === anchor && before?.text !== tip.text) show(anchor);
}

/** Hides the tooltip of an element that goes away. */
export function dropTip(anchor: Element): void {
  tips.delete(anchor);
  if (useTooltipStore.getState().shown?.anchor === anchor) hide();
}

let pointedAt: Element | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let hiddenAt = Number.NEGATIVE_INFINITY;

/** Shows and hides tooltips by pointer and keyboard, for all of the window, until what is returned is called. */
export function followTooltips(): () => void {
  const ending = new AbortController();
  const options = { capture: true, passive: true, signal: ending.signal };
  document.addEventListener('pointerover', handleOver, options);
  document.addEventListener('pointerout', handleOut, options);
  document.addEventListener('pointerdown', hide, options);
  document.addEventListener('focusin', handleFocus, options);
  document.addEventListener('focusout', hide, options);
  document.addEventListener('keydown', handleKey, options);
  document.addEventListener('scroll', handleScroll, options);
  window.addEventListener('blur', hide, options);
  return () => ending.abort();
}

function show(anchor: Element): void {
  clearTimeout(timer);
  const tip = tips.get(anchor);
  if (tip !== undefined) useTooltipStore.setState({ shown: { anchor, tip } });
}

function hide(): void {
  clearTimeout(timer);
  if (useTooltipStore.getState().shown === null) return;
  hiddenAt = performance.now();
  useTooltipStore.setState({ shown: null });
}

function handleOver({ pointerType, target }: PointerEvent): void {
  if (pointerType === 'touch' || !(target instanceof Element)) return;
  const { shown } = useTooltipStore.getState();
  // The tooltip can be pointed at itself, to read it or to copy from it.
  if (target.closest('[data-tooltip]') !== null) {
    clearTimeout(timer);
    return;
  }
  const anchor = anchorOf(target);
  // What has been pressed shows its tooltip again only once it has been left.
  if (anchor === pointedAt && (shown === null || shown.anchor === anchor)) {
    if (shown !== null) clearTimeout(timer);
    return;
  }
  pointedAt = anchor;
  clearTimeout(timer);
  if (anchor === null) {
    if (shown !== null) timer = setTimeout(hide, reach);
  } else if (shown !== null || performance.now() - hiddenAt < skipDelay) {
    show(anchor);
  } else {
    timer = setTimeout(() => show(anchor), delay);
  }
}

/** The pointer left the window. */
function handleOut({ relatedTarget }: PointerEvent): void {
  if (relatedTarget !== null) return;
  pointedAt = null;
  hide();
}

function handleFocus({ target }: FocusEvent): void {
  if (!(target instanceof Element)) return;
  const byPointer = document.documentElement.dataset['pointer'] !== undefined;
  if (byPointer || !target.matches(':focus-visible')) return;
  const anchor = anchorOf(target);
  if (anchor !== null) show(anchor);
}

function handleKey({ key }: KeyboardEvent): void {
  if (key === 'Escape') hide();
}

function handleScroll({ target }: Event): void {
  const { shown } = useTooltipStore.getState();
  if (shown !== null && target instanceof Node && target.contains(shown.anchor)) hide();
}

function anchorOf(target: Element): Element | null {
  for (let element: Element | null = target; element !== null; element = element.parentElement) {
    if (tips.has(element)) return element;
  }
  return null;
}

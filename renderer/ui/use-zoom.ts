import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** A family of hundreds fits into a window. */
const smallest = 0.05;
const largest = 3;
const step = 1.25;

export interface Zoom {
  readonly scale: number;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly reset: () => void;
  /** Makes a drawing of this size fit into the scroller, but never larger than it is. */
  readonly fit: (width: number, height: number) => void;
}

/**
 * The scale of a drawing that lies in a scrolling element: with Ctrl or Meta and the wheel (as a pinch comes, too) it
 * zooms, and dragging its empty places moves it.
 */
export function useZoom(scroller: RefObject<HTMLElement | null>): Zoom {
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const stopWheel = followWheel(element, (factor) => setScale((now) => clamp(now * factor)));
    const stopDrag = followDrag(element);
    return () => {
      stopWheel();
      stopDrag();
    };
  }, [scroller]);
  return {
    scale,
    zoomIn: () => setScale((now) => clamp(now * step)),
    zoomOut: () => setScale((now) => clamp(now / step)),
    reset: () => setScale(1),
    fit: (width, height) => {
      const element = scroller.current;
      if (element === null) return;
      const wanted = Math.min(element.clientWidth / width, element.clientHeight / height);
      setScale(clamp(Math.min(1, wanted)));
    },
  };
}

function clamp(scale: number): number {
  return Math.min(largest, Math.max(smallest, scale));
}

function followWheel(element: HTMLElement, zoom: (factor: number) => void): () => void {
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 300));
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => element.removeEventListener('wheel', onWheel);
}

function followDrag(element: HTMLElement): () => void {
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch' || isThing(event.target)) return;
    element.setPointerCapture(event.pointerId);
    const left = element.scrollLeft + event.clientX;
    const top = element.scrollTop + event.clientY;
    const onMove = (moved: PointerEvent) => {
      element.scrollLeft = left - moved.clientX;
      element.scrollTop = top - moved.clientY;
    };
    element.addEventListener('pointermove', onMove);
    element.addEventListener(
      'lostpointercapture',
      () => element.removeEventListener('pointermove', onMove),
      { once: true },
    );
  };
  element.addEventListener('pointerdown', onDown);
  return () => element.removeEventListener('pointerdown', onDown);
}

/** Things in the drawing that can be pressed say so, and are not dragged. */
function isThing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-thing]') !== null;
}

import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import type { RefObject } from 'react';
import { useText } from '../i18n/use-text.ts';
import { IconButton } from './icon-button.tsx';
import type { Zoom } from './use-zoom.ts';

export interface ZoomButtonsProps {
  readonly zoom: Zoom;
  /** The element around the drawing, one svg with a viewBox. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Smaller, larger, and all of a drawing at once. */
export function ZoomButtons({ zoom, scroller }: ZoomButtonsProps) {
  const { t } = useText();
  function fit(): void {
    const drawing = scroller.current?.querySelector('svg')?.viewBox.baseVal;
    if (drawing !== undefined) zoom.fit(drawing.width, drawing.height);
  }
  return (
    <>
      <IconButton label={t('figure.zoomOut')} icon={<ZoomOut />} onClick={zoom.zoomOut} />
      <IconButton label={t('figure.zoomIn')} icon={<ZoomIn />} onClick={zoom.zoomIn} />
      <IconButton label={t('figure.fit')} icon={<Maximize />} onClick={fit} />
    </>
  );
}

import * as v from 'valibot';

/** In device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const minWindowSize = { width: 720, height: 480 } as const;
const usualSize = { width: 1280, height: 820 } as const;

/** How much of the window's upper edge must lie on a display, so that it can be grabbed. */
const grip = { width: 120, height: 32 } as const;

const whole = v.pipe(v.number(), v.safeInteger());

export const windowStateSchema = v.object({
  bounds: v.nullable(v.object({ x: whole, y: whole, width: whole, height: whole })),
  maximized: v.boolean(),
  fullScreen: v.boolean(),
});

/** How the window stood last; `bounds` are those without maximizing, null before there was a window. */
export type WindowState = v.InferOutput<typeof windowStateSchema>;

export const firstWindowState: WindowState = { bounds: null, maximized: false, fullScreen: false };

/**
 * Where to put the window: where it stood if it can still be grabbed there, else in the middle of the first display;
 * never larger than the display's work area and never smaller than `minWindowSize`.
 */
export function placeWindow(state: WindowState, workAreas: readonly Rectangle[]): Rectangle {
  const { bounds } = state;
  const home = bounds === null ? undefined : workAreas.find((area) => canGrab(bounds, area));
  if (bounds !== null && home !== undefined) return { ...bounds, ...sizeWithin(bounds, home) };
  const [area = { x: 0, y: 0, ...usualSize }] = workAreas;
  const size = sizeWithin(bounds ?? usualSize, area);
  return {
    x: area.x + Math.max(0, Math.round((area.width - size.width) / 2)),
    y: area.y + Math.max(0, Math.round((area.height - size.height) / 2)),
    ...size,
  };
}

function canGrab(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  return (
    width >= grip.width && bounds.y >= area.y && bounds.y + grip.height <= area.y + area.height
  );
}

function sizeWithin(
  size: { readonly width: number; readonly height: number },
  area: Rectangle,
): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(minWindowSize.width, Math.min(size.width, area.width)),
    height: Math.max(minWindowSize.height, Math.min(size.height, area.height)),
  };
}

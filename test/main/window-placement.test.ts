import { describe, expect, test } from 'vitest';
import { firstWindowState, placeWindow } from '../../electron/main/window-placement.ts';
import type { Rectangle } from '../../electron/main/window-placement.ts';

const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const left: Rectangle = { x: -1600, y: 100, width: 1600, height: 900 };

function place(bounds: Rectangle | null, ...areas: readonly Rectangle[]): Rectangle {
  return placeWindow({ ...firstWindowState, bounds }, areas);
}

describe('the window', () => {
  test('stands in the middle of the first display at first', () => {
    expect(place(null, screen, left)).toEqual({ x: 320, y: 110, width: 1280, height: 820 });
  });

  test('is no larger than a small display, and never smaller than its least size', () => {
    const small = { x: 0, y: 24, width: 1024, height: 700 };
    const tiny = { x: 0, y: 0, width: 640, height: 400 };
    expect(place(null, small)).toEqual({ x: 0, y: 24, width: 1024, height: 700 });
    expect(place(null, tiny)).toEqual({ x: 0, y: 0, width: 720, height: 480 });
    expect(place({ x: 10, y: 10, width: 5, height: 5 }, screen)).toMatchObject({
      width: 720,
      height: 480,
    });
  });

  test('returns to where it stood, on any display', () => {
    const there = { x: -1500, y: 200, width: 900, height: 600 };
    expect(place(there, screen, left)).toEqual(there);
    const half = { x: 1700, y: 900, width: 900, height: 600 };
    expect(place(half, screen)).toEqual(half);
  });

  test('comes back to the first display when it could not be grabbed where it stood', () => {
    const lost = [
      { x: -1500, y: 200, width: 900, height: 600 },
      { x: 1900, y: 100, width: 900, height: 600 },
      { x: 100, y: -50, width: 900, height: 600 },
      { x: 100, y: 1030, width: 900, height: 600 },
    ];
    for (const bounds of lost) {
      expect(place(bounds, screen)).toEqual({ x: 510, y: 220, width: 900, height: 600 });
    }
  });

  test('has a place even when no display is known', () => {
    expect(place(null)).toEqual({ x: 0, y: 0, width: 1280, height: 820 });
  });
});

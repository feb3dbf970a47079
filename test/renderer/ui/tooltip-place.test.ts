import { describe, expect, it } from 'vitest';
import { tooltipPlace } from '../../../renderer/ui/tooltip-place.ts';

const view = { width: 800, height: 600 };
const tip = { width: 100, height: 30 };

describe('tooltipPlace', () => {
  it('stands below the middle of what it is about', () => {
    const anchor = { left: 300, top: 200, width: 40, height: 20 };
    expect(tooltipPlace(anchor, tip, view, { side: 'bottom', align: 'center' })).toEqual({
      left: 270,
      top: 226,
    });
  });

  it('stands above, before and after it, and in line with either end of it', () => {
    const anchor = { left: 300, top: 200, width: 40, height: 20 };
    const at = (side: 'top' | 'left' | 'right', align: 'start' | 'end') =>
      tooltipPlace(anchor, tip, view, { side, align });
    expect(at('top', 'start')).toEqual({ left: 300, top: 164 });
    expect(at('top', 'end')).toEqual({ left: 240, top: 164 });
    expect(at('left', 'start')).toEqual({ left: 194, top: 200 });
    expect(at('right', 'end')).toEqual({ left: 346, top: 190 });
  });

  it('goes to the opposite side where only that one has room', () => {
    const low = { left: 300, top: 570, width: 40, height: 20 };
    expect(tooltipPlace(low, tip, view, { side: 'bottom', align: 'center' }).top).toBe(534);
    const high = { left: 300, top: 10, width: 40, height: 20 };
    expect(tooltipPlace(high, tip, view, { side: 'top', align: 'center' }).top).toBe(36);
  });

  it('stays on its side where neither has room', () => {
    const tall = { left: 300, top: 20, width: 40, height: 560 };
    expect(tooltipPlace(tall, tip, view, { side: 'bottom', align: 'center' }).top).toBe(586);
  });

  it('is moved along until it is wholly in the window', () => {
    const corner = { left: 780, top: 100, width: 20, height: 20 };
    expect(tooltipPlace(corner, tip, view, { side: 'bottom', align: 'center' }).left).toBe(692);
    const start = { left: 0, top: 100, width: 20, height: 20 };
    expect(tooltipPlace(start, tip, view, { side: 'bottom', align: 'center' }).left).toBe(8);
  });
});

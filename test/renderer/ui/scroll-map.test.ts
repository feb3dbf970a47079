import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  followTrack,
  listPlace,
  mapTo,
  maxTrack,
  trackHeight,
} from '../../../renderer/ui/scroll-map.ts';

const sight = 600;
const short = { list: 24_000, sight };
const long = { list: 24 * 3_000_000, sight };

describe('a list that fits the track', () => {
  test('has the place of the scroller', () => {
    expect(trackHeight(short.list)).toBe(24_000);
    expect(followTrack({ track: 0, shift: 0 }, 5000, short)).toEqual({ track: 5000, shift: 0 });
    expect(mapTo(99_999, short)).toEqual({ track: 24_000 - sight, shift: 0 });
  });
});

describe('a list longer than the track', () => {
  test('moves by as much as the wheel', () => {
    const start = mapTo(1_000_000, long);
    const next = followTrack(start, start.track + 120, long);
    expect(listPlace(next)).toBe(1_000_120);
    expect(next.track).toBe(start.track + 120);
  });

  test('leaps to the share of the scroll bar', () => {
    const next = followTrack({ track: 0, shift: 0 }, (maxTrack - sight) / 2, long);
    expect(listPlace(next)).toBe((long.list - sight) / 2);
  });

  test('begins and ends where the track does', () => {
    expect(listPlace(followTrack(mapTo(50_000, long), 0, long))).toBe(0);
    const end = followTrack(mapTo(50_000, long), maxTrack - sight, long);
    expect(listPlace(end)).toBe(long.list - sight);
  });

  test('a small step onto the end of the track goes on from where the list was', () => {
    const wheeled = { track: 100, shift: 4000 };
    const next = followTrack(wheeled, 0, long);
    expect(listPlace(next)).toBe(4000);
    expect(next.track).toBeGreaterThan(0);
  });

  test('shows every place, with the scroll bar on its track', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: long.list - sight }), (place) => {
        const map = mapTo(place, long);
        expect(listPlace(map)).toBe(place);
        expect(map.track).toBeGreaterThanOrEqual(0);
        expect(map.track).toBeLessThanOrEqual(maxTrack - sight);
      }),
    );
  });
});

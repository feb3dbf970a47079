/**
 * Chromium cannot lay out elements higher than some 33 million device pixels. A longer list gets a track of at most
 * `maxTrack` CSS pixels, which stays below that limit on screens with four device pixels to one, and the place in the
 * list is the place on the track plus a shift.
 */
export const maxTrack = 8_000_000;

export interface ScrollMap {
  /** Place on the track: the scroller's scrollTop. */
  readonly track: number;
  /** What to add to a place on the track to get the place in the list. */
  readonly shift: number;
}

export interface ScrollExtent {
  /** Height of the whole list in pixels. */
  readonly list: number;
  /** Height of the part in sight. */
  readonly sight: number;
}

/** Height of the track of a list. */
export function trackHeight(list: number): number {
  return Math.min(list, maxTrack);
}

/** Place in the list, in pixels from its start. */
export function listPlace(map: ScrollMap): number {
  return map.track + map.shift;
}

/**
 * The map after the scroller has moved to `track`. A small step (wheel, touch, keys) moves the list by as much; a leap
 * (scroll bar) goes to the same share of the list. The ends of the track are the ends of the list.
 */
export function followTrack(map: ScrollMap, track: number, extent: ScrollExtent): ScrollMap {
  const { list, sight } = extent;
  if (list <= maxTrack) return { track, shift: 0 };
  const step = track - map.track;
  const atEnd = track <= 0 || track >= maxTrack - sight;
  if (Math.abs(step) < sight && !atEnd) return { track, shift: map.shift };
  if (Math.abs(step) < sight) return mapTo(listPlace(map) + step, extent);
  return { track, shift: shareOf(track, maxTrack - sight) * (list - sight) - track };
}

/** The map that shows the list from `place` on, with the scroll bar where it belongs. */
export function mapTo(place: number, extent: ScrollExtent): ScrollMap {
  const { list, sight } = extent;
  const inside = Math.max(0, Math.min(place, list - sight));
  if (list <= maxTrack) return { track: inside, shift: 0 };
  const track = Math.round(shareOf(inside, list - sight) * (maxTrack - sight));
  return { track, shift: inside - track };
}

function shareOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.max(0, Math.min(1, part / whole));
}

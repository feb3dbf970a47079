import { imageName } from '../i18n/words.ts';
import { useComparisonStore, wholeImage } from './comparison.ts';
import type { ChosenSide } from './comparison.ts';
import { earlierFirst } from './image-pairs.ts';
import type { PlacedImage } from './image-pairs.ts';
import { useSelectionStore } from './selection.ts';
import { useSettingsStore } from './settings.ts';

/** Compares two images as they are as a whole, the earlier one as A, and shows that. */
export function compareImages(one: PlacedImage, other: PlacedImage): void {
  const [a, b] = earlierFirst(one, other);
  useComparisonStore.getState().choose({ a: sideOf(a), b: sideOf(b) });
  useSelectionStore.getState().showPage('compare');
}

/** The side that an image stands for as a whole, under its name. */
export function sideOf({ source, image }: PlacedImage): ChosenSide {
  return wholeImage(source, image, imageName(image, useSettingsStore.getState().texts.t));
}

import { sideOf } from '../../store/compare-images.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import { placedImage } from '../../store/image-pairs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import type { RevealTarget } from '../../store/reveal.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { usePairSelection } from '../compare/files-selection.ts';

/**
 * Holds a path after one layer of an image against itself after another, side by side, the lower layer as A. The
 * content gets the room of the tree, too: one path is meant.
 */
export function compareVersions(
  target: RevealTarget,
  path: string,
  layers: readonly [number, number],
): void {
  const placed = placedImage(useSourcesStore.getState().sources, target);
  if (placed === null) return;
  const [low, high] = layers.toSorted((one, other) => one - other);
  const side = sideOf(placed);
  const { choose, showFiles } = useComparisonStore.getState();
  choose({ a: { ...side, layer: low ?? 0 }, b: { ...side, layer: high ?? 0 } });
  showFiles({ path });
  usePairSelection.getState().setContentOnly(true);
  useSelectionStore.getState().showPage('compare');
}

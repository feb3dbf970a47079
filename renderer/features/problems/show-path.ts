import { useSelectionStore } from '../../store/selection.ts';
import type { SelectedItem } from '../../store/selection.ts';
import { unfiltered, useViewStore } from '../../store/view.ts';

/** Shows the files after `layer`, narrowed to those whose path contains `path`. */
export function showPath(item: SelectedItem, layer: number, path: string): void {
  filterByPath(path);
  useSelectionStore.getState().showLayer(item, layer);
}

/** Narrows the files that are shown to those whose path contains `path`. */
export function filterByPath(path: string): void {
  useViewStore.getState().setOptions({ ...unfiltered, text: path, textMode: 'text' });
}

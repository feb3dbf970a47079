import { findSource, useSourcesStore } from '../store/sources.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { SelectedItem } from '../store/selection.ts';
import { unfiltered, useViewStore } from '../store/view.ts';

/**
 * Shows the files of an image after one of its layers, with what that layer changed and the cursor on a path; on the
 * files as a whole when `node` is null. Nothing is filtered, so the path is among them. Does nothing once the source is
 * closed.
 */
export function showEntry(item: SelectedItem, node: number | null, layer: number): void {
  const source = findSource(useSourcesStore.getState().sources, item.grant);
  if (source === null) return;
  const { select, setNode, showLayer } = useSelectionStore.getState();
  useViewStore.getState().setOptions(unfiltered());
  select(item, source.name);
  setNode(node);
  showLayer(item, layer);
}

import { showEntry } from '../../actions/show-entry.ts';
import { useLayoutStore } from '../../store/layout.ts';
import { useSelectionStore } from '../../store/selection.ts';
import type { SelectedItem } from '../../store/selection.ts';
import { useInspectorTab } from '../inspector/inspector-tab.ts';
import type { FindingLine } from './finding-lines.ts';

/** Leads to what a finding is about: the file after the layer that stores it, the config, or the history. */
export function showFinding(item: SelectedItem, line: FindingLine): void {
  switch (line.kind) {
    case 'group':
    case 'more':
      return;
    case 'secret': {
      const { place } = line.secret;
      if (place.kind === 'file') showEntry(item, place.node, place.layer);
      else useSelectionStore.getState().setTab(place.kind);
      return;
    }
    case 'permission':
      showEntry(item, line.permission.node, line.permission.layer);
      return;
    case 'leftover':
      showEntry(item, line.leftover.node, line.leftover.layer);
  }
}

/** Shows the content of a file as one layer stores it. */
export function showContent(item: SelectedItem, node: number, layer: number): void {
  useInspectorTab.getState().setTab('content');
  useLayoutStore.getState().setInspectorOpen(true);
  showEntry(item, node, layer);
}

import type { Action } from './action.ts';
import { chooseLanguage, chooseTheme } from './change-settings.ts';
import { closeSource } from './close-source.ts';
import { collapseAll } from './collapse-all.ts';
import {
  compareChosen,
  compareWith,
  compareWithParent,
  compareWithShown,
} from './compare-images.ts';
import { copyEntryName } from './copy-entry-name.ts';
import { copyEntryPath } from './copy-entry-path.ts';
import { copyImageId } from './copy-image-id.ts';
import { copyReference } from './copy-reference.ts';
import { expandChanged } from './expand-changed.ts';
import { exportFiles, exportRootFileSystem } from './export-files.ts';
import { editImage, exportDelta, exportImages, joinWithBase } from './export-images.ts';
import { exportLayers } from './export-layers.ts';
import { filterFiles } from './filter-files.ts';
import { keepArchive, keepImage } from './keep-images.ts';
import {
  checkLibrary,
  editTags,
  importRootFs,
  pruneLibrary,
  removeImages,
} from './library-dialogs.ts';
import { nextChange, previousChange } from './next-change.ts';
import { nextDifference, previousDifference } from './next-difference.ts';
import { nextLayer } from './next-layer.ts';
import { openFolder } from './open-folder.ts';
import { openSample } from './open-sample.ts';
import { openSource } from './open-source.ts';
import { pairEntryActions } from './pair-entry.ts';
import { previousLayer } from './previous-layer.ts';
import { proveSource } from './prove-source.ts';
import { retrySource } from './retry-source.ts';
import { revealSource } from './reveal-source.ts';
import { saveEntry } from './save-entry.ts';
import { saveReports, saveReviews } from './save-report.ts';
import { leaveLayerPair, showComparison, showCompareTabs, swapSides } from './show-comparison.ts';
import { openPalette, openSettings, showAbout, showShortcuts } from './show-dialog.ts';
import { showChosenHit } from './show-hit.ts';
import { showEntryLife } from './show-entry-life.ts';
import { showOnlyChanges } from './show-only-changes.ts';
import { showLineage, showSearch, showUsage } from './show-page.ts';
import { showOriginLayer } from './show-origin-layer.ts';
import { showReviewSections } from './show-review.ts';
import { showTabs } from './show-tab.ts';
import { showWholeImage } from './show-whole-image.ts';
import { toggleInspector } from './toggle-inspector.ts';
import { toggleSidebar } from './toggle-sidebar.ts';

/** Every action, in the order in which the palette and the overview of shortcuts list them. */
export const actions: readonly Action[] = [
  openSource,
  openFolder,
  openSample,
  retrySource,
  closeSource,
  revealSource,
  proveSource,
  keepImage,
  keepArchive,
  editTags,
  exportImages,
  exportLayers,
  exportFiles,
  exportRootFileSystem,
  exportDelta,
  joinWithBase,
  editImage,
  removeImages,
  importRootFs,
  pruneLibrary,
  checkLibrary,
  compareWith,
  compareWithParent,
  compareWithShown,
  compareChosen,
  swapSides,
  leaveLayerPair,
  ...saveReports,
  ...saveReviews,
  showSearch,
  showLineage,
  showUsage,
  showComparison,
  copyReference,
  copyImageId,
  filterFiles,
  showOnlyChanges,
  expandChanged,
  collapseAll,
  nextChange,
  previousChange,
  nextDifference,
  previousDifference,
  previousLayer,
  nextLayer,
  showWholeImage,
  showOriginLayer,
  copyEntryPath,
  copyEntryName,
  saveEntry,
  ...pairEntryActions,
  showEntryLife,
  showChosenHit,
  ...showTabs,
  ...showReviewSections,
  ...showCompareTabs,
  toggleSidebar,
  toggleInspector,
  openPalette,
  openSettings,
  ...chooseTheme,
  ...chooseLanguage,
  showShortcuts,
  showAbout,
];

const byId: ReadonlyMap<string, Action> = new Map(actions.map((action) => [action.id, action]));

export function findAction(id: string): Action | null {
  return byId.get(id) ?? null;
}

import type { Image } from '../../shared/model/image.ts';
import type { LibraryState } from '../../shared/model/library.ts';
import type { SearchHit } from '../../shared/model/search.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { Row, StackRange } from '../../shared/model/view.ts';
import type { ViewSession } from '../engine/view-session.ts';
import { useComparisonStore } from '../store/comparison.ts';
import { placedImage, placeOf } from '../store/image-pairs.ts';
import type { PlacedImage } from '../store/image-pairs.ts';
import { useLibraryStore } from '../store/library.ts';
import { findImage, findSource, useSourcesStore } from '../store/sources.ts';
import { useOverviewStore } from '../store/overview.ts';
import { useSearchStore } from '../store/search.ts';
import { rangeOf, useSelectionStore } from '../store/selection.ts';
import type { ImageTab, PageName, SelectedItem } from '../store/selection.ts';
import { shownViewStore } from '../store/view.ts';

/** What an action may be about: what is chosen and shown at the moment it is asked for. */
export interface Situation {
  readonly source: SourceState | null;
  /** The same, also of what stays chosen in the sidebar while another page is shown. */
  readonly sidebarSource: SourceState | null;
  readonly item: SelectedItem | null;
  readonly image: Image | null;
  readonly range: StackRange | null;
  readonly page: PageName;
  readonly tab: ImageTab;
  /** The tree on screen, if one is. */
  readonly session: ViewSession | null;
  /** The row of it that is meant; null also where several are chosen. */
  readonly row: Row | null;
  /** Paths that are chosen in it where they are more than one, else 0. */
  readonly several: number;
  /** What the library keeps; null until that is known. */
  readonly library: LibraryState | null;
  /** The images that are chosen in the sidebar, or on the page that is shown. */
  readonly chosen: readonly PlacedImage[];
  /** The comparison on screen, if one is. */
  readonly comparison: number | null;
  /** What the cursor of the search on screen is on. */
  readonly hit: SearchHit | null;
}

/** The situation now. With a grant the action is about that source, with a key about that image, whatever is chosen. */
export function currentSituation(grant?: Grant, key?: string): Situation {
  const { sources } = useSourcesStore.getState();
  const { item: chosen, ranges, tab, page, marked } = useSelectionStore.getState();
  const { session } = shownViewStore().getState();
  const chosenPaths = session?.snapshot().chosen ?? 0;
  const shown = page === 'image' ? chosen : null;
  const item = grant !== undefined && key !== undefined ? { grant, key } : shown;
  const source = findSource(sources, grant ?? item?.grant);
  const image = grant === undefined || key !== undefined ? findImage(source, item?.key) : null;
  return {
    source,
    sidebarSource: source ?? (grant === undefined ? findSource(sources, chosen?.grant) : null),
    item,
    image,
    range: item === null || image === null ? null : rangeOf(ranges, item, image.layers.length),
    page,
    tab,
    session,
    row: session?.meantRow() ?? null,
    several: chosenPaths > 1 ? chosenPaths : 0,
    library: useLibraryStore.getState().library,
    chosen: chosenImages(sources, marked, page),
    comparison: page === 'compare' ? useComparisonStore.getState().shown : null,
    hit: page === 'search' ? useSearchStore.getState().hit : null,
  };
}

/** The marked images of the sidebar; without any, those chosen on the page about all images. */
function chosenImages(
  sources: readonly SourceState[],
  marked: readonly SelectedItem[],
  page: PageName,
): readonly PlacedImage[] {
  if (marked.length > 0) {
    return marked.map((item) => placedImage(sources, item)).filter((placed) => placed !== null);
  }
  if (page !== 'lineage' && page !== 'usage') return [];
  const { chosen, images } = useOverviewStore.getState();
  // In the order in which they were chosen.
  return [...chosen].flatMap((key) => {
    const image = images.find((other) => other.key === key);
    const placed = image === undefined ? null : placeOf(sources, image);
    return placed === null ? [] : [placed];
  });
}

import type { Image } from '../../shared/model/image.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { Row, StackRange } from '../../shared/model/view.ts';
import type { ViewSession } from '../engine/view-session.ts';
import { findImage, findSource, useLibraryStore } from '../store/library.ts';
import { rangeOf, useSelectionStore } from '../store/selection.ts';
import type { ImageTab, SelectedItem } from '../store/selection.ts';
import { useViewStore } from '../store/view.ts';

/** What an action may be about: what is chosen and shown at the moment it is asked for. */
export interface Situation {
  readonly source: SourceState | null;
  readonly item: SelectedItem | null;
  readonly image: Image | null;
  readonly range: StackRange | null;
  readonly tab: ImageTab;
  /** The tree on screen, if one is. */
  readonly session: ViewSession | null;
  /** The row its cursor is on. */
  readonly row: Row | null;
}

/** The situation now. With a grant the action is about that source, whatever is chosen. */
export function currentSituation(grant?: Grant): Situation {
  const { sources } = useLibraryStore.getState();
  const { item, ranges, tab } = useSelectionStore.getState();
  const { session } = useViewStore.getState();
  const source = findSource(sources, grant ?? item?.grant);
  const image = grant === undefined ? findImage(source, item?.key) : null;
  return {
    source,
    item,
    image,
    range: item === null || image === null ? null : rangeOf(ranges, item, image.layers.length),
    tab,
    session,
    row: session?.cursorRow() ?? null,
  };
}

import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Grant } from '../../shared/model/source.ts';
import type { StackRange } from '../../shared/model/view.ts';

export const imageTabs = ['files', 'config', 'history', 'problems', 'sizes', 'review'] as const;

export type ImageTab = (typeof imageTabs)[number];

/** What the window shows beside the sidebar: the chosen image, or something about all of them. */
export type PageName = 'image' | 'search' | 'lineage' | 'usage' | 'compare';

/** An image of an open source, or the source alone when it holds none. */
export interface SelectedItem {
  readonly grant: Grant;
  /** Key of the image or artifact; null for the source itself. */
  readonly key: string | null;
}

/** The last chosen image in words that outlive a grant. */
interface RememberedItem {
  readonly name: string;
  readonly key: string | null;
}

interface SelectionState {
  readonly item: SelectedItem | null;
  /** Images of the sidebar that are marked for comparing: two at most, in the order they were marked. */
  readonly marked: readonly SelectedItem[];
  readonly remembered: RememberedItem | null;
  readonly page: PageName;
  readonly tab: ImageTab;
  /** The chosen range of each image, by `rangeKey`. */
  readonly ranges: Readonly<Record<string, StackRange>>;
  /** The chosen path of the chosen image. */
  readonly node: number | null;
  readonly select: (item: SelectedItem, sourceName: string) => void;
  readonly deselect: () => void;
  /** Marks an image or takes its mark away. The first mark marks the image shown, too: two are meant. */
  readonly toggleMark: (item: SelectedItem) => void;
  readonly clearMarks: () => void;
  readonly showPage: (page: PageName) => void;
  readonly setTab: (tab: ImageTab) => void;
  readonly setRange: (item: SelectedItem, range: StackRange) => void;
  readonly setNode: (node: number | null) => void;
  /** Shows the files of the chosen image after `layer`, with what that layer changed. */
  readonly showLayer: (item: SelectedItem, layer: number) => void;
}

/** What is chosen. Image and tab are remembered over a restart. */
export const useSelectionStore = create<SelectionState>()(
  persist(
    (set) => ({
      item: null,
      marked: [],
      remembered: null,
      page: 'image',
      tab: 'files',
      ranges: {},
      node: null,
      select: (item, sourceName) =>
        set((state) => {
          const same = state.item?.grant === item.grant && state.item.key === item.key;
          return {
            item,
            marked: [],
            page: 'image',
            remembered: { name: sourceName, key: item.key },
            node: same ? state.node : null,
          };
        }),
      deselect: () => set({ item: null, node: null }),
      toggleMark: (item) =>
        set((state) => ({
          marked: withMark(state.marked, item, state.page === 'image' ? state.item : null),
        })),
      clearMarks: () => set({ marked: [] }),
      showPage: (page) => set({ page }),
      setTab: (tab) => set({ tab }),
      setRange: (item, range) =>
        set(({ ranges }) => ({ ranges: { ...ranges, [rangeKey(item)]: range } })),
      setNode: (node) => set({ node }),
      showLayer: (item, layer) =>
        set(({ ranges }) => ({
          tab: 'files',
          ranges: { ...ranges, [rangeKey(item)]: { from: layer - 1, to: layer } },
        })),
    }),
    {
      name: 'selection',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ remembered, tab }) => ({ remembered, tab }),
    },
  ),
);

/** The range chosen for an image, or what it starts with: the last layer and what it changed. */
export function rangeOf(
  ranges: Readonly<Record<string, StackRange>>,
  item: SelectedItem,
  layerCount: number,
): StackRange | null {
  if (layerCount === 0) return null;
  const last = layerCount - 1;
  const chosen = Object.hasOwn(ranges, rangeKey(item)) ? ranges[rangeKey(item)] : undefined;
  return chosen !== undefined && chosen.to <= last ? chosen : { from: last - 1, to: last };
}

/** True for two that stand for the same image. */
export function isSameItem(one: SelectedItem, other: SelectedItem): boolean {
  return one.grant === other.grant && one.key === other.key;
}

/** The marks after one more click; a third takes the place of the one before it. */
export function withMark(
  marked: readonly SelectedItem[],
  item: SelectedItem,
  shown: SelectedItem | null,
): readonly SelectedItem[] {
  if (marked.some((other) => isSameItem(other, item))) {
    return marked.filter((other) => !isSameItem(other, item));
  }
  const first = marked.length === 0 && shown !== null && shown.key !== null ? [shown] : marked;
  return [...first.filter((other) => !isSameItem(other, item)).slice(0, 1), item];
}

function rangeKey(item: SelectedItem): string {
  return `${item.grant}/${item.key ?? ''}`;
}

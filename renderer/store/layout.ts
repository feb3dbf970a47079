import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

/** Where the sidebar has no room of its own. */
export const narrowWindow = '(max-width: 819px)';
/** Where the inspector stands below the files rather than beside them. */
export const stackedWindow = '(max-width: 1159px)';

/** Where what stands beside a long title shows its icon alone. */
export const tightWindow = '(max-width: 1023px)';
/** Where the inspector has room from the start. */
export const roomyWindow = '(min-width: 1000px)';

interface LayoutState {
  /** Pixels by pane. */
  readonly paneSizes: Readonly<Record<string, number>>;
  /** Pixels by column of the file tree. */
  readonly columnWidths: Readonly<Record<string, number>>;
  readonly sidebarOpen: boolean;
  /** The sidebar over a narrow window, where it has no room of its own. Not remembered. */
  readonly drawerOpen: boolean;
  /** Null until the user opened or closed it: then the width of the window decides. */
  readonly inspectorOpen: boolean | null;
  /** Sources whose images are folded away in the sidebar, by name. */
  readonly foldedSources: readonly string[];
  /** The images of the library stand below those they are built on. */
  readonly groupedByLineage: boolean;
  readonly setPaneSize: (pane: string, size: number) => void;
  readonly setColumnWidth: (column: string, width: number) => void;
  /** Opens or closes the sidebar, or the drawer where the window is narrow. */
  readonly toggleSidebar: () => void;
  readonly closeDrawer: () => void;
  readonly setInspectorOpen: (open: boolean) => void;
  readonly setGroupedByLineage: (grouped: boolean) => void;
  readonly setSourceFolded: (name: string, folded: boolean) => void;
}

/** How the window is laid out; remembered over a restart. */
export const useLayoutStore = create<LayoutState>()(
  persist(
    (set) => ({
      paneSizes: {},
      columnWidths: {},
      sidebarOpen: true,
      drawerOpen: false,
      inspectorOpen: null,
      foldedSources: [],
      groupedByLineage: false,
      setGroupedByLineage: (groupedByLineage) => set({ groupedByLineage }),
      setPaneSize: (pane, size) =>
        set(({ paneSizes }) =>
          paneSizes[pane] === size ? {} : { paneSizes: { ...paneSizes, [pane]: size } },
        ),
      setColumnWidth: (column, width) =>
        set(({ columnWidths }) => ({ columnWidths: { ...columnWidths, [column]: width } })),
      toggleSidebar: () =>
        set(({ drawerOpen, sidebarOpen }) =>
          window.matchMedia(narrowWindow).matches
            ? { drawerOpen: !drawerOpen }
            : { sidebarOpen: !sidebarOpen },
        ),
      closeDrawer: () => set({ drawerOpen: false }),
      setInspectorOpen: (inspectorOpen) => set({ inspectorOpen }),
      setSourceFolded: (name, folded) =>
        set(({ foldedSources }) => ({
          foldedSources: [
            ...foldedSources.filter((other) => other !== name),
            ...(folded ? [name] : []),
          ].slice(-50),
        })),
    }),
    {
      name: 'layout',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: (state) => ({
        paneSizes: state.paneSizes,
        columnWidths: state.columnWidths,
        sidebarOpen: state.sidebarOpen,
        inspectorOpen: state.inspectorOpen,
        foldedSources: state.foldedSources,
        groupedByLineage: state.groupedByLineage,
      }),
    },
  ),
);

import { useLayerStore } from '../../store/layer-store.ts';
import { archivesOf, useLibraryStore } from '../../store/library.ts';
import { useSelectionStore } from '../../store/selection.ts';

/** True while nothing is open, the library is empty and no page about all of them is shown: no sidebar is needed. */
export function useNothingThere(): boolean {
  const noArchive = useLibraryStore((state) => archivesOf(state.sources).length === 0);
  const noImage = useLayerStore(
    ({ library, failure }) => failure === null && (library === null || library.images.length === 0),
  );
  const onImage = useSelectionStore((state) => state.page === 'image');
  return noArchive && noImage && onImage;
}

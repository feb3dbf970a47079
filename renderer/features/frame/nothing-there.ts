import { useLibraryStore } from '../../store/library.ts';
import { archivesOf, useSourcesStore } from '../../store/sources.ts';
import { useSelectionStore } from '../../store/selection.ts';

/** True while nothing is open, the library is empty and no page about all of them is shown: no sidebar is needed. */
export function useNothingThere(): boolean {
  const noArchive = useSourcesStore((state) => archivesOf(state.sources).length === 0);
  const noImage = useLibraryStore(
    ({ library, failure }) => failure === null && (library === null || library.images.length === 0),
  );
  const onImage = useSelectionStore((state) => state.page === 'image');
  return noArchive && noImage && onImage;
}

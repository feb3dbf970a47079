import type { NamedImage } from '../../../shared/model/image-stack.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import { findSource, useSourcesStore } from '../../store/sources.ts';
import { useSelectionStore } from '../../store/selection.ts';

/** Shows an image where it was opened, or else where it is kept. */
export function openNamedImage(image: NamedImage | undefined): void {
  const place = image?.places.find(({ source }) => source !== 'store') ?? image?.places[0];
  if (place === undefined) return;
  const grant = place.source === 'store' ? libraryGrant : place.source;
  const source = findSource(useSourcesStore.getState().sources, grant);
  if (source === null) return;
  useSelectionStore.getState().select({ grant, key: place.key }, source.name);
}

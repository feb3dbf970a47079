import { ArrowUpRight } from 'lucide-react';
import type { SearchPlace } from '../../shared/model/search.ts';
import type { Action } from './action.ts';
import { focusFiles } from './focus-files.ts';
import { showEntry } from './show-entry.ts';

/** Shows what was found among the files of its image, after the layer that brought it. */
export const showChosenHit: Action = {
  id: 'search.show',
  label: 'action.search.show',
  icon: ArrowUpRight,
  heardBy: 'window',
  when: ({ hit }) => hit !== null && hit.places.length > 0,
  run: ({ hit }) => {
    const place = hit?.places[0];
    if (place !== undefined) showPlace(place);
  },
};

/** The same in one of the images that have it. */
export function showPlace({ grant, image, node, layer }: SearchPlace): void {
  showEntry({ grant, key: image }, node, layer);
  focusFiles();
}

import { mostHitImages } from '../../../shared/model/search.ts';
import type { SearchHit, SearchPlace } from '../../../shared/model/search.ts';
import { pathText } from '../tree/paths.ts';
import {
  bytesOf,
  isPresence,
  kindOf,
  modeOf,
  modifiedOf,
  none,
  ownerOf,
  typeOf,
} from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { eventAtPlace } from './search-catalog.ts';
import type { CatalogPart, PartPlace, SearchCatalog } from './search-catalog.ts';

/** What a catalog does not know of its images: how they are called, and what made their layers. */
export interface HitImage extends Pick<SearchPlace, 'grant' | 'image'> {
  /** By position of the layer. */
  readonly commands: readonly (string | null)[];
}

/** Versions of a catalog as values. `images` are those of the catalog, by position. */
export function searchHits(
  catalog: SearchCatalog,
  images: readonly HitImage[],
  versions: Uint32Array,
): readonly SearchHit[] {
  const { paths, nodes } = catalog;
  return Array.from(versions, (version) => {
    const part = catalog.partOf(version);
    const [place] = part.places;
    const { tree } = catalog.images[place.image]!;
    const event = eventAtPlace(part, place, version);
    return {
      path: pathText(paths, nodes[version]!),
      type: typeOf(kindOf(tree, event)),
      bytes: bytesOf(tree, event),
      mode: modeOf(tree, event),
      owner: ownerOf(tree, event),
      modified: modifiedOf(tree, event),
      ...placesOf(catalog, images, part, version),
    };
  });
}

/** Images that show the version come first, then in the order of the catalog. */
function placesOf(
  catalog: SearchCatalog,
  images: readonly HitImage[],
  part: CatalogPart,
  version: number,
): Pick<SearchHit, 'places' | 'images'> {
  const having = part.places.filter((place) => eventAtPlace(part, place, version) !== none);
  const places = having.flatMap((place) => {
    const image = images[place.image];
    if (image === undefined) return [];
    const { tree } = catalog.images[place.image]!;
    return searchPlace(tree, image, place, eventAtPlace(part, place, version));
  });
  const ordered = [
    ...places.filter(({ state }) => state === 'visible'),
    ...places.filter(({ state }) => state !== 'visible'),
  ];
  return {
    places: ordered.slice(0, mostHitImages),
    images: new Set(having.map((place) => place.image)).size,
  };
}

function searchPlace(
  tree: UnionTree,
  { grant, image, commands }: HitImage,
  { layer }: PartPlace,
  event: number,
): SearchPlace {
  const node = tree.eventNode[event]!;
  const newer = newerEvent(tree, node, event);
  return {
    grant,
    image,
    node,
    layer,
    command: commands[layer] ?? null,
    state: newer === none ? 'visible' : stateBelow(tree, newer),
    hiddenIn: newer === none ? null : tree.eventLayer[newer]!,
  };
}

function stateBelow(tree: UnionTree, newer: number): SearchPlace['state'] {
  return isPresence(tree.eventKind[newer]!) ? 'overwritten' : 'deleted';
}

/** What happened to a path next after an event; `none` when nothing did. */
function newerEvent(tree: UnionTree, node: number, event: number): number {
  let newer = none;
  for (let at = tree.lastEvent[node]!; at !== event; at = tree.older[at]!) newer = at;
  return newer;
}

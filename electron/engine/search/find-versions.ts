import type { SearchQuery } from '../../../shared/model/search.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { sliceNodes } from '../tree/slices.ts';
import { eventAtPlace } from './search-catalog.ts';
import type { CatalogPart, SearchCatalog } from './search-catalog.ts';
import { eventTest } from './version-test.ts';

/** Answers for a node of the catalog whether its path matches; null when every path does. */
export type PathTest = ((node: number) => boolean) | null;

/**
 * By version, 1 where it is what a query looks for, contents aside. Yields now and then; what is added to the catalog
 * meanwhile is not looked at.
 */
export function* matchVersions(
  catalog: SearchCatalog,
  query: SearchQuery,
  named: PathTest,
): Generator<void, Uint8Array> {
  const found = new Uint8Array(catalog.versionCount);
  const { nodes } = catalog;
  const tests = new Map<UnionTree, ReturnType<typeof eventTest>>();
  const parts = [...catalog.parts];
  for (const part of parts) {
    const [place] = part.places;
    const { tree } = catalog.images[place.image]!;
    if (!tests.has(tree)) tests.set(tree, eventTest(tree, query));
    const test = tests.get(tree) ?? null;
    const end = part.start + part.count;
    for (let version = part.start; version < end; version++) {
      if (version % sliceNodes === 0) yield;
      if (named !== null && !named(nodes[version]!)) continue;
      if (test !== null && !test(eventAtPlace(part, place, version))) continue;
      found[version] = 1;
    }
  }
  if (query.state !== 'any') yield* keepState(catalog, parts, query.state, found);
  return found;
}

function* keepState(
  catalog: SearchCatalog,
  parts: readonly CatalogPart[],
  state: 'visible' | 'hidden',
  found: Uint8Array,
): Generator<void> {
  for (const part of parts) {
    const end = part.start + part.count;
    for (let version = part.start; version < end; version++) {
      if (version % sliceNodes === 0) yield;
      if (found[version] === 0) continue;
      if (isVisible(catalog, part, version) !== (state === 'visible')) found[version] = 0;
    }
  }
}

/** Whether a version is in the final view of one of the images that have it. */
function isVisible(catalog: SearchCatalog, part: CatalogPart, version: number): boolean {
  return part.places.some((place) => {
    const { tree } = catalog.images[place.image]!;
    const event = eventAtPlace(part, place, version);
    return event !== none && tree.lastEvent[tree.eventNode[event]!] === event;
  });
}

/** Those of the versions in `order` that were found, in that order. */
export function* foundInOrder(found: Uint8Array, order: Uint32Array): Generator<void, Uint32Array> {
  let count = 0;
  for (let version = 0; version < found.length; version++) count += found[version]!;
  const versions = new Uint32Array(count);
  let place = 0;
  for (let at = 0; at < order.length && place < count; at++) {
    if (at % (sliceNodes * 4) === 0) yield;
    const version = order[at]!;
    if (found[version] === 1) versions[place++] = version;
  }
  return versions;
}

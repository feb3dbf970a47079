import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyQuery } from '../../../shared/model/search.ts';
import type { SearchQuery } from '../../../shared/model/search.ts';
import { foundInOrder, matchVersions } from '../../../electron/engine/search/find-versions.ts';
import { SearchCatalog } from '../../../electron/engine/search/search-catalog.ts';
import { searchHits } from '../../../electron/engine/search/search-hits.ts';
import { pathOrder } from '../../../electron/engine/search/version-order.ts';
import { pathColumns } from '../../../electron/engine/tree/path-columns.ts';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { eventAt, isPresence, presentAt } from '../../../electron/engine/tree/union-tree.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { nodeMatcher } from '../../../electron/engine/view/name-match.ts';
import type { Grant } from '../../../shared/model/source.ts';
import {
  directory,
  file,
  hardLink,
  opaque,
  unionTree,
  whiteout,
} from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';

type Layers = readonly (readonly IndexedEntry[])[];

/** Images made of some of the layers, by number. */
function catalogOf(layers: Layers, images: readonly (readonly number[])[]): SearchCatalog {
  const catalog = new SearchCatalog();
  for (const numbers of images) {
    const tree = unionTree(...numbers.map((number) => layers[number]!));
    runWhole(catalog.add({ tree, layers: numbers }));
  }
  return catalog;
}

/** `path: image/layer state, …` for every hit, in the order of paths. */
function found(catalog: SearchCatalog, query: Partial<SearchQuery> = {}): readonly string[] {
  const wanted = { ...emptyQuery, ...query };
  const { paths, nodes } = catalog;
  const flags = runWhole(matchVersions(catalog, wanted, nodeMatcher(paths, wanted)));
  const versions = runWhole(foundInOrder(flags, pathOrder(pathColumns(paths), nodes)));
  const images = catalog.images.map((_, at) => {
    return { grant: 'g' as string as Grant, image: String(at), commands: [] };
  });
  return searchHits(catalog, images, versions).map(
    ({ path, places }) =>
      `${path}: ${places
        .map(({ image, layer, state }) => `${image}/${layer} ${state}`)
        .toSorted()
        .join(', ')}`,
  );
}

/** The same, image by image and path by path. */
function expected(layers: Layers, images: readonly (readonly number[])[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const [image, numbers] of images.entries()) {
    const tree = unionTree(...numbers.map((number) => layers[number]!));
    for (const [position, number] of numbers.entries()) {
      const implied = layers[number]!.map(({ path }) => path.slice(0, path.lastIndexOf('/')));
      const paths = new Set([...layers[number]!.map(({ path }) => path), ...implied]);
      for (const path of paths) {
        const node = findNode(tree, path);
        const event = node === -1 ? -1 : eventAt(tree, node, position);
        if (node < 1 || path === '' || !isPresence(tree.eventKind[event]!)) continue;
        if (tree.eventLayer[event] !== position) continue;
        const key = `${path} ${number}`;
        const place = `${image}/${position} ${stateOf(tree, node, position)}`;
        const known = places.get(key) ?? [];
        if (!known.includes(place)) places.set(key, [...known, place]);
      }
    }
  }
  return [...places].map(([key, of]) => `${key.split(' ')[0]}: ${of.toSorted().join(', ')}`);
}

/** By asking for the union after one layer after the other. */
function stateOf(tree: UnionTree, node: number, position: number): string {
  for (let layer = position + 1; layer < tree.layers.length; layer++) {
    const event = eventAt(tree, node, layer);
    if (tree.eventLayer[event] === layer) {
      return presentAt(tree, node, layer) === event ? 'overwritten' : 'deleted';
    }
  }
  return 'visible';
}

const base = [directory('etc'), file('etc/motd', 'hello'), directory('usr'), file('usr/x', '1')];
const change = [directory('etc'), file('etc/motd', 'other'), whiteout('usr/x')];
const top = [directory('usr'), file('usr/new', 'n', { mode: 0o4755, uid: 7 })];
const replace = [directory('usr'), opaque('usr'), file('usr/x', '2')];
const layers = [base, change, top, replace];

describe('versions', () => {
  test('of one layer in several images are one hit with several places', () => {
    const catalog = catalogOf(layers, [[0, 1], [0], [0, 1, 2]]);
    expect(found(catalog, { text: 'motd' })).toEqual([
      'etc/motd: 0/0 overwritten, 1/0 visible, 2/0 overwritten',
      'etc/motd: 0/1 visible, 2/1 visible',
    ]);
    expect(found(catalog, { text: 'motd', state: 'hidden' })).toEqual([]);
    expect(found(catalog, { text: 'usr/x', state: 'visible' })).toHaveLength(1);
  });

  test('of a layer that stands on other layers, too', () => {
    const catalog = catalogOf(layers, [
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    expect(found(catalog, { text: 'new' })).toEqual([
      'usr/new: 0/1 visible, 1/1 visible, 2/0 overwritten, 2/1 visible',
    ]);
  });

  test('of a layer that makes a folder in one image and finds it in another are one hit each', () => {
    const catalog = catalogOf(
      [[file('other', '')], [file('usr/new', 'n')], [directory('usr')]],
      [
        [0, 1],
        [2, 1],
      ],
    );
    expect(found(catalog, { text: 'usr' })).toEqual(['usr: 0/1 visible', 'usr: 1/0 visible']);
    expect(found(catalog, { text: 'new' })).toEqual(['usr/new: 0/1 visible, 1/1 visible']);
  });

  test('of such a layer on a third base are those of the images that have the same', () => {
    const own = [file('usr/bin/new', 'n')];
    const catalog = catalogOf(
      [[file('other', '')], own, [directory('usr')], [directory('usr/bin')], [file('else', '')]],
      [
        [2, 1],
        [0, 1],
        [3, 1],
        [4, 1],
      ],
    );
    expect(found(catalog, { text: 'usr' })).toEqual([
      'usr: 0/0 visible',
      'usr: 1/1 visible, 3/1 visible',
      'usr: 2/0 visible',
    ]);
    expect(found(catalog, { text: 'bin' })).toEqual([
      'usr/bin: 0/1 visible, 1/1 visible, 3/1 visible',
      'usr/bin: 2/0 visible',
    ]);
    expect(found(catalog, { text: 'new' })).toEqual([
      'usr/bin/new: 0/1 visible, 1/1 visible, 2/1 visible, 3/1 visible',
    ]);
    const [image, layer] = [2, 1];
    const node = findNode(catalog.images[image]!.tree, 'usr/bin/new');
    const version = catalog.versionAt(image, layer, node)!;
    expect(catalog.partOf(version).places).toHaveLength(4);
  });

  test('that are hard links to files of other layers are held apart', () => {
    const link = [hardLink('link', 'target')];
    const catalog = catalogOf(
      [[file('target', 'a')], [file('target', 'bb')], link],
      [
        [0, 2],
        [1, 2],
      ],
    );
    expect(found(catalog, { text: 'link' })).toEqual(['link: 0/1 visible', 'link: 1/1 visible']);
    const same = catalogOf(
      [[file('target', 'a')], [file('other', 'bb')], link],
      [
        [0, 2],
        [1, 0, 2],
      ],
    );
    expect(found(same, { text: 'link' })).toEqual(['link: 0/1 visible, 1/2 visible']);
  });

  test('are those that a walk over every image finds', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const entry = fc.oneof(
      fc.tuple(name, fc.string({ maxLength: 3 })).map(([at, text]) => file(`d/${at}`, text)),
      name.map((at) => whiteout(`d/${at}`)),
      fc.constant(opaque('d')),
      name.map((at) => file(at, 'top')),
    );
    const layer = fc
      .uniqueArray(entry, { maxLength: 4, selector: ({ path }) => path })
      .chain((entries) => fc.constantFrom([directory('d'), ...entries], entries));
    const numbers = fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 4, maxLength: 4 }),
        fc.array(numbers, { minLength: 1, maxLength: 4 }),
        (all, images) => {
          expect(found(catalogOf(all, images)).toSorted()).toEqual(
            expected(all, images).toSorted(),
          );
        },
      ),
    );
  });
});

describe('a query', () => {
  const catalog = catalogOf(layers, [[0, 1, 2, 3]]);
  test.each<[Partial<SearchQuery>, readonly string[]]>([
    [{ types: ['directory'], text: 'ETC' }, ['etc: 0/0 overwritten', 'etc: 0/1 visible']],
    [{ setuid: true }, ['usr/new: 0/2 deleted']],
    [{ owner: '7' }, ['usr/new: 0/2 deleted']],
    [{ owner: 'seven' }, []],
    [{ minBytes: 2, maxBytes: 4 }, []],
    [{ minBytes: 5, state: 'hidden' }, ['etc/motd: 0/0 overwritten']],
    [{ maxBytes: 1, state: 'visible' }, ['usr/x: 0/3 visible']],
    [{ text: 'usr/.*w$', textMode: 'regex' }, ['usr/new: 0/2 deleted']],
    [{ text: '**/x', textMode: 'glob' }, ['usr/x: 0/0 deleted', 'usr/x: 0/3 visible']],
  ])('%j', (query, hits) => expect(found(catalog, query)).toEqual(hits));
});

test('names are in the order in which a tree shows them, folders before what is in them', () => {
  const catalog = catalogOf(
    [
      [
        directory('a'),
        file('a/z', ''),
        file('a-b', ''),
        file('B', ''),
        file('b', ''),
        ...Array.from({ length: 300 }, (_, at) => file(`long-common-name-${at}`, '')),
      ],
    ],
    [[0]],
  );
  const paths = found(catalog).map((hit) => hit.split(':')[0]!);
  expect(paths.slice(0, 5)).toEqual(['a', 'a/z', 'a-b', 'b', 'B']);
  const long = paths.slice(5);
  expect(long).toEqual(long.toSorted());
  expect(long).toHaveLength(300);
});

import { describe, expect, test } from 'vitest';
import type { StoreFilter } from '../../../shared/model/store.ts';
import { findTarget, requireTarget } from '../../../electron/engine/store/find-image.ts';
import {
  inspectImage,
  listImages,
  storeTotals,
} from '../../../electron/engine/store/list-images.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { untagImage } from '../../../electron/engine/store/tag-image.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { buildImage, image, layer } from '../../fixtures/image.ts';
import { file } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { loadMembers, newStore } from './store-folder.ts';

const base = layer(file('base', 'b'.repeat(5000)));
const old = image({
  ref: ['registry.example/team/api:1', 'api:old'],
  layers: [base],
  created: '2023-01-01T00:00:00Z',
  config: { Labels: { tier: 'back', 'a=b': 'c' } },
});
const middle = image({
  ref: 'web:2',
  layers: [base, layer(file('w', 'w'))],
  created: '2024-01-01T00:00:00Z',
});
const young = image({
  ref: 'web:3',
  layers: [base, layer(file('w', 'y'))],
  created: '2025-01-01T00:00:00Z',
});
const timeless = image({ ref: 'loose:1', layers: [layer(file('x', 'x'))], created: null });
const builtOld = await buildImage(old);
const builtTimeless = await buildImage(timeless);

const store = newStore();
await loadMembers(store, await dockerMembers([old, middle, young, timeless]));
await untagImage(store, 'loose:1');
const library = await readLibrary(store);

function names(filter: StoreFilter): readonly string[] {
  return listImages(library, filter).map(({ image: { references } }) => references[0] ?? '-');
}

const api = 'registry.example/team/api:1';

test.each<[string, StoreFilter, readonly string[]]>([
  ['everything, the newest first', {}, ['web:3', 'web:2', api, '-']],
  ['a name without its tag', { references: ['web'] }, ['web:3', 'web:2']],
  ['a glob over the tag', { references: ['web:*3'] }, ['web:3']],
  ['a glob does not pass a slash', { references: ['*'] }, ['web:3', 'web:2', api]],
  ['a whole name', { references: ['docker.io/library/web:2'] }, ['web:2']],
  ['a host', { references: ['registry.example/*/*'] }, [api]],
  ['several globs', { references: ['api', 'web:2'] }, ['web:2', api]],
  ['without a name', { dangling: true }, ['-']],
  ['with a name', { dangling: false }, ['web:3', 'web:2', api]],
  ['a label', { labels: ['tier'] }, [api]],
  ['a label and its value', { labels: ['tier=back'] }, [api]],
  ['another value', { labels: ['tier=front'] }, []],
  ['before', { before: 'web:3' }, ['web:2', api, '-']],
  ['since', { since: api }, ['web:3', 'web:2']],
  ['between', { since: api, before: 'web:3' }, ['web:2']],
])('%s', (_, filter, expected) => {
  expect(names(filter)).toEqual(expected);
});

test('a filter by an image that is not there says so', async () => {
  expect(await failureOf(Promise.resolve().then(() => names({ before: 'nothing' })))).toBe(
    'image-unknown',
  );
});

describe('an image', () => {
  test('is found by name, ID and the beginning of one', () => {
    for (const text of [
      'api:old',
      api,
      builtOld.configDigest,
      builtOld.configDigest.slice(7, 15),
    ]) {
      expect(findTarget(library, text)?.images.map(({ id }) => id)).toEqual([
        builtOld.configDigest,
      ]);
    }
    expect(findTarget(library, 'no:such')).toBeNull();
    expect(requireTarget(library, builtTimeless.configDigest).reference).toBeNull();
  });

  test('tells its sizes: what is shared, what is its own, stored and unpacked', () => {
    const { size, labels } = inspectImage(library, api);
    const tar = builtOld.layers[0]?.tar.length ?? 0;
    expect(size).toMatchObject({ sharedBytes: tar, unpackedBytes: tar });
    expect(size.storedBytes).toBe(size.sharedBytes + size.uniqueBytes);
    expect(size.uniqueBytes).toBeGreaterThan(builtOld.config.length);
    expect(labels).toContainEqual({ name: 'tier', value: 'back' });
  });

  test('has its documents to the byte and its history', () => {
    expect(inspectImage(library, api).documents.config).toBe(builtOld.config.toString());
  });
});

test('the totals count every blob and every layer once', () => {
  const totals = storeTotals(library);
  const files = [...library.blobs.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  expect(totals).toMatchObject({ images: 4, layers: 4, storedBytes: files, unreferencedBlobs: 0 });
});

test('an empty store is an empty library', async () => {
  const empty = await readLibrary(newStore());
  expect(listImages(empty)).toEqual([]);
  expect(storeTotals(empty)).toMatchObject({ images: 0, layers: 0, storedBytes: 0 });
});

import { describe, expect, it } from 'vitest';
import { loadNotices } from '../../../renderer/i18n/load-notices.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { LibraryState } from '../../../shared/model/library.ts';
import type { LoadResult } from '../../../shared/model/store.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { digestOf, layerOf } from '../values.ts';

const texts = textsIn('en');
const app = {
  ...imageOf('app'),
  layers: ['a', 'b', 'c'].map((word, index) => layerOf(index, { diffId: digestOf(word) })),
};
const before: LibraryState = {
  grant: libraryGrant,
  images: [
    {
      image: { ...imageOf('base'), layers: [layerOf(0, { diffId: digestOf('a') })] },
      roots: [],
      labels: [],
      size: { storedBytes: 0, sharedBytes: 0, uniqueBytes: 0, unpackedBytes: null },
      dangling: false,
    },
  ],
  totals: {
    images: 1,
    layers: 1,
    storedBytes: 0,
    unpackedBytes: 0,
    unreferencedBlobs: 0,
    unreferencedBytes: 0,
  },
  problems: [],
};

function resultOf(change: Partial<LoadResult>): LoadResult {
  return {
    loaded: [],
    refused: [],
    moved: [],
    writtenBlobs: 0,
    writtenBytes: 0,
    knownBlobs: 0,
    knownBytes: 0,
    ...change,
  };
}

const loaded = {
  key: 'app',
  manifestDigest: digestOf('f'),
  id: digestOf('9'),
  references: ['app:1'],
  added: true,
};

describe('what keeping came to', () => {
  it('counts layers, new ones and those that were there', () => {
    const result = resultOf({ loaded: [loaded], writtenBytes: 45_000_000 });
    expect(loadNotices(result, [app], before, texts)).toEqual([
      {
        tone: 'ok',
        title: 'Kept 1 image',
        text: '2 new layers, 45\u00A0MB written. 1 layer was there already.',
      },
    ]);
  });

  it('says when nothing was new', () => {
    const result = resultOf({ loaded: [{ ...loaded, added: false }] });
    const library = { ...before, images: [{ ...before.images[0]!, image: app }] };
    expect(loadNotices(result, [app], library, texts)).toEqual([
      {
        tone: 'ok',
        title: '1 image was in the library already',
        text: 'No new layers. 3 layers were there already.',
      },
    ]);
  });

  it('counts no artifacts, and speaks of bytes alone where the layers are not known', () => {
    const artifact = { ...loaded, key: 'chart', id: null };
    const result = resultOf({ loaded: [loaded, artifact], writtenBytes: 2000 });
    expect(loadNotices(result, [], before, texts)).toEqual([
      { tone: 'ok', title: 'Kept 1 image', text: '2\u00A0kB written.' },
    ]);
  });

  it('says of each refused image why, and of names that they moved', () => {
    const problem = { code: 'blob-missing', severity: 'error', where: {}, values: {} } as const;
    const result = resultOf({
      loaded: [loaded],
      moved: [{ reference: 'app:1', from: digestOf('d'), to: digestOf('e') }],
      refused: [{ key: 'x', references: ['broken:1'], problem }],
    });
    const notices = loadNotices(result, [app], before, texts);
    expect(notices.map(({ tone, title }) => [tone, title])).toEqual([
      ['ok', 'Kept 1 image'],
      ['note', 'app:1 now names another image'],
      ['error', 'broken:1 was not kept'],
    ]);
    expect(notices.every(({ text }) => text !== undefined && text !== '')).toBe(true);
  });
});

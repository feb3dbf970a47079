import { describe, expect, test } from 'vitest';
import type { HiddenFile } from '../../../shared/model/waste.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { wasteOf } from '../../../electron/engine/session/waste.ts';
import { builtImages } from '../../fixtures/built-images.ts';
import { rawLayer } from '../../fixtures/image.ts';
import { packedImage, packedLayers } from '../../fixtures/packed-image.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { entry, noise, pad, concat, pax, tar } from '../../fixtures/tar-builder.ts';
import { file, whiteout } from '../../fixtures/tar.ts';
import { allFiles } from './read-hidden.ts';

test.each(['none', 'gzip'] as const)(
  'contents decide what is a copy of attributes only, compressed: %s',
  async (compression) => {
    const layers = [
      [file('same', 'content'), file('other', 'content')],
      [file('same', 'content', { uid: 9 }), file('other', 'CONTENT', { uid: 9 })],
    ];
    const { waste } = await wasteOf(await packedImage(layers, compression));
    expect(waste.groups).toMatchObject([
      { cause: 'metadata', path: 'same', bytes: 7, reasons: ['owner'] },
      { cause: 'overwritten', path: 'other', bytes: 7, reasons: [] },
    ]);
  },
);

test('of a sparse file its stored parts count, not its holes and not its map', async () => {
  const map = pad(Buffer.from('1\n1000000\n600\n'));
  const sparse = concat(
    pax([
      ['GNU.sparse.major', '1'],
      ['GNU.sparse.minor', '0'],
      ['GNU.sparse.name', 'sparse'],
      ['GNU.sparse.realsize', '2000000'],
    ]),
    entry({ name: 'GNUSparseFile.0/sparse' }, concat(map, noise(600))),
  );
  const image = await packedLayers([
    rawLayer(tar(sparse, entry({ name: 'plain' }, 'abc'))),
    rawLayer(tar(entry({ name: '.wh.sparse' }))),
  ]);
  expect(image.facts.layers[0]).toMatchObject({ fileBytes: 2_000_003 });
  const { waste } = await wasteOf(image);
  expect(waste).toMatchObject({ total: 600, storedBytes: 603, visibleBytes: 3 });
  // dive takes the size of the whole file.
  expect(waste.dive.sizeBytes).toBe(2_000_003);
});

describe('what was found', () => {
  test('is remembered with the image, and found again when the first who asked gave up', async () => {
    const image = await packedImage([[file('a', 'x')], [whiteout('a')]]);
    const controller = new AbortController();
    controller.abort();
    await expect(wasteOf(image, controller.signal)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    const [one, other] = await Promise.all([wasteOf(image), wasteOf(image)]);
    expect(other).toBe(one);
    expect(await wasteOf(image)).toBe(one);
  });
});

const folder = builtImages('python-app-1.tar');

describe.skipIf(folder === null)('python-app-1', () => {
  async function read(): Promise<ReadImage> {
    const source = await testSession().open(`${folder}/python-app-1.tar`, unwatchedJob());
    return readWhole(source);
  }

  test('its removed secret, deleted and overwritten files are found in their layers', async () => {
    const reading = await wasteOf(await read());
    const { waste } = reading;
    const files = allFiles(reading, null);
    const at = (path: string): object[] => files.filter((each) => each.path === path).map(placeOf);

    // Layers with files: 6 COPY secrets, 8 rm -rf .secrets, 7 and 9 write the data, 10 rm, 11 rm -rf static, 13 chmod.
    const secret = { cause: 'deleted-folder', storedIn: 6, hiddenIn: 8 };
    expect(at('srv/app/.secrets/.env')).toEqual([secret]);
    expect(at('srv/app/.secrets/id_example')).toEqual([secret]);
    expect(at('srv/app/data/model-0.bin')).toEqual([
      { cause: 'overwritten', storedIn: 7, hiddenIn: 9 },
      { cause: 'metadata', storedIn: 9, hiddenIn: 13 },
    ]);
    expect(at('srv/app/data/model-3.bin')).toEqual([
      { cause: 'overwritten', storedIn: 7, hiddenIn: 9 },
      { cause: 'deleted-file', storedIn: 9, hiddenIn: 10 },
    ]);
    expect(at('tmp/acme-agent.deb')).toEqual([{ cause: 'deleted-file', storedIn: 3, hiddenIn: 4 }]);
    expect(at('srv/app/static/img/i9.svg')).toEqual([
      { cause: 'deleted-file', storedIn: 5, hiddenIn: 8 },
    ]);
    expect(at('srv/app/static/img/i1.svg')).toEqual([
      { cause: 'opaque', storedIn: 5, hiddenIn: 11 },
    ]);
    expect(waste.groups[1]).toMatchObject({
      cause: 'metadata',
      storedIn: 9,
      hiddenIn: 13,
      path: 'srv/app/data',
      files: 3,
      reasons: ['mode'],
    });
  }, 120_000);
});

function placeOf({ cause, storedIn, hiddenIn }: HiddenFile): object {
  return { cause, storedIn, hiddenIn };
}

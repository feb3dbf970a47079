import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ArchiveLayer } from '../../../electron/engine/archive/archive.ts';
import { inflate } from '../../../electron/engine/bytes/inflate.ts';
import { openBlob } from '../../../electron/engine/bytes/random-access.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { wasteOf } from '../../../electron/engine/session/waste.ts';
import { unionAfter } from '../../../electron/engine/tree/sums.ts';
import { none } from '../../../electron/engine/tree/union-tree.ts';
import { fixtureRows, fixturesFolder } from '../../fixtures/locate.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';
import { rawRecords } from './raw-tar.ts';
import type { RawRecord } from './raw-tar.ts';
import { allFiles } from './read-hidden.ts';
import { slowDive } from './slow-dive.ts';

/** An image of a real archive with the records of its layers, as another reader finds them; null for no layer. */
interface RealImage {
  readonly key: string;
  readonly read: ReadImage;
  readonly records: readonly (readonly RawRecord[] | null)[];
}

describe.skipIf(fixturesFolder === null)('of every real archive', () => {
  test.each(fixtureRows())(
    '$path: hidden is what is stored and not visible',
    { timeout: 60_000 },
    async ({ path }) => {
      for (const image of await realImages(path)) {
        const reading = await wasteOf(image.read);
        const { waste } = reading;
        const stored = sum(
          image.records.flatMap((layer) => layer?.map((each) => each.stored) ?? []),
        );
        expect(waste.storedBytes, image.key).toBe(stored);
        expect(waste.visibleBytes, image.key).toBe(visibleBytes(image));
        expect(waste.total, image.key).toBe(stored - visibleBytes(image));
        expect(sum(Object.values(waste.byCause)), image.key).toBe(waste.total);
        expect(sum(waste.layers.map((layer) => layer.hiddenBytes)), image.key).toBe(waste.total);
        expect(sum(waste.groups.map(({ bytes }) => bytes)), image.key).toBe(waste.total);
        const files = allFiles(reading, null);
        expect(sum(files.map(({ bytes }) => bytes)), image.key).toBe(waste.total);
        expect(files).toHaveLength(waste.files);
      }
    },
  );

  test('the figures of dive come out for each image whose layers can be read', async () => {
    let [images, inefficient] = [0, 0];
    for (const { path } of fixtureRows()) {
      for (const { key, read, records } of await realImages(path)) {
        const layers = records.filter((layer) => layer !== null);
        if (layers.length < records.length || layers.length === 0) continue;
        const { dive } = (await wasteOf(read)).waste;
        const { inefficient: listed, ...figures } = dive;
        expect(figures, `${path} ${key}`).toEqual(slowDive(layers));
        expect(sum(listed.map(({ bytes }) => bytes)), path).toBe(dive.wastedBytes);
        images++;
        if (dive.efficiencyScore < 1) inefficient++;
      }
    }
    expect(images).toBeGreaterThan(100);
    expect(inefficient).toBeGreaterThan(10);
  }, 300_000);

  test('dive’s own test says the same of its archive', async () => {
    const [image] = await realImages('wagoodman__dive/test-docker-image.tar');
    const { dive } = (await wasteOf(image!.read)).waste;
    expect(dive).toMatchObject({
      efficiencyScore: 0.984_421_213_418_430_9,
      sizeBytes: 1_220_598,
      userSizeBytes: 66_237,
      wastedBytes: 32_025,
      userWastedPercent: 0.483_491_100_140_404_9,
    });
  });
});

const known = new Map<string, Promise<readonly RealImage[]>>();

/** What an archive has of images, read once; none where it is refused, as other tests know. */
function realImages(path: string): Promise<readonly RealImage[]> {
  const before = known.get(path);
  if (before !== undefined) return before;
  const images = readImages(path);
  known.set(path, images);
  return images;
}

async function readImages(path: string): Promise<readonly RealImage[]> {
  const source = await testSession()
    .open(join(fixturesFolder ?? '', path), unwatchedJob())
    .catch(() => null);
  if (source === null) return [];
  const found: RealImage[] = [];
  for (const [key, { layers }] of source.archive.images) {
    const read = await readWhole(source, key);
    const records = await Promise.all(layers.map((layer, at) => layerRecords(read, at, layer)));
    found.push({ key, read, records });
  }
  return found;
}

async function layerRecords(
  read: ReadImage,
  at: number,
  { location }: ArchiveLayer,
): Promise<readonly RawRecord[] | null> {
  const listed = read.layers[at]?.listed;
  if (listed === undefined || location === null) return null;
  const source = openBlob(location);
  const pieces: Buffer[] = [];
  try {
    await inflate(source, listed.compression, (bytes) => {
      pieces.push(Buffer.from(bytes));
      return true;
    });
  } finally {
    source.close();
  }
  return rawRecords(Buffer.concat(pieces));
}

/** The stored bytes of every file that a path of the final view leads to, each file once. */
function visibleBytes({ read, records }: RealImage): number {
  const { tree } = read;
  const final = unionAfter(tree, tree.layers.length - 1);
  const byBody = records.map((layer) => new Map(layer?.map((each) => [each.body, each.stored])));
  const seen = new Set<string>();
  let bytes = 0;
  for (const event of final.event) {
    if (event === none || tree.dataEntry[event] === none) continue;
    const [layer, entry] = [tree.dataLayer[event]!, tree.dataEntry[event]!];
    if (seen.has(`${layer} ${entry}`)) continue;
    seen.add(`${layer} ${entry}`);
    const index = tree.layers[layer]!;
    if (index.size[entry]! > 0) bytes += byBody[layer]!.get(index.body[entry]! * 512)!;
  }
  return bytes;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

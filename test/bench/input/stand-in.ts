import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { pack, type Header, type Pack } from 'tar-stream';

/** Made once, the same bytes on every machine: what a large image has in layers, entries and sizes. */
const layerCount = 10;
const filesPerLayer = 12_500;
const largestFiles = 100 * 1024 * 1024;
const modified = new Date('2024-05-01T12:00:00Z');

/** Writes the plain layer tars of an image of some 2.6 GB and 130,000 entries to the files that `fileOf` names. */
export async function writeStandIn(fileOf: (layer: number) => string): Promise<readonly string[]> {
  const random = randomNumbers(20_260_101);
  const text = proseBytes(random);
  const files: string[] = [];
  for (let layer = 0; layer < layerCount; layer++) {
    const tar = pack();
    const written = pipeline(tar, createWriteStream(fileOf(layer)));
    await addLayer(tar, layer, random, text);
    tar.finalize();
    await written;
    files.push(fileOf(layer));
  }
  return files;
}

async function addLayer(
  tar: Pack,
  layer: number,
  random: () => number,
  text: Buffer,
): Promise<void> {
  for (let place = 0; place < filesPerLayer; place++) {
    const folder = folderOf(place);
    if (place % 25 === 0) await add(tar, { name: `${folder}/`, type: 'directory' });
    // One path in seven lies in the layer below as well, and its size does not change from layer to layer.
    const name = place % 7 === 0 ? `shared-${place}` : `layer-${layer}-${place}`;
    const size = place % 7 === 0 ? (place * 37) % 30_000 : sizeOf(random());
    const start = Math.floor(random() * (text.length - size));
    await add(tar, { name: `${folder}/${name}.txt` }, text.subarray(start, start + size));
  }
  for (let place = 1; layer > 0 && place < 700; place += 7) {
    const removed = `.wh.layer-${layer - 1}-${place}.txt`;
    await add(tar, { name: `${folderOf(place)}/${removed}` });
  }
  const size = Math.floor(largestFiles * (0.5 + random()));
  await add(tar, { name: `opt/data-${layer}.bin` }, Buffer.alloc(size, text));
}

function folderOf(place: number): string {
  const group = Math.floor(place / 25);
  return `usr/lib/package-${group % 60}/module-${group % 7}/part-${group}`;
}

/** Most files are small and few are large: the median is some 4 KB, the mean some 12 KB. */
function sizeOf(chance: number): number {
  return Math.floor(200 * Math.exp(chance * chance * 6.2));
}

async function add(
  tar: Pack,
  header: Partial<Header> & Pick<Header, 'name'>,
  body: Buffer = Buffer.alloc(0),
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    tar.entry({ mtime: modified, ...header }, body, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Numbers from 0 to 1 that are the same for the same seed (xorshift). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** A megabyte of made-up words, which compresses about as well as programs do. */
function proseBytes(random: () => number): Buffer {
  const words = Array.from({ length: 4000 }, () =>
    Math.floor(random() * 0x7fff_ffff).toString(36 - Math.floor(random() * 20)),
  );
  let text = '';
  while (text.length < 1 << 20) text += `${words[Math.floor(random() * words.length)]} `;
  return Buffer.from(text);
}

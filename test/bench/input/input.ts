import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
} from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { runProgram, versionOf } from '../harness/process.ts';
import { packImage } from './pack-image.ts';
import { writeStandIn } from './stand-in.ts';

/** One form of the measured image: an archive, and its layers as files for tools that cannot look into one. */
export interface Variant {
  readonly archive: string;
  /** The stored layers, lowest first. */
  readonly layers: readonly string[];
  readonly bytes: number;
}

/** The image that is measured, plain at once and compressed when first asked for. Kept from run to run. */
export interface Input {
  readonly description: string;
  readonly folder: string;
  readonly plain: Variant;
  readonly compressed: (compression: 'gzip' | 'zstd') => Promise<Variant | null>;
}

/**
 * `big.tar` of the folder LAYERSCOPE_IMAGES, or else an image made in code. What is made from it is kept in
 * LAYERSCOPE_BENCH_FOLDER or the system's folder for temporary files.
 */
export async function prepareInput(say: (text: string) => void): Promise<Input> {
  const kept = process.env['LAYERSCOPE_BENCH_FOLDER'] ?? path.join(tmpdir(), 'layerscope-bench');
  const images = process.env['LAYERSCOPE_IMAGES'];
  const big = images === undefined ? null : path.join(images, 'big.tar');
  if (big !== null && !existsSync(big)) throw new Error(`LAYERSCOPE_IMAGES has no big.tar: ${big}`);
  const folder = path.join(kept, big === null ? 'stand-in' : keyOf(big));
  mkdirSync(folder, { recursive: true });
  const layers = await madeOnce(path.join(folder, 'plain'), async (draft) => {
    say('taking the layers apart, once');
    const fileOf = (layer: number): string => path.join(draft, `${numbered(layer)}.tar`);
    await (big === null ? writeStandIn(fileOf) : extractLayers(big, draft, fileOf));
  });
  const archive = big ?? path.join(folder, 'plain.tar');
  if (big === null && !existsSync(archive)) await packImage(layers, layers, 'none', archive);
  const plain = { archive, layers, bytes: statSync(archive).size };
  return {
    description: `${big ?? 'a stand-in made in code'}: ${(plain.bytes / 1e9).toFixed(2)} GB, ${layers.length} layers`,
    folder,
    plain,
    compressed: async (compression) => {
      if (compression === 'zstd' && versionOf('zstd') === null) return null;
      const stored = await madeOnce(path.join(folder, compression), async (draft) => {
        say(`compressing the layers with ${compression}, once`);
        for (const layer of layers) {
          const target = path.join(draft, `${path.basename(layer)}.${suffixes[compression]}`);
          await compressors[compression](layer, target);
        }
      });
      const packed = path.join(folder, `${compression}.tar`);
      if (!existsSync(packed)) await packImage(stored, layers, compression, packed);
      return { archive: packed, layers: stored, bytes: statSync(packed).size };
    },
  };
}

const suffixes = { gzip: 'gz', zstd: 'zst' } as const;

const compressors = {
  gzip: async (from: string, to: string): Promise<void> => {
    await pipeline(
      createReadStream(from, { highWaterMark: 1 << 20 }),
      createGzip({ level: 6, chunkSize: 1 << 20 }),
      createWriteStream(to),
    );
  },
  zstd: async (from: string, to: string): Promise<void> => {
    await runProgram('zstd', ['-q', '-3', from, '-o', to]);
  },
} as const;

/** The files of a folder, in order; the folder is filled under another name first, so that it is whole when it is there. */
async function madeOnce(
  folder: string,
  fill: (draft: string) => Promise<void>,
): Promise<readonly string[]> {
  const list = `${folder}.json`;
  if (!existsSync(list)) {
    const draft = `${folder}-${process.pid}`;
    mkdirSync(draft);
    await fill(draft);
    renameSync(draft, folder);
    await writeFile(list, JSON.stringify(readdirSync(folder).toSorted()));
  }
  const names: unknown = JSON.parse(await readFile(list, 'utf8'));
  if (!Array.isArray(names)) throw new Error(`${list} holds no list of files`);
  return names.map((name) => path.join(folder, String(name)));
}

/** Writes each different layer of the archive's first image to a file. */
async function extractLayers(
  archive: string,
  spoolDir: string,
  fileOf: (layer: number) => string,
): Promise<void> {
  const { images } = await openArchive(archive, { spoolDir });
  const [image] = images.values();
  for (const [layer, { location }] of (image?.layers ?? []).entries()) {
    if (location?.kind !== 'file') throw new Error(`layer ${layer} of ${archive} is not there`);
    const { offset: start, length } = location;
    const bytes = createReadStream(archive, { start, end: start + length - 1 });
    await pipeline(bytes, createWriteStream(fileOf(layer)));
  }
}

function numbered(layer: number): string {
  return String(layer).padStart(3, '0');
}

/** Names a file's state, so that what was made from another one is not taken for it. */
function keyOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return createHash('sha256').update(`${file} ${size} ${mtimeMs}`).digest('hex').slice(0, 16);
}

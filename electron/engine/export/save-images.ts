import type { Digest } from '../../../shared/model/digest.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { locationBytes } from '../archive/image-parts.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { deltaBytes, deltaFile, type DeltaDocument } from '../image/delta-document.ts';
import { writeDockerArchive } from './docker-archive.ts';
import type { ExportBlob, ExportImage, ExportLayer, ExportSelection } from './export-selection.ts';
import { writeLayout } from './layout.ts';
import { writeFolder } from './output-folder.ts';
import { writeTar, type Output } from './output-tar.ts';
import { packingOf } from './packing.ts';
import { readBlob } from './read-blob.ts';

export interface SaveRequest {
  readonly selection: ExportSelection;
  readonly format: SaveFormat;
  /** A file, which is replaced; for `oci-layout` a folder that is not there or empty. */
  readonly destination: string;
  /** Layers of a docker archive as they are stored instead of as plain tars: engines unpack gzip there too. */
  readonly keepPacked?: boolean;
}

export interface SaveOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Writes images into one archive or folder; every blob is verified on the way. The destination holds the whole result or
 * what it held before. Rejects with `EngineError` `image-incomplete` when an image has a part that is not there (for
 * `docker-archive`, which cannot leave out foreign layers), `blob-damaged`, `already-there`, `disk-full`, `not-writable`,
 * `permission-denied`, `source-changed`, `cancelled`.
 */
export async function saveImages(
  request: SaveRequest,
  options: SaveOptions = {},
): Promise<{ readonly bytes: number }> {
  const { selection, format, destination, keepPacked = false } = request;
  const { roots, delta } = selection;
  const { signal } = options;
  const progress = new SaveProgress(readingBytes(request), options.progress);
  switch (format) {
    case 'docker-archive': {
      const own = roots.filter(({ attached }) => !attached);
      const images = own.map(({ image }) => image ?? incomplete());
      const writeLayer = keepPacked ? writeStored : writePlainLayer;
      return writeTar(destination, signal, async (output) => {
        await writeDockerArchive(mergeNames(images), output, (name, layer) =>
          writeLayer(output, name, layer, signal, progress),
        );
        await writeDelta(delta, output);
      });
    }
    case 'docker-oci-archive':
    case 'oci-archive':
      return writeTar(destination, signal, (output) =>
        writeWhole(output, format === 'docker-oci-archive'),
      );
    case 'oci-layout':
      return writeFolder(destination, signal, (output) => writeWhole(output, false));
  }

  async function writeWhole(output: Output, forDocker: boolean): Promise<void> {
    const write = (name: string, blob: ExportBlob): Promise<void> =>
      writeStored(output, name, blob, signal, progress);
    await writeLayout(roots, output, write, forDocker);
    await writeDelta(delta, output);
  }
}

async function writeDelta(delta: DeltaDocument | undefined, output: Output): Promise<void> {
  if (delta !== undefined) await output.file(deltaFile, deltaBytes(delta));
}

function incomplete(): never {
  throw new EngineError('image-incomplete');
}

/** One config is one image: what is chosen by two names is written once with both. */
function mergeNames(images: readonly ExportImage[]): readonly ExportImage[] {
  const merged = new Map<string, ExportImage>();
  for (const image of images) {
    const key = [image.config.digest, ...image.layers.map(({ diffId }) => diffId)].join(' ');
    const known = merged.get(key)?.references ?? [];
    merged.set(key, { ...image, references: [...new Set([...known, ...image.references])] });
  }
  return [...merged.values()];
}

async function writeStored(
  output: Output,
  name: string,
  { digest, bytes, location, packed }: ExportBlob,
  signal: AbortSignal | undefined,
  progress: SaveProgress,
): Promise<void> {
  const pieces = readBlob(location, packed, signal, progress.at);
  await output.stream(name, bytes, digest, pieces);
  progress.past(locationBytes(location));
}

async function writePlainLayer(
  output: Output,
  name: string,
  layer: ExportLayer,
  signal: AbortSignal | undefined,
  progress: SaveProgress,
): Promise<void> {
  const { diffId, location } = layer;
  const read = (): AsyncGenerator<Uint8Array, void, undefined> =>
    readBlob(location, packingOf(layer), signal, progress.at);
  const stored = locationBytes(location);
  let { unpackedBytes } = layer;
  if (unpackedBytes === null) {
    // A member's size stands before its bytes.
    unpackedBytes = 0;
    for await (const piece of read()) unpackedBytes += piece.length;
    progress.past(stored);
  }
  await output.stream(name, unpackedBytes, diffId, read());
  progress.past(stored);
}

/** Bytes that have to be read; each blob once, and layers twice whose size has to be found out. */
export function readingBytes({
  selection,
  format,
  keepPacked = false,
}: Omit<SaveRequest, 'destination'>): number {
  const wanted = new Map<Digest, number>();
  for (const { blobs, image } of selection.roots) {
    if (format !== 'docker-archive') {
      for (const { digest, location } of blobs) wanted.set(digest, locationBytes(location));
      continue;
    }
    for (const layer of image?.layers.slice(image.lacking ?? 0) ?? []) {
      const { digest, location, unpackedBytes } = layer;
      const times = unpackedBytes === null && !keepPacked ? 2 : 1;
      wanted.set(digest, locationBytes(location) * times);
    }
  }
  return [...wanted.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Counts over all blobs what is told of one after another. */
class SaveProgress {
  readonly #total: number;
  readonly #report: SaveOptions['progress'];
  #past = 0;

  constructor(total: number, report: SaveOptions['progress']) {
    this.#total = total;
    this.#report = report;
  }

  /** `done` bytes of the blob at work. */
  readonly at = (done: number): void => {
    this.#report?.(this.#past + done, this.#total);
  };

  /** The blob at work is done. */
  past(bytes: number): void {
    this.#past += bytes;
    this.at(0);
  }
}

import type { SaveFormat } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { writeDockerArchive } from './docker-archive.ts';
import type { ExportBlob, ExportImage, ExportLayer, ExportSelection } from './export-selection.ts';
import { writeLayout } from './layout.ts';
import { writeFolder } from './output-folder.ts';
import { writeTar, type Output } from './output-tar.ts';
import { readBlob } from './read-blob.ts';

export interface SaveRequest {
  readonly selection: ExportSelection;
  readonly format: SaveFormat;
  /** A file, which is replaced; for `oci-layout` a folder that is not there or empty. */
  readonly destination: string;
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
  const { selection, format, destination } = request;
  const { roots } = selection;
  const { signal } = options;
  const progress = new SaveProgress(bytesOf(request), options.progress);
  switch (format) {
    case 'docker-archive': {
      const own = roots.filter(({ attached }) => !attached);
      const images = own.map(({ image }) => image ?? incomplete());
      return writeTar(destination, signal, (output) =>
        writeDockerArchive(mergeNames(images), output, (name, layer) =>
          writePlainLayer(output, name, layer, signal, progress),
        ),
      );
    }
    case 'docker-oci-archive':
    case 'oci-archive':
      return writeTar(destination, signal, (output) =>
        writeLayout(
          roots,
          output,
          (name, blob) => writeStored(output, name, blob, signal, progress),
          format === 'docker-oci-archive',
        ),
      );
    case 'oci-layout':
      return writeFolder(destination, signal, (output) =>
        writeLayout(
          roots,
          output,
          (name, blob) => writeStored(output, name, blob, signal, progress),
          false,
        ),
      );
  }
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

function writeStored(
  output: Output,
  name: string,
  { digest, bytes, location }: ExportBlob,
  signal: AbortSignal | undefined,
  progress: SaveProgress,
): Promise<void> {
  const pieces = readBlob(location, 'none', signal, (done) => progress.at(done));
  return output.stream(name, bytes, digest, pieces).then(() => progress.past(bytes));
}

function writePlainLayer(
  output: Output,
  name: string,
  { diffId, unpackedBytes, bytes, location, compression }: ExportLayer,
  signal: AbortSignal | undefined,
  progress: SaveProgress,
): Promise<void> {
  const pieces = readBlob(location, compression, signal, (done) => progress.at(done));
  return output.stream(name, unpackedBytes, diffId, pieces).then(() => progress.past(bytes));
}

/** Stored bytes that have to be read; each blob once. */
function bytesOf({ selection, format }: SaveRequest): number {
  const blobs = new Map<string, number>();
  for (const { blobs: all, image } of selection.roots) {
    const wanted = format === 'docker-archive' ? (image?.layers ?? []) : all;
    for (const { digest, bytes } of wanted) blobs.set(digest, bytes);
  }
  return [...blobs.values()].reduce((sum, bytes) => sum + bytes, 0);
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
  at(done: number): void {
    this.#report?.(this.#past + done, this.#total);
  }

  /** The blob at work is done. */
  past(bytes: number): void {
    this.#past += bytes;
    this.at(0);
  }
}

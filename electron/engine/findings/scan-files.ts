import { EngineError, isCancelled as isGivenUp } from '../bytes/engine-error.ts';
import { limits } from '../bytes/limits.ts';
import type { StoredLayer } from '../layer/content.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { visitFiles } from '../layer/visit-files.ts';
import type { FileVisitor } from '../layer/visit-files.ts';
import { profileOf } from './file-profile.ts';
import { scanContent } from './scan-content.ts';
import type { FoundSecret } from './scan-content.ts';

/** A likely secret in a file of a layer. */
export interface LayerSecret extends FoundSecret {
  /** Position in the index. */
  readonly entry: number;
}

export interface LayerScan {
  readonly secrets: readonly LayerSecret[];
  /** Further ones, which were not kept. */
  readonly moreSecrets: number;
  readonly scannedFiles: number;
  /** Files with content that could not be read. */
  readonly skippedFiles: number;
}

interface ScanOptions {
  readonly isCancelled: () => boolean;
  /** Bytes of files done so far. */
  readonly onProgress: (done: number) => void;
}

/**
 * Looks through the files of an index for secrets in one pass over the layer, the first `limits.scannedFileBytes` of
 * each. Holds one file at a time. Where the layer is cut off or damaged, what stands before that is looked through.
 * Rejects with `EngineError` `cancelled`.
 */
export async function scanFiles(
  layer: StoredLayer,
  index: LayerIndex,
  { isCancelled, onProgress }: ScanOptions,
): Promise<LayerScan> {
  const scanner = new FileScanner(index, onProgress);
  const entries = filesWithBytes(index);
  try {
    await visitFiles(layer, beginnings(index), entries, scanner, { isCancelled });
  } catch (error) {
    if (!(error instanceof EngineError) || isGivenUp(error)) throw error;
  }
  const { secrets, moreSecrets, scannedFiles } = scanner;
  return { secrets, moreSecrets, scannedFiles, skippedFiles: entries.length - scannedFiles };
}

/** Bytes that looking through an entry reads. */
export function scannedBytes(index: LayerIndex, entry: number): number {
  return index.kind[entry] === EntryKind.file
    ? Math.min(index.size[entry]!, limits.scannedFileBytes)
    : 0;
}

/** The same files cut off: what lies behind is not read at all. Sparse files have no plain beginning and stay whole. */
function beginnings(index: LayerIndex): LayerIndex {
  const size = index.size.map((bytes, entry) =>
    index.extras.get(entry)?.sparse === undefined
      ? Math.min(bytes, limits.scannedFileBytes)
      : bytes,
  );
  return { ...index, size };
}

function filesWithBytes(index: LayerIndex): Uint32Array {
  const entries: number[] = [];
  for (let entry = 0; entry < index.count; entry++) {
    if (index.kind[entry] === EntryKind.file && index.size[entry]! > 0) entries.push(entry);
  }
  return Uint32Array.from(entries);
}

const decoder = new TextDecoder();

class FileScanner implements FileVisitor {
  readonly secrets: LayerSecret[] = [];
  moreSecrets = 0;
  scannedFiles = 0;
  readonly #index: LayerIndex;
  readonly #onProgress: (done: number) => void;
  readonly #buffer = new Uint8Array(limits.scannedFileBytes);
  #entry = 0;
  #length = 0;
  #done = 0;

  constructor(index: LayerIndex, onProgress: (done: number) => void) {
    this.#index = index;
    this.#onProgress = onProgress;
  }

  begin(entry: number): void {
    this.#entry = entry;
    this.#length = 0;
  }

  bytes(bytes: Uint8Array): void {
    const room = this.#buffer.length - this.#length;
    const taken = bytes.length <= room ? bytes : bytes.subarray(0, room);
    this.#buffer.set(taken, this.#length);
    this.#length += taken.length;
  }

  end(): void {
    this.scannedFiles++;
    this.#done += this.#length;
    this.#onProgress(this.#done);
    const { paths, pathStart } = this.#index;
    const entry = this.#entry;
    const path = decoder.decode(paths.subarray(pathStart[entry], pathStart[entry + 1]));
    const content = this.#buffer.subarray(0, this.#length);
    for (const secret of scanContent(content, path, profileOf(path))) {
      if (this.secrets.length < limits.layerSecrets) this.secrets.push({ ...secret, entry });
      else this.moreSecrets++;
    }
  }
}

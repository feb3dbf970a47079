import { EngineError, isCancelled as isGivenUp } from '../bytes/engine-error.ts';
import { limits } from '../bytes/limits.ts';
import type { StoredLayer } from '../layer/content.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { visitFiles } from '../layer/visit-files.ts';
import type { FileVisitor } from '../layer/visit-files.ts';
import { profileOf } from './file-profile.ts';
import { ContentScan } from './scan-content.ts';
import { PackedScan } from './scan-packed.ts';
import type { FoundSecret } from './told-secrets.ts';

/** A likely secret in a file of a layer. */
export interface LayerSecret extends FoundSecret {
  /** Position in the index. */
  readonly entry: number;
  /** Whether its place is one in what the file unpacks to. */
  readonly packed: boolean;
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
 * Looks through the files of an index for secrets in one pass over the layer, of each `limits.scannedFileBytes` at most.
 * Holds a MiB of one file at a time, and one small packed file as it unpacks. Where the layer is cut off or damaged, what stands before that is looked through.
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
  readonly #scan = new ContentScan();
  readonly #packed = new PackedScan(limits.scannedPackedBytes);
  #entry = 0;
  #path = '';
  #size = 0;
  #done = 0;

  constructor(index: LayerIndex, onProgress: (done: number) => void) {
    this.#index = index;
    this.#onProgress = onProgress;
  }

  begin(entry: number): void {
    const { paths, pathStart, size } = this.#index;
    this.#entry = entry;
    this.#path = decoder.decode(paths.subarray(pathStart[entry], pathStart[entry + 1]));
    this.#size = Math.min(size[entry]!, limits.scannedFileBytes);
    this.#scan.begin(this.#path, this.#size, profileOf(this.#path));
  }

  bytes(bytes: Uint8Array): void {
    this.#scan.take(bytes);
    this.#done += bytes.length;
    this.#onProgress(this.#done);
  }

  end(): void {
    this.scannedFiles++;
    const inside = this.#packed.find(this.#path, this.#size, this.#scan.held);
    this.#keep(this.#scan.end(), false);
    this.#keep(inside, true);
  }

  #keep(found: readonly FoundSecret[], packed: boolean): void {
    for (const secret of found) {
      if (this.secrets.length >= limits.layerSecrets) this.moreSecrets++;
      else this.secrets.push({ ...secret, entry: this.#entry, packed });
    }
  }
}

import type { ExportLoss, FileFormat } from '../../../shared/model/export.ts';
import type { StoredLayer } from '../layer/content.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { requireSpace } from './free-space.ts';
import { ListedContents, spooledBytes } from './listed-contents.ts';
import { LossLog } from './loss-log.ts';
import { packedPieces } from './packing.ts';
import type { TreeListing } from './tree-listing.ts';
import { treeTar } from './tree-tar.ts';
import { treeZip, zipLosses } from './tree-zip.ts';
import { writePieces } from './write-pieces.ts';
import type { OutputPlace } from './write-pieces.ts';

/** An archive of files: a tar as it is or compressed, or a zip. */
export type TreeFormat = Exclude<FileFormat, 'folder'>;

export interface WriteRequest {
  readonly listing: TreeListing;
  /** By their position in the stack; null for one that could not be read. */
  readonly layers: readonly (StoredLayer | null)[];
  readonly format: TreeFormat;
  /** As the compression knows it; null for its usual one. */
  readonly level: number | null;
  readonly place: OutputPlace;
  /** Where contents of compressed layers lie while the archive is written. */
  readonly spoolDir: string;
}

export interface WrittenTree {
  /** Of the archive. */
  readonly bytes: number;
  /** Everything in it but folders. */
  readonly files: number;
  readonly losses: readonly ExportLoss[];
}

export interface WriteOptions {
  readonly isCancelled: () => boolean;
  /** Bytes of contents decoded and written so far, of all there are to decode and to write. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Writes listed paths as one archive. The same listing gives the same bytes. Rejects with `EngineError` `disk-full`,
 * `not-writable`, `permission-denied`, `arguments-invalid` for a level there is not, `content-unavailable`, `source-changed`, `cancelled`,
 * and then a file is as it was before.
 */
export async function writeTree(
  request: WriteRequest,
  options: WriteOptions,
): Promise<WrittenTree> {
  const { listing, layers, format, level, place, spoolDir } = request;
  const { isCancelled, progress } = options;
  const total = spooledBytes(listing, layers) + contentBytes(listing);
  if (format === 'tar' && place.kind === 'file') {
    await requireSpace(place.path, contentBytes(listing));
  }
  const contents = await ListedContents.open(listing, layers, {
    spoolDir,
    isCancelled,
    onProgress: (done) => progress?.(done, total),
  });
  try {
    const { bytes } = await writePieces(
      place,
      format === 'zip'
        ? treeZip(listing, contents, level, isCancelled)
        : packedPieces(treeTar(listing, contents, isCancelled), {
            compression: format === 'tar' ? 'none' : format,
            level,
          }),
      undefined,
    );
    return { bytes, files: fileCount(listing), losses: lossesOf(listing, format) };
  } finally {
    contents.close();
  }
}

/** What an archive of that format will not hold, or hold otherwise, than the image. */
export function lossesOf(listing: TreeListing, format: TreeFormat): readonly ExportLoss[] {
  if (format !== 'zip') return listing.losses;
  const log = new LossLog();
  log.addAll(listing.losses);
  log.addAll(zipLosses(listing));
  return log.losses();
}

/** Everything that is listed but folders. */
export function fileCount({ index }: TreeListing): number {
  let count = 0;
  for (let entry = 0; entry < index.count; entry++) {
    if (index.kind[entry] !== EntryKind.directory) count++;
  }
  return count;
}

/** Bytes of all listed contents, each file once however many names it has. */
export function contentBytes({ index }: TreeListing): number {
  let bytes = 0;
  for (let entry = 0; entry < index.count; entry++) bytes += index.size[entry]!;
  return bytes;
}

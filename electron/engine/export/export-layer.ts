import type { LayerFormat } from '../../../shared/model/export.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { oneAhead } from '../bytes/one-ahead.ts';
import { packedPieces } from './packing.ts';
import { readBlob } from './read-blob.ts';
import type { SaveOptions } from './save-images.ts';
import { verifiedPieces, type PieceCount } from './verified-pieces.ts';
import { writePieces, type OutputPlace } from './write-pieces.ts';
import { locationBytes } from '../archive/image-parts.ts';

/** A layer as it lies somewhere. */
export interface StoredBlob {
  readonly location: BlobLocation;
  /** As its bytes show it. */
  readonly compression: Compression;
  /** Of the stored bytes; null where nothing states it. */
  readonly digest: Digest | null;
  readonly diffId: Digest | null;
}

/** The ways a layer becomes one file. */
export type LayerFileFormat = Exclude<LayerFormat, 'folder'>;

export interface LayerFileRequest {
  readonly layer: StoredBlob;
  readonly format: LayerFileFormat;
  /** Null for the usual one of the format; of no meaning for `blob` and `tar`. */
  readonly level: number | null;
  readonly place: OutputPlace;
}

export interface LayerFileResult {
  readonly bytes: number;
  /** Of the bytes that were written. */
  readonly digest: Digest | null;
  /** The diffID of what was written was found to be as stated; for `blob` the digest of the stored bytes. */
  readonly verified: boolean;
}

/**
 * Writes one layer as a file or to a pipe: the stored bytes, or the tar, which is held against the diffID whatever it is
 * packed with. Rejects with `EngineError` `blob-damaged` when it is another one or cannot be decoded to its end (a file is
 * then left as it was; a pipe has been written to), `arguments-invalid` for a level there is not, and like `writePieces`
 * and `readBlob`.
 */
export async function exportLayer(
  { layer, format, level, place }: LayerFileRequest,
  { signal, progress }: SaveOptions = {},
): Promise<LayerFileResult> {
  const { location, compression, digest, diffId } = layer;
  const total = locationBytes(location);
  const stored = format === 'blob';
  const told = (done: number): void => progress?.(done, total);
  const name = diffId ?? digest ?? '';
  const source: PieceCount = { bytes: 0, found: null };
  const stated = stored ? digest : diffId;
  const read = readBlob(location, stored ? 'none' : compression, signal, told);
  const checked = oneAhead(verifiedPieces(read, stated, name, source));
  const packing = format === 'gzip' || format === 'zstd' ? format : 'none';
  const written: PieceCount = { bytes: 0, found: null };
  const packed = packedPieces(checked, { compression: packing, level });
  const pieces = packing === 'none' ? packed : verifiedPieces(packed, null, name, written);
  const { bytes } = await writePieces(place, pieces, signal);
  const found = packing === 'none' ? source.found : written.found;
  return { bytes, digest: found, verified: stated !== null && source.found === stated };
}

import type { Packing } from '../../../shared/model/export.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import type { FileRange } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { oneAhead } from '../bytes/one-ahead.ts';
import { locateFile } from '../bytes/random-access.ts';
import type { ExportLayer } from './export-selection.ts';
import { packedPieces, packingOf } from './packing.ts';
import { readBlob } from './read-blob.ts';
import type { SaveOptions } from './save-images.ts';
import { verifiedPieces, type PieceCount } from './verified-pieces.ts';
import { writeNewFile } from './write-pieces.ts';

export type TarOfLayer = Pick<ExportLayer, 'location' | 'packed' | 'compression' | 'diffId'>;

export interface RepackRequest {
  readonly layer: TarOfLayer;
  readonly packing: Packing;
  /** A file that is not there yet; null to find out the size of the tar alone. */
  readonly destination: string | null;
}

export interface RepackedLayer {
  readonly digest: Digest;
  readonly bytes: number;
  /** Null when nothing was to be written. */
  readonly location: FileRange | null;
  readonly unpackedBytes: number;
}

/**
 * Writes the tar of a layer packed in another way; it is held against the diffID on the way. Rejects with `EngineError`
 * `blob-damaged` and like `writeNewFile`, `packedPieces` and `readBlob`; whoever gave the place removes what is there then.
 */
export async function repackLayer(
  { layer, packing, destination }: RepackRequest,
  { signal, progress }: SaveOptions = {},
): Promise<RepackedLayer> {
  const tar: PieceCount = { bytes: 0, found: null };
  const blob: PieceCount = { bytes: 0, found: null };
  const told = (done: number): void => progress?.(done, done);
  const read = readBlob(layer.location, packingOf(layer), signal, told);
  const verified = verifiedPieces(read, layer.diffId, layer.diffId, tar);
  if (destination === null) {
    for await (const _ of verified) continue;
    return { digest: layer.diffId, bytes: tar.bytes, location: null, unpackedBytes: tar.bytes };
  }
  const packed = packedPieces(oneAhead(verified), packing);
  const pieces = verifiedPieces(packed, null, layer.diffId, blob);
  const { bytes } = await writeNewFile(destination, pieces, signal);
  if (blob.found === null) throw new EngineError('internal', { what: 'digest' });
  return { digest: blob.found, bytes, location: locateFile(destination), unpackedBytes: tar.bytes };
}

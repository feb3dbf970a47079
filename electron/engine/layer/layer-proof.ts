import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';

/** What reading all bytes of a layer showed them to hash to. */
export interface LayerProof {
  readonly compression: Compression;
  /** sha256 of the stored bytes. */
  readonly storedDigest: Digest;
  /** sha256 of the uncompressed tar; null when it could not be decoded to its end. */
  readonly diffId: Digest | null;
  /** Bytes of the uncompressed tar, as far as it could be decoded. */
  readonly unpackedBytes: number;
}

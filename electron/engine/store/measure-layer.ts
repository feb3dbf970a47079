import { createHash } from 'node:crypto';
import {
  canCompute,
  digestAlgorithm,
  parseDigest,
  type Digest,
} from '../../../shared/model/digest.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { digestOf } from '../bytes/digest-of.ts';
import { inflate } from '../bytes/inflate.ts';
import { openBlob, readStart } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import type { CopyContext } from './copy-blob.ts';
import type { LayerRecord } from './layer-records.ts';

export interface MeasureRequest {
  readonly location: BlobLocation;
  /** What the bytes must hash to; null where nothing says so. */
  readonly digest: Digest | null;
}

/**
 * Reads a layer blob where it lies: in the store, when another program put it there, or in a source. Null when its bytes
 * are not what the digest says, nobody here can compute such a digest, or they cannot be unpacked to the end. Throws
 * `EngineError` `cancelled` and what reading gives.
 */
export async function measureLayer(
  { location, digest }: MeasureRequest,
  { isCancelled, progress }: CopyContext,
): Promise<LayerRecord | null> {
  const algorithm = digest === null ? 'sha256' : digestAlgorithm(digest);
  if (digest !== null && !canCompute(digest)) return null;
  const source = openBlob(location);
  try {
    const compression = sniffCompression(readStart(source, sniffBytes));
    const stored = createHash(algorithm);
    const unpacked = createHash('sha256');
    const result = await inflate(
      source,
      compression,
      (bytes) => {
        unpacked.update(bytes);
        return true;
      },
      { isCancelled, onProgress: progress, onInput: (bytes) => void stored.update(bytes) },
    );
    const found = parseDigest(`${algorithm}:${stored.digest('hex')}`);
    if (result.kind !== 'complete' || found === null || found !== (digest ?? found)) return null;
    source.confirm();
    const { unpackedBytes } = result;
    const storedBytes = source.size;
    return { digest: found, diffId: digestOf(unpacked), compression, storedBytes, unpackedBytes };
  } finally {
    source.close();
  }
}

import { EngineError } from '../bytes/engine-error.ts';
import type { StreamOptions } from '../bytes/input-feed.ts';
import { bufferSizes } from '../bytes/limits.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { ContentHasher } from './content-hasher.ts';
import { hashBytes } from './index-columns.ts';
import type { LayerIndex } from './layer-index.ts';
import { contentOf } from './stored-content.ts';

/**
 * sha256 of the content of some entries of an uncompressed layer: 32 bytes each, in the order of `entries`, which is
 * read fastest when ascending. Zeros where the content cannot be known: it is cut off, or the entry has none. Throws
 * `EngineError` `cancelled` and what `source.read` throws.
 */
export function hashContents(
  source: RandomAccess,
  index: LayerIndex,
  entries: Uint32Array,
  options: Pick<StreamOptions, 'isCancelled'> = {},
): Uint8Array {
  const hashes = new Uint8Array(entries.length * hashBytes);
  const hasher = new ContentHasher();
  const buffer = new Uint8Array(bufferSizes.hashInput);
  entries.forEach((entry, position) => {
    if (options.isCancelled?.() === true) throw new EngineError('cancelled');
    const content = contentOf(index, entry);
    if (content === null || content.body + content.storedBytes > source.size) return;
    hasher.begin(content);
    const end = content.body + content.storedBytes;
    for (let at = content.body + content.dataStart; at < end; at += buffer.length) {
      const length = Math.min(buffer.length, end - at);
      source.read(length === buffer.length ? buffer : buffer.subarray(0, length), at);
      hasher.body(buffer, 0, length);
      if (options.isCancelled?.() === true) throw new EngineError('cancelled');
    }
    const hash = hasher.end();
    if (hash !== null) hashes.set(hash, position * hashBytes);
  });
  return hashes;
}

/** The index with hashes of `hashContents` added to those it has. */
export function withContentHashes(
  index: LayerIndex,
  entries: Uint32Array,
  hashes: Uint8Array,
): LayerIndex {
  const contentHash = index.contentHash?.slice() ?? new Uint8Array(index.count * hashBytes);
  entries.forEach((entry, position) => {
    const hash = hashes.subarray(position * hashBytes, (position + 1) * hashBytes);
    if (entry < index.count) contentHash.set(hash, entry * hashBytes);
  });
  return { ...index, contentHash };
}

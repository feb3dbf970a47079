import { EngineError } from '../bytes/engine-error.ts';
import type { StreamOptions } from '../bytes/input-feed.ts';
import { bufferSizes } from '../bytes/limits.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { ContentHasher } from './content-hasher.ts';
import { hashBytes } from './index-columns.ts';
import type { LayerIndex } from './layer-index.ts';
import { contentOf } from './stored-content.ts';

export interface HashOptions extends Pick<StreamOptions, 'isCancelled'> {
  /** Told how many bytes of the contents are done. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** sha256 of an entry's content; null while it is not known. */
export function contentHashOf(index: LayerIndex, entry: number): Uint8Array | null {
  if (!hasContentHash(index, entry)) return null;
  return index.contentHash!.subarray(entry * hashBytes, (entry + 1) * hashBytes);
}

/** Whether the hash of an entry's content is known. */
export function hasContentHash({ contentHash }: LayerIndex, entry: number): boolean {
  if (contentHash === null) return false;
  for (let at = entry * hashBytes; at < (entry + 1) * hashBytes; at++) {
    if (contentHash[at] !== 0) return true;
  }
  return false;
}

/** Whether the hashes of two contents are known and equal. */
export function haveSameHash(
  a: LayerIndex,
  entryA: number,
  b: LayerIndex,
  entryB: number,
): boolean {
  if (b.contentHash === null || !hasContentHash(a, entryA)) return false;
  const [hashesA, hashesB] = [a.contentHash!, b.contentHash];
  const [startA, startB] = [entryA * hashBytes, entryB * hashBytes];
  for (let at = 0; at < hashBytes; at++) {
    if (hashesA[startA + at] !== hashesB[startB + at]) return false;
  }
  return true;
}

/**
 * sha256 of the content of some entries of an uncompressed layer: 32 bytes each, in the order of `entries`, which is
 * read fastest when ascending. Zeros where the content cannot be known: it is cut off, or the entry has none. Throws
 * `EngineError` `cancelled` and what `source.read` throws.
 */
export function hashContents(
  source: RandomAccess,
  index: LayerIndex,
  entries: Uint32Array,
  { isCancelled, onProgress }: HashOptions = {},
): Uint8Array {
  const hashes = new Uint8Array(entries.length * hashBytes);
  const hasher = new ContentHasher();
  const buffer = new Uint8Array(bufferSizes.hashInput);
  let done = 0;
  entries.forEach((entry, position) => {
    if (isCancelled?.() === true) throw new EngineError('cancelled');
    const content = contentOf(index, entry);
    if (content === null || content.body + content.storedBytes > source.size) return;
    hasher.begin(content);
    const end = content.body + content.storedBytes;
    for (let at = content.body + content.dataStart; at < end; at += buffer.length) {
      const length = Math.min(buffer.length, end - at);
      source.read(length === buffer.length ? buffer : buffer.subarray(0, length), at);
      hasher.body(buffer, 0, length);
      done += length;
      onProgress?.(done);
      if (isCancelled?.() === true) throw new EngineError('cancelled');
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

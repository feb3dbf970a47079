import { EngineError } from '../bytes/engine-error.ts';
import type { StreamOptions } from '../bytes/input-feed.ts';
import { bufferSizes } from '../bytes/limits.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { ContentHasher } from './content-hasher.ts';
import { hashBytes } from './index-columns.ts';
import type { LayerIndex } from './layer-index.ts';
import { contentOf } from './stored-content.ts';
import type { StoredContent } from './stored-content.ts';

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
 * read fastest when ascending: files that lie close together are read at once. Zeros where the content cannot be known:
 * it is cut off, or the entry has none. Throws `EngineError` `cancelled` and what `source.read` throws.
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
  let [start, end, done] = [0, 0, 0];
  const read = (from: number, to: number): void => {
    if (isCancelled?.() === true) throw new EngineError('cancelled');
    [start, end] = [from, to];
    source.read(buffer.subarray(0, to - from), from);
    onProgress?.(done);
  };
  for (let position = 0; position < entries.length; position++) {
    const content = wholeContent(source, index, entries[position]!);
    if (content === null) continue;
    hasher.begin(content);
    const last = content.body + content.storedBytes;
    for (let at = content.body + content.dataStart; at < last;) {
      if (at < start || at >= end) read(at, readingEnd(source, index, entries, position, at));
      const to = Math.min(last, end);
      hasher.body(buffer, at - start, to - start);
      done += to - at;
      at = to;
    }
    const hash = hasher.end();
    if (hash !== null) hashes.set(hash, position * hashBytes);
  }
  onProgress?.(done);
  return hashes;
}

/** The content of an entry; null where it has none, or it is cut off. */
function wholeContent(
  source: RandomAccess,
  index: LayerIndex,
  entry: number,
): StoredContent | null {
  const content = contentOf(index, entry);
  return content === null || content.body + content.storedBytes > source.size ? null : content;
}

/**
 * How far to read from `at` on, in the file at `position`: over all of the files that follow it closely and go into the
 * buffer whole, as a file in one piece is hashed fastest.
 */
function readingEnd(
  source: RandomAccess,
  index: LayerIndex,
  entries: Uint32Array,
  position: number,
  at: number,
): number {
  const most = at + bufferSizes.hashInput;
  let end = at;
  for (let next = position; next < entries.length; next++) {
    const content = wholeContent(source, index, entries[next]!);
    if (content === null) continue;
    const last = content.body + content.storedBytes;
    const isClose = content.body + content.dataStart - end <= bufferSizes.readThrough;
    if (next > position && (last < end || last > most || !isClose)) break;
    end = Math.min(last, most);
  }
  return end;
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

import type { SparsePart } from '../tar/sparse.ts';
import { EntryKind, type LayerIndex } from './layer-index.ts';

/** Where the content of a file lies in the uncompressed tar of its layer. */
export interface StoredContent {
  /** Bytes of the content. */
  readonly size: number;
  /** Offset of the body. */
  readonly body: number;
  readonly storedBytes: number;
  /** Bytes of the body before the content: the map of a sparse file. */
  readonly dataStart: number;
  /** The stored parts of a sparse file; null when the body is the content. */
  readonly sparse: readonly SparsePart[] | null;
}

/** A piece of content that lies in one place of the tar. */
export interface StoredSegment {
  /** Offset in the uncompressed tar. */
  readonly position: number;
  /** Offset in the wanted range of the content. */
  readonly target: number;
  readonly length: number;
}

/** Where an entry's content is; null for an entry that has none. Hard links are resolved by others. */
export function contentOf(index: LayerIndex, entry: number): StoredContent | null {
  const kind = index.kind[entry];
  if (kind !== EntryKind.file && kind !== EntryKind.hidden) return null;
  const size = index.size[entry] ?? 0;
  const body = (index.body[entry] ?? 0) * 512;
  const sparse = index.extras.get(entry)?.sparse;
  if (sparse === undefined) return { size, body, storedBytes: size, dataStart: 0, sparse: null };
  const { storedBytes, dataStart, parts } = sparse;
  return { size, body, storedBytes, dataStart, sparse: parts };
}

/**
 * The pieces that bytes `offset` to `offset + length` of the content are made of, in ascending order; what no piece
 * covers reads as zeros. The range must lie inside the content.
 */
export function segmentsOf(
  content: StoredContent,
  offset: number,
  length: number,
): readonly StoredSegment[] {
  const { body, dataStart, sparse } = content;
  if (sparse === null) return length > 0 ? [{ position: body + offset, target: 0, length }] : [];
  const segments: StoredSegment[] = [];
  let stored = body + dataStart;
  for (const part of sparse) {
    const from = Math.max(part.offset, offset);
    const to = Math.min(part.offset + part.length, offset + length);
    if (from < to) {
      segments.push({
        position: stored + from - part.offset,
        target: from - offset,
        length: to - from,
      });
    }
    stored += part.length;
  }
  return segments;
}

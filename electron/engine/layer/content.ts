import type { Compression } from '../../../shared/model/layer.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { Checkpoint } from '../bytes/checkpoint.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { inflate, type InflateOptions } from '../bytes/inflate.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { PieceQueue } from '../bytes/piece-queue.ts';
import { openBlob, type RandomAccess } from '../bytes/random-access.ts';
import { ContentExpander } from './content-expander.ts';
import type { LayerIndex } from './layer-index.ts';
import { unpackPoint, type PackedPoint } from './layer-points.ts';
import { contentOf, segmentsOf, type StoredContent, type StoredSegment } from './stored-content.ts';

/** The stored bytes of a layer, and where decoding them can begin. */
export interface StoredLayer {
  readonly location: BlobLocation;
  readonly compression: Compression;
  /** Some checkpoints at or before a place of the tar, taken when the same bytes were decoded to their end. */
  readonly points?: (place: number) => readonly PackedPoint[];
}

/**
 * Bytes `offset` to `offset + length` of the content of a file, fewer where the file ends; holes of a sparse file read
 * as zeros. A compressed layer is decoded up to the place, from the checkpoint before it where there is one. Rejects with `EngineError`: `content-unavailable` when the
 * entry has no content or the layer is cut off or damaged before its end, `cancelled`, and what reading gives.
 */
export async function readContent(
  layer: StoredLayer,
  index: LayerIndex,
  entry: number,
  range: { readonly offset: number; readonly length: number },
  options: InflateOptions = {},
): Promise<Uint8Array> {
  const content = existingContent(index, entry);
  const offset = Math.min(range.offset, content.size);
  const target = new Uint8Array(Math.min(range.length, content.size - offset));
  const segments = segmentsOf(content, offset, target.length);
  const source = openBlob(layer.location);
  try {
    if (layer.compression === 'none') readSegments(source, segments, target);
    else await inflateSegments(source, layer, segments, target, options);
    source.confirm();
    return target;
  } finally {
    source.close();
  }
}

/**
 * The whole content of a file in pieces, for saving it; a piece is valid until the next one is asked for. Decoding waits
 * for the consumer. Rejects like `readContent`, after the pieces that could be read.
 */
export async function* streamContent(
  layer: StoredLayer,
  index: LayerIndex,
  entry: number,
  options: Pick<InflateOptions, 'isCancelled' | 'way'> = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const content = existingContent(index, entry);
  const { sparse, size } = content;
  const source = openBlob(layer.location);
  try {
    const pieces =
      layer.compression === 'none'
        ? readPieces(source, content, options)
        : inflateStored(source, layer, content, options);
    const expander = new ContentExpander(sparse ?? [{ offset: 0, length: size }], size);
    for await (const piece of pieces) yield* checked(expander.push(piece), options);
    yield* checked(expander.end(), options);
    source.confirm();
  } finally {
    source.close();
  }
}

/** Holes can be of any size, so that what fills them is stopped here. */
function* checked(
  pieces: Iterable<Uint8Array>,
  { isCancelled }: Pick<InflateOptions, 'isCancelled'>,
): Generator<Uint8Array, void, undefined> {
  for (const piece of pieces) {
    if (isCancelled?.() === true) throw new EngineError('cancelled');
    yield piece;
  }
}

function existingContent(index: LayerIndex, entry: number): StoredContent {
  const content = contentOf(index, entry);
  if (content === null) throw new EngineError('content-unavailable');
  return content;
}

function readSegments(
  source: RandomAccess,
  segments: readonly StoredSegment[],
  target: Uint8Array,
): void {
  for (const segment of segments) {
    const piece = target.subarray(segment.target, segment.target + segment.length);
    if (source.read(piece, segment.position) < piece.length) {
      throw new EngineError('content-unavailable');
    }
  }
}

async function inflateSegments(
  source: RandomAccess,
  layer: StoredLayer,
  segments: readonly StoredSegment[],
  target: Uint8Array,
  options: InflateOptions,
): Promise<void> {
  const done = await inflateAll(source, layer, segments, target, options);
  if (done < segments.length) throw new EngineError('content-unavailable');
}

/**
 * Decodes a layer, from a checkpoint or else from its start, and keeps what lies in the segments, which are ascending.
 * Answers how many of them could be had. Rejects with `EngineError` `cancelled` and what reading gives.
 */
export async function inflateAll(
  source: RandomAccess,
  layer: StoredLayer,
  segments: readonly StoredSegment[],
  target: Uint8Array,
  options: InflateOptions,
): Promise<number> {
  const [first] = segments;
  let most = 0;
  if (first === undefined) return most;
  for (const from of beginnings(layer, first.position)) {
    const begin = from === null ? options : { ...options, from };
    const done = await inflateFrom(source, layer.compression, segments, target, begin);
    most = Math.max(most, done);
    if (most === segments.length) break;
  }
  return most;
}

/** Where decoding can begin to get to a place of the tar: checkpoints, and at last the beginning of the layer. */
export function* beginnings({ points }: StoredLayer, place: number): Generator<Checkpoint | null> {
  for (const point of points?.(place) ?? []) {
    const checkpoint = unpackPoint(point);
    if (checkpoint !== null) yield checkpoint;
  }
  yield null;
}

/** How many of the segments were there before decoding ended. */
async function inflateFrom(
  source: RandomAccess,
  compression: Compression,
  segments: readonly StoredSegment[],
  target: Uint8Array,
  options: InflateOptions,
): Promise<number> {
  let next = 0;
  let position = options.from?.unpacked ?? 0;
  await inflate(
    source,
    compression,
    (bytes) => {
      const end = position + bytes.length;
      for (; next < segments.length; next++) {
        const segment = segments[next];
        if (segment === undefined || segment.position >= end) break;
        const from = Math.max(segment.position, position);
        const to = Math.min(segment.position + segment.length, end);
        const at = segment.target + from - segment.position;
        target.set(bytes.subarray(from - position, to - position), at);
        if (segment.position + segment.length > end) break;
      }
      position = end;
      return next < segments.length;
    },
    options,
  );
  return next;
}

/** The stored bytes of a file of an uncompressed layer. */
async function* readPieces(
  source: RandomAccess,
  content: StoredContent,
  options: Pick<InflateOptions, 'isCancelled'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const end = content.body + content.storedBytes;
  const buffer = new Uint8Array(Math.min(bufferSizes.inflateOutput, content.storedBytes));
  for (let at = content.body + content.dataStart; at < end; at += buffer.length) {
    if (options.isCancelled?.() === true) throw new EngineError('cancelled');
    const piece = buffer.subarray(0, Math.min(buffer.length, end - at));
    if (source.read(piece, at) < piece.length) throw new EngineError('content-unavailable');
    yield piece;
  }
}

/** The stored bytes of a file of a compressed layer, which is decoded up to the end of the file. */
async function* inflateStored(
  source: RandomAccess,
  layer: StoredLayer,
  content: StoredContent,
  options: Pick<InflateOptions, 'isCancelled' | 'way'>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let start = content.body + content.dataStart;
  const end = content.body + content.storedBytes;
  for (const from of beginnings(layer, start)) {
    const pieces = inflatePieces(source, layer.compression, { start, end }, options, from);
    for await (const piece of pieces) {
      yield piece;
      start += piece.length;
    }
    if (start === end) return;
  }
  throw new EngineError('content-unavailable');
}

/** Bytes `start` to `end` of the tar, or fewer when decoding ends before. */
async function* inflatePieces(
  source: RandomAccess,
  compression: Compression,
  { start, end }: { readonly start: number; readonly end: number },
  options: Pick<InflateOptions, 'isCancelled' | 'way'>,
  from: Checkpoint | null,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (start === end) return;
  const queue = new PieceQueue();
  let position = from?.unpacked ?? 0;

  function take(bytes: Uint8Array): boolean {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, bytes.length);
    position += bytes.length;
    if (from < to) queue.put(bytes.subarray(from, to));
    return position < end && !queue.isAbandoned;
  }

  const whenReady = (): Promise<void> | undefined => queue.whenEmpty();
  const begin = from === null ? {} : { from };
  const work = inflate(source, compression, take, { ...options, ...begin, whenReady });
  // A rejection is taken by the last `await work`, which may come much later.
  const done = work.then(
    () => queue.end(),
    () => queue.end(),
  );
  try {
    for (let piece = await queue.take(); piece !== null; piece = await queue.take()) yield piece;
    await work;
  } finally {
    queue.abandon();
    await done;
  }
}

import { EngineError } from '../bytes/engine-error.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { openBlob } from '../bytes/random-access.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { inflateAll, type StoredLayer } from './content.ts';
import type { LayerIndex } from './layer-index.ts';
import { contentOf, segmentsOf } from './stored-content.ts';
import type { StoredSegment } from './stored-content.ts';

/** Asked now and then; true ends the work with `cancelled`. */
interface ReadOptions {
  readonly isCancelled?: () => boolean;
}

/** A piece of one file in the buffer that all of them share. */
interface FileSegment extends StoredSegment {
  readonly file: number;
}

/**
 * The whole contents of all entries of an index, in its order, in one pass over their layer; null where a content cannot
 * be had, because the entry has none or the layer is cut off or damaged before its end. For small files: all of them are
 * in memory together. Rejects with `EngineError` `cancelled` and what opening the layer gives.
 */
export async function readFiles(
  layer: StoredLayer,
  index: LayerIndex,
  options: ReadOptions = {},
): Promise<readonly (Uint8Array | null)[]> {
  const starts = new Float64Array(index.count + 1);
  const segments: FileSegment[] = [];
  const missing = new Set<number>();
  for (let file = 0; file < index.count; file++) {
    const content = contentOf(index, file);
    if (content === null) missing.add(file);
    const start = starts[file]!;
    starts[file + 1] = start + (content?.size ?? 0);
    if (content === null) continue;
    for (const { position, target, length } of segmentsOf(content, 0, content.size)) {
      segments.push({ position, length, target: start + target, file });
    }
  }
  const target = new Uint8Array(starts[index.count]!);
  const ascending = segments.toSorted((a, b) => a.position - b.position);
  const source = openBlob(layer.location);
  try {
    const lost =
      layer.compression === 'none'
        ? readEach(source, ascending, target, options)
        : await inflateRuns(source, layer, ascending, target, options);
    for (const file of lost) missing.add(file);
    source.confirm();
  } finally {
    source.close();
  }
  return Array.from({ length: index.count }, (_, file) =>
    missing.has(file) ? null : target.subarray(starts[file], starts[file + 1]),
  );
}

/** Answers the files that could not be read. */
function readEach(
  source: RandomAccess,
  segments: readonly FileSegment[],
  target: Uint8Array,
  { isCancelled }: ReadOptions,
): readonly number[] {
  const lost: number[] = [];
  for (const { position, target: start, length, file } of segments) {
    if (isCancelled?.() === true) throw new EngineError('cancelled');
    const piece = target.subarray(start, start + length);
    if (source.read(piece, position) < length) lost.push(file);
  }
  return lost;
}

/** Decodes what lies close together at once, and enters a gzip stream anew where there is a long way to the next file. */
async function inflateRuns(
  source: RandomAccess,
  layer: StoredLayer,
  segments: readonly FileSegment[],
  target: Uint8Array,
  options: ReadOptions,
): Promise<readonly number[]> {
  const lost: number[] = [];
  const canEnter = layer.points !== undefined;
  for (let from = 0, to = 0; from < segments.length; from = to) {
    to = from + 1;
    while (to < segments.length && (!canEnter || isClose(segments[to - 1]!, segments[to]!))) to++;
    const run = segments.slice(from, to);
    const done = await inflateAll(source, layer, run, target, options);
    for (const { file } of run.slice(done)) lost.push(file);
  }
  return lost;
}

function isClose(segment: StoredSegment, next: StoredSegment): boolean {
  return next.position - segment.position - segment.length < bufferSizes.decodeThrough;
}

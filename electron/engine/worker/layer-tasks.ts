import type { Compression } from '../../../shared/model/layer.ts';
import { openBlob, readStart } from '../bytes/random-access.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import { compareContents } from '../layer/compare-contents.ts';
import { keepIndex, keepPoints, loadIndex, loadIndexByDigest } from '../layer/index-cache.ts';
import { indexPlainLayer, indexStreamedLayer } from '../layer/index-layer.ts';
import { PointCollector } from '../layer/layer-points.ts';
import { hasStargzFooter } from '../layer/stargz.ts';
import type { TaskContext } from './protocol.ts';
import type { ListedLayer, StoredLayer, Tasks } from './tasks.ts';

/** A layer's entries: from the cache, by its headers when it is not compressed, else by reading it whole. */
export function listLayer(layer: StoredLayer, context: TaskContext): Promise<ListedLayer> {
  return openLayer(layer, context, ({ source, compression, stargz }) => {
    if (compression !== 'none') return null;
    return { index: indexPlainLayer(source, { stargz }), compression, proof: null };
  });
}

/** A layer's entries with the hashes of their contents, and what its bytes hash to. */
export function proveLayer(layer: StoredLayer, context: TaskContext): Promise<ListedLayer> {
  return openLayer(layer, context, () => null);
}

interface OpenLayer {
  readonly source: RandomAccess;
  readonly compression: Compression;
  readonly stargz: boolean;
}

/**
 * What was proven of the same bytes before stands: of the same place in an unchanged file, or of compressed bytes that
 * hash to the same. Else `quick` may have an answer; else the layer is read whole and kept.
 */
async function openLayer(
  { location, stargz: saidStargz, cacheDir, statedDigest }: StoredLayer,
  { isCancelled, progress }: TaskContext,
  quick: (layer: OpenLayer) => ListedLayer | null,
): Promise<ListedLayer> {
  const source = openBlob(location);
  try {
    const compression = sniffCompression(readStart(source, sniffBytes));
    const stargz = saidStargz || (compression === 'gzip' && hasStargzFooter(source));
    const report = (done: number): void => progress(done, source.size);
    if (cacheDir !== null) {
      const byDigest = compression === 'none' ? null : statedDigest;
      const kept =
        loadIndex(cacheDir, location, stargz) ??
        (byDigest === null
          ? null
          : loadIndexByDigest(cacheDir, source, byDigest, stargz, {
              isCancelled,
              progress: report,
            }));
      if (kept !== null) return { ...kept, compression };
    }
    const listed = quick({ source, compression, stargz });
    if (listed !== null) {
      source.confirm();
      return listed;
    }
    const options = { stargz, isCancelled, onProgress: report };
    if (cacheDir === null) {
      const proven = await indexStreamedLayer(source, compression, options);
      source.confirm();
      return { ...proven, compression };
    }
    const collector = new PointCollector();
    const proven = await indexStreamedLayer(source, compression, {
      ...options,
      onCheckpoint: (checkpoint) => collector.add(checkpoint),
    });
    source.confirm();
    keepIndex(cacheDir, location, stargz, proven);
    const { diffId, storedDigest } = proven.proof;
    if (diffId !== null) keepPoints(cacheDir, storedDigest, collector.points);
    return { ...proven, compression };
  } finally {
    source.close();
  }
}

/** For each file of groups of one size, the first of its group with the same content. */
export function compareFiles(
  { layers, groups }: Tasks['files.compare']['argument'],
  { isCancelled, progress }: TaskContext,
): Uint32Array {
  const sources: RandomAccess[] = [];
  try {
    for (const { location } of layers) sources.push(openBlob(location));
    const same = compareContents(sources, groups, {
      isCancelled,
      onProgress: (done) => progress(done, null),
    });
    for (const source of sources) source.confirm();
    return same;
  } finally {
    for (const source of sources) source.close();
  }
}

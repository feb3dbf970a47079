import type { Compression } from '../../../shared/model/layer.ts';
import { openBlob, readStart } from '../bytes/random-access.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { sniffBytes, sniffCompression } from '../bytes/sniff.ts';
import { keepIndex, loadIndex } from '../layer/index-cache.ts';
import { indexPlainLayer, indexStreamedLayer } from '../layer/index-layer.ts';
import type { TaskContext } from './protocol.ts';
import type { ListedLayer, StoredLayer } from './tasks.ts';

/** A layer's entries: from the cache, by its headers when it is not compressed, else by reading it whole. */
export function listLayer(layer: StoredLayer, context: TaskContext): Promise<ListedLayer> {
  return openLayer(layer, async (source, compression) => {
    if (compression !== 'none') return readWhole(layer, source, compression, context);
    const index = indexPlainLayer(source, { stargz: layer.stargz });
    return { index, compression, proof: null };
  });
}

/** A layer's entries with the hashes of their contents, and what its bytes hash to. */
export function proveLayer(layer: StoredLayer, context: TaskContext): Promise<ListedLayer> {
  return openLayer(layer, (source, compression) => readWhole(layer, source, compression, context));
}

/** What was proven of the same bytes before stands as long as the file is the same; else the layer is read. */
async function openLayer(
  { location, stargz, cacheDir }: StoredLayer,
  read: (source: RandomAccess, compression: Compression) => Promise<ListedLayer>,
): Promise<ListedLayer> {
  const source = openBlob(location);
  try {
    const kept = cacheDir === null ? null : loadIndex(cacheDir, location, stargz);
    if (kept !== null) return { ...kept, compression: kept.proof.compression };
    return await read(source, sniffCompression(readStart(source, sniffBytes)));
  } finally {
    source.close();
  }
}

async function readWhole(
  layer: StoredLayer,
  source: RandomAccess,
  compression: Compression,
  { isCancelled, progress }: TaskContext,
): Promise<ListedLayer> {
  const watched: RandomAccess = {
    size: source.size,
    read: (target, position) => {
      const count = source.read(target, position);
      progress(position + count, source.size);
      return count;
    },
    close: () => source.close(),
  };
  const options = { stargz: layer.stargz, isCancelled };
  const proven = await indexStreamedLayer(watched, compression, options);
  if (layer.cacheDir !== null) keepIndex(layer.cacheDir, layer.location, layer.stargz, proven);
  return { ...proven, compression };
}

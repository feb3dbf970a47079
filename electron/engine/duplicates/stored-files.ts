import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';

/** Entries looked at before other work gets its turn. */
const slice = 16_384;

/** Files that layers store, one position for each. */
export interface StoredFiles {
  readonly count: number;
  /** Position of the layer among those that were looked at. */
  readonly layer: Uint16Array | Uint32Array;
  readonly entry: Uint32Array;
  readonly bytes: Float64Array;
}

/**
 * The files of some layers, each layer given once, whose size another of them has too: only those can be equal. Empty
 * files store nothing, and a hard link is no file of its own, so neither is among them. By layer, then in the order of
 * the bodies. Files smaller than `minBytes` are left out.
 */
export function* sizeTwins(
  layers: readonly LayerIndex[],
  minBytes: number,
): Generator<void, StoredFiles> {
  const least = Math.max(1, minBytes);
  /** 0 for a size seen once, 1 for one seen again. */
  const seen = new Map<number, 0 | 1>();
  let count = 0;
  for (const index of layers) {
    for (let entry = 0; entry < index.count; entry++) {
      if (entry % slice === 0) yield;
      if (!isFile(index, entry, least)) continue;
      const size = index.size[entry]!;
      const before = seen.get(size);
      if (before === 0) count += 2;
      else if (before === 1) count++;
      seen.set(size, before === undefined ? 0 : 1);
    }
  }
  const files = {
    count,
    layer: new Uint32Array(count),
    entry: new Uint32Array(count),
    bytes: new Float64Array(count),
  };
  let at = 0;
  for (const [layer, index] of layers.entries()) {
    for (let entry = 0; entry < index.count; entry++) {
      if (entry % slice === 0) yield;
      if (!isFile(index, entry, least) || seen.get(index.size[entry]!) !== 1) continue;
      files.layer[at] = layer;
      files.entry[at] = entry;
      files.bytes[at] = index.size[entry]!;
      at++;
    }
  }
  return files;
}

function isFile({ kind, size }: LayerIndex, entry: number, least: number): boolean {
  return kind[entry] === EntryKind.file && size[entry]! >= least;
}

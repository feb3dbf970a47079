/** Which bytes are meant: those of the stored, mostly compressed blobs, or those of the uncompressed tars. */
export const byteBases = ['stored', 'unpacked'] as const;

export type ByteBasis = (typeof byteBases)[number];

/** Bytes of some layers, and what they do not tell. */
export interface Amount {
  /** Sum over the layers that are there and whose size is known. */
  readonly bytes: number;
  /** Layers that are there and whose size is not known: the sum is too low by theirs. */
  readonly unknownLayers: number;
  /** Layers that are nowhere at hand (foreign, or cut out of their archive): they take no space. */
  readonly absentLayers: number;
}

/** One set of layers measured both ways. The two are never added or compared with each other. */
export interface Amounts {
  readonly stored: Amount;
  readonly unpacked: Amount;
}

/** What is known of a layer's size. */
export interface Measured {
  /** Bytes of the blob as it lies there; null when unknown. */
  readonly storedBytes: number | null;
  /** Bytes of the uncompressed tar; null until somebody has read it. */
  readonly unpackedBytes: number | null;
  /** False when the layer's bytes are nowhere at hand. */
  readonly available: boolean;
}

/** Sums layers. Each one counts as often as it is given: the caller names a layer once. */
export function measure(layers: Iterable<Measured>): Amounts {
  const stored = { bytes: 0, unknownLayers: 0, absentLayers: 0 };
  const unpacked = { bytes: 0, unknownLayers: 0, absentLayers: 0 };
  for (const layer of layers) {
    count(stored, layer.storedBytes, layer.available);
    count(unpacked, layer.unpackedBytes, layer.available);
  }
  return { stored, unpacked };
}

/** Bytes of a layer; null when they are unknown or the layer is not there. */
export function bytesOfLayer(layer: Measured, basis: ByteBasis): number | null {
  if (!layer.available) return null;
  return basis === 'stored' ? layer.storedBytes : layer.unpackedBytes;
}

export function addAmounts(parts: Iterable<Amounts>): Amounts {
  const stored = { bytes: 0, unknownLayers: 0, absentLayers: 0 };
  const unpacked = { bytes: 0, unknownLayers: 0, absentLayers: 0 };
  for (const part of parts) {
    add(stored, part.stored);
    add(unpacked, part.unpacked);
  }
  return { stored, unpacked };
}

type Sum = { -readonly [Key in keyof Amount]: Amount[Key] };

function count(sum: Sum, bytes: number | null, available: boolean): void {
  if (!available) sum.absentLayers++;
  else if (bytes === null) sum.unknownLayers++;
  else sum.bytes += bytes;
}

function add(sum: Sum, part: Amount): void {
  sum.bytes += part.bytes;
  sum.unknownLayers += part.unknownLayers;
  sum.absentLayers += part.absentLayers;
}

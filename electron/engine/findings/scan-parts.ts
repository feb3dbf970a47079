import type { Compression } from '../../../shared/model/layer.ts';
import type { EntryExtra, LayerIndex } from '../layer/layer-index.ts';
import { scannedBytes } from './scan-files.ts';

/** Work that is worth a task of its own; so several threads share a layer that can be entered anywhere. */
const partBytes = 32 * 1024 * 1024;
const partEntries = 8192;

/** Entries of a layer that one task looks through. */
export interface ScanPart {
  readonly from: number;
  readonly to: number;
  /** Bytes of files that are read for it. */
  readonly bytes: number;
}

/** Parts of a layer of about equal work: one for a compressed layer, which is decoded from its beginning. */
export function scanParts(index: LayerIndex, compression: Compression): readonly ScanPart[] {
  const parts: ScanPart[] = [];
  let from = 0;
  let bytes = 0;
  for (let entry = 0; entry < index.count; entry++) {
    bytes += scannedBytes(index, entry);
    const isFull = bytes >= partBytes || entry + 1 - from >= partEntries;
    if (entry + 1 < index.count && (compression !== 'none' || !isFull)) continue;
    parts.push({ from, to: entry + 1, bytes });
    from = entry + 1;
    bytes = 0;
  }
  return parts;
}

/** The columns of an index that reading the files of a part takes, with their names. */
export function partIndex(index: LayerIndex, { from, to }: ScanPart): LayerIndex {
  const { pathStart, paths } = index;
  const firstPath = pathStart[from]!;
  return {
    count: to - from,
    kind: index.kind.slice(from, to),
    mode: new Uint16Array(),
    owner: new Uint32Array(),
    size: index.size.slice(from, to),
    modified: new Float64Array(),
    body: index.body.slice(from, to),
    pathStart: pathStart.slice(from, to + 1).map((start) => start - firstPath),
    paths: paths.slice(firstPath, pathStart[to]),
    linkStart: new Uint32Array(),
    links: new Uint8Array(),
    owners: [],
    extras: new Map(sparseExtras(index, from, to)),
    contentHash: null,
    unpackedBytes: index.unpackedBytes,
    problems: [],
  };
}

function* sparseExtras(
  { extras }: LayerIndex,
  from: number,
  to: number,
): Generator<readonly [number, EntryExtra]> {
  for (const [entry, { sparse }] of extras) {
    if (entry >= from && entry < to && sparse !== undefined) yield [entry - from, { sparse }];
  }
}

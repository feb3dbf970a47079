import type { InflateOptions } from '../../../electron/engine/bytes/inflate.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import {
  indexPlainLayer,
  indexStreamedLayer,
  type ProvenLayer,
} from '../../../electron/engine/layer/index-layer.ts';
import { EntryKind, type LayerIndex } from '../../../electron/engine/layer/layer-index.ts';
import type { Compression } from '../../../shared/model/layer.ts';

const kindNames = Object.keys(EntryKind);

export function plainIndex(bytes: Uint8Array, stargz = false): LayerIndex {
  return indexPlainLayer(openBytes(bytes), { stargz });
}

export function streamedLayer(
  bytes: Uint8Array,
  compression: Compression,
  options: InflateOptions & { readonly stargz?: boolean } = {},
): Promise<ProvenLayer> {
  return indexStreamedLayer(openBytes(bytes), compression, { stargz: false, ...options });
}

/** One line per entry: kind, path, and the link after an arrow. */
export function lines(index: LayerIndex): readonly string[] {
  return Array.from({ length: index.count }, (_, entry) => {
    const kind = kindNames[index.kind[entry] ?? -1] ?? '?';
    const link = linkOf(index, entry);
    return `${kind} ${pathOf(index, entry)}${link === '' ? '' : ` > ${link}`}`;
  });
}

/** One line per problem: code and path. */
export function problemLines(index: LayerIndex): readonly string[] {
  return index.problems.map(({ code, where }) =>
    where.path === undefined ? code : `${code} ${where.path}`,
  );
}

export function pathOf({ paths, pathStart }: LayerIndex, entry: number): string {
  return decode(paths.subarray(pathStart[entry], pathStart[entry + 1]));
}

export function linkOf({ links, linkStart }: LayerIndex, entry: number): string {
  return decode(links.subarray(linkStart[entry], linkStart[entry + 1]));
}

/** Hash of entry `entry`'s content in hex; '' when it is not known. */
export function hashOf({ contentHash }: LayerIndex, entry: number): string {
  const hash = contentHash?.subarray(entry * 32, entry * 32 + 32) ?? new Uint8Array();
  return hash.every((byte) => byte === 0) ? '' : Buffer.from(hash).toString('hex');
}

/** Everything of an index as plain values, for comparing two of them. */
export function allOf(index: LayerIndex): unknown {
  return { ...index, extras: [...index.extras], contentHash: null };
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

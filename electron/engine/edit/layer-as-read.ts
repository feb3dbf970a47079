import { ByteArena } from '../layer/index-columns.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { EntryExtra, LayerIndex } from '../layer/layer-index.ts';
import { readMarker } from '../layer/markers.ts';
import { memberOf } from '../export/tree-tar.ts';
import { isMarked } from '../tar/clean-path.ts';
import { padded } from '../tar/header.ts';
import { archiveEnd, memberHeader } from '../tar/write-header.ts';

const slash = 0x2f;

/**
 * What whoever reads the tar of these entries finds: where each body lies, whiteouts as such, sparse files filled up, and
 * how long the tar is. Nothing has to be written for it. The order of entries stays.
 */
export function layerAsRead(index: LayerIndex): LayerIndex {
  const { count } = index;
  const kind = index.kind.slice();
  const body = new Uint32Array(count);
  const paths = new ByteArena();
  const pathStart = new Uint32Array(count + 1);
  let position = 0;
  for (let entry = 0; entry < count; entry++) {
    const member = memberOf(index, entry);
    position += memberHeader(member).length;
    body[entry] = position / 512;
    position += padded(member.size);
    const marker = markerOf(member.path);
    if (marker !== null) kind[entry] = marker.kind;
    const path = marker?.path ?? member.path;
    paths.reserve(path.length);
    paths.bytes.set(path, paths.length);
    paths.length += path.length;
    pathStart[entry + 1] = paths.length;
  }
  return {
    ...index,
    kind,
    body,
    pathStart,
    paths: paths.bytes.slice(0, paths.length),
    extras: withoutHoles(index.extras),
    unpackedBytes: position + archiveEnd.length,
  };
}

/** What a name of a marker means; null for any other. */
function markerOf(
  path: Uint8Array,
): { readonly kind: EntryKind; readonly path: Uint8Array } | null {
  const base = path.lastIndexOf(slash) + 1;
  if (!isMarked(path, base, path.length)) return null;
  const copy = path.slice();
  const marker = readMarker(copy, 0, copy.length);
  if (marker.kind !== 'whiteout' && marker.kind !== 'opaque') return null;
  const kind = marker.kind === 'whiteout' ? EntryKind.whiteout : EntryKind.opaque;
  return { kind, path: copy.subarray(0, marker.end) };
}

function withoutHoles(extras: LayerIndex['extras']): LayerIndex['extras'] {
  const kept = new Map<number, EntryExtra>();
  for (const [entry, { sparse: _, ...extra }] of extras) {
    if (extra.xattrs !== undefined || extra.device !== undefined) kept.set(entry, extra);
  }
  return kept;
}

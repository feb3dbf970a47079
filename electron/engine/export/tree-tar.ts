import { EngineError } from '../bytes/engine-error.ts';
import { gatherPieces } from '../bytes/gather-pieces.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { archiveEnd, bodyPadding, memberHeader } from '../tar/write-header.ts';
import type { MemberType, TarMember } from '../tar/write-header.ts';
import { typeOf } from '../tree/union-tree.ts';
import type { ListedContents } from './listed-contents.ts';
import type { TreeListing } from './tree-listing.ts';

const noBytes = new Uint8Array();

/**
 * A tar of listed paths, in pieces; a piece is valid until the next one is asked for. The same listing gives the same
 * bytes, wherever the contents lie.
 *
 * Rejects with `EngineError` `content-unavailable`, `source-changed`, `not-readable`, `cancelled`.
 */
export function treeTar(
  listing: Pick<TreeListing, 'index'>,
  contents: Pick<ListedContents, 'pieces'>,
  isCancelled: () => boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  return gatherPieces(members(listing, contents, isCancelled));
}

function* members(
  { index }: Pick<TreeListing, 'index'>,
  contents: Pick<ListedContents, 'pieces'>,
  isCancelled: () => boolean,
): Generator<Uint8Array, void, undefined> {
  for (let entry = 0; entry < index.count; entry++) {
    if (isCancelled()) throw new EngineError('cancelled');
    const member = memberOf(index, entry);
    yield memberHeader(member);
    if (member.size === 0) continue;
    for (const piece of contents.pieces(entry)) {
      if (isCancelled()) throw new EngineError('cancelled');
      yield piece;
    }
    const padding = bodyPadding(member.size);
    if (padding.length > 0) yield padding;
  }
  yield archiveEnd;
}

/** One entry of a listing as a member of a tar. */
export function memberOf(index: LayerIndex, entry: number): TarMember {
  const kind = index.kind[entry]!;
  const type: MemberType = kind === EntryKind.hardLink ? 'hardLink' : typeOf(kind);
  const owner = index.owners[index.owner[entry]!];
  const extra = index.extras.get(entry);
  return {
    type,
    path: index.paths.subarray(index.pathStart[entry], index.pathStart[entry + 1]),
    link:
      type === 'symlink' || type === 'hardLink'
        ? index.links.subarray(index.linkStart[entry], index.linkStart[entry + 1])
        : noBytes,
    mode: index.mode[entry]!,
    uid: owner?.uid ?? 0,
    gid: owner?.gid ?? 0,
    userName: owner?.userName ?? '',
    groupName: owner?.groupName ?? '',
    modified: index.modified[entry]!,
    size: type === 'file' ? index.size[entry]! : 0,
    device: extra?.device ?? null,
    xattrs: extra?.xattrs ?? [],
  };
}

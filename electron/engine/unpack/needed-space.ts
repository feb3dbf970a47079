import { statfsSync } from 'node:fs';
import type { NeededSpace } from '../export/free-space.ts';
import { storedBytesOf } from '../export/listed-contents.ts';
import type { TreeListing } from '../export/tree-listing.ts';
import { EntryKind } from '../layer/layer-index.ts';

/** What a listing takes on the file system of a folder, in whole blocks. Holes of sparse files take nothing. */
export function spaceFor(listing: TreeListing, folder: string): NeededSpace {
  const { bsize } = statfsSync(folder);
  const { index } = listing;
  let bytes = 0;
  let files = 0;
  for (let entry = 0; entry < index.count; entry++) {
    const kind = index.kind[entry]!;
    if (kind === EntryKind.hardLink || kind === EntryKind.hidden) continue;
    files++;
    if (kind !== EntryKind.file) continue;
    bytes += Math.ceil(storedBytesOf(listing, entry) / bsize) * bsize;
  }
  return { bytes, files };
}

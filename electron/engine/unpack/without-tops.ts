import type { TreeListing } from '../export/tree-listing.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { EntryExtra } from '../layer/layer-index.ts';
import { keyOf, linkOf, pathOf, topName } from './listed-names.ts';

/**
 * A listing in which everything below some uppermost names (keys of them) is left out: such entries stay in their places
 * as `hidden`, without content. A file whose first name is left out is a file under the next of its names.
 */
export function withoutTops(listing: TreeListing, tops: ReadonlySet<string>): TreeListing {
  if (tops.size === 0) return listing;
  const { index } = listing;
  const { count } = index;
  const kind = index.kind.slice();
  const size = index.size.slice();
  const body = index.body.slice();
  const layer = listing.layer.slice();
  const extras = new Map<number, EntryExtra>(index.extras);
  const links: Buffer[] = [];
  const linkStart = new Uint32Array(count + 1);
  /** Files that lost their first name, by that name: where they were, and the name that took its place. */
  const lost = new Map<string, { readonly entry: number; heir: Buffer | null }>();
  for (let entry = 0; entry < count; entry++) {
    const path = pathOf(index, entry);
    const isOut = tops.has(keyOf(topName(path)));
    let link = linkOf(index, entry);
    if (isOut) {
      if (index.kind[entry] !== EntryKind.hardLink) lost.set(keyOf(path), { entry, heir: null });
      kind[entry] = EntryKind.hidden;
      size[entry] = 0;
    } else if (index.kind[entry] === EntryKind.hardLink) {
      const first = lost.get(keyOf(link));
      if (first !== undefined && first.heir !== null) link = first.heir;
      else if (first !== undefined) {
        first.heir = path;
        link = linkOf(index, first.entry);
        kind[entry] = index.kind[first.entry]!;
        size[entry] = index.size[first.entry]!;
        body[entry] = index.body[first.entry]!;
        layer[entry] = listing.layer[first.entry]!;
        const extra = index.extras.get(first.entry);
        if (extra !== undefined) extras.set(entry, extra);
      }
    }
    links.push(link);
    linkStart[entry + 1] = linkStart[entry]! + link.length;
  }
  const changed = { kind, size, body, extras, linkStart, links: Buffer.concat(links) };
  return { ...listing, index: { ...index, ...changed }, layer };
}

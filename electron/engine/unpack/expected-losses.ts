import type { ExportLoss } from '../../../shared/model/export.ts';
import { LossLog } from '../export/loss-log.ts';
import type { TreeListing } from '../export/tree-listing.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { pathOf } from './listed-names.ts';

/** What this process may do to files that it unpacks. */
export interface UnpackRights {
  /** Null where files have no owner by number. */
  readonly user: number | null;
  readonly groups: readonly number[];
}

/** The rights of this process. */
export function unpackRights(): UnpackRights {
  const groups = [process.getegid?.() ?? -1, ...(process.getgroups?.() ?? [])];
  return { user: process.geteuid?.() ?? null, groups };
}

/**
 * What unpacking a listing is known to lose before anything is written. Names that the file system cannot hold, and what
 * it keeps of modes and times, show only then.
 */
export function expectedLosses(
  { index, losses }: TreeListing,
  special: boolean,
  { user, groups }: UnpackRights,
): readonly ExportLoss[] {
  const log = new LossLog();
  log.addAll(losses);
  const mayOwn = index.owners.map(
    ({ uid, gid }) => user === 0 || (uid === user && groups.includes(gid)),
  );
  for (let entry = 0; entry < index.count; entry++) {
    const kind = index.kind[entry];
    if (kind === EntryKind.hardLink || kind === EntryKind.hidden) continue;
    const isSpecial =
      kind === EntryKind.character || kind === EntryKind.block || kind === EntryKind.fifo;
    const path = pathOf(index, entry);
    if (isSpecial && !special) {
      log.add('device', path);
      continue;
    }
    if (mayOwn[index.owner[entry]!] === false) log.add('owner', path);
    if ((index.extras.get(entry)?.xattrs?.length ?? 0) > 0) log.add('xattr', path);
  }
  return log.losses();
}

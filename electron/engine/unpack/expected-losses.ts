import type { ExportLoss } from '../../../shared/model/export.ts';
import { LossLog } from '../export/loss-log.ts';
import type { TreeListing } from '../export/tree-listing.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { hasXattrs } from './extended-attributes.ts';
import { pathOf } from './listed-names.ts';
import { hasSetfattr } from './setfattr.ts';

/** What this process may do to files that it unpacks. */
export interface UnpackRights {
  /** Null where files have no owner by number. */
  readonly user: number | null;
  readonly groups: readonly number[];
  /** Whether extended attributes can be written, as far as the system lets this user. */
  readonly xattrs: boolean;
}

/** The rights of this process. */
export function unpackRights(): UnpackRights {
  const groups = [process.getegid?.() ?? -1, ...(process.getgroups?.() ?? [])];
  return { user: process.geteuid?.() ?? null, groups, xattrs: hasSetfattr() };
}

/**
 * What unpacking a listing is known to lose before anything is written. Names that the file system cannot hold, and what
 * it keeps of modes and times, show only then.
 */
export function expectedLosses(
  { index, losses }: TreeListing,
  special: boolean,
  { user, groups, xattrs }: UnpackRights,
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
    if (hasXattrs(index, entry) && !(xattrs && maySetAll(index, entry, user)))
      log.add('xattr', path);
  }
  return log.losses();
}

/** Whether the system lets a user set all attributes of an entry of a kind (xattr(7), Extended attribute namespaces). */
function maySetAll(index: LayerIndex, entry: number, user: number | null): boolean {
  const kind = index.kind[entry];
  const isPlain = kind === EntryKind.file || kind === EntryKind.directory;
  return (index.extras.get(entry)?.xattrs ?? []).every(({ name }) => {
    if (name.startsWith('user.')) return isPlain;
    if (name.startsWith('security.') || name.startsWith('trusted.')) return user === 0;
    return name.startsWith('system.');
  });
}

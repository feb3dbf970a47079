/** One line of a POSIX access control list. */
export interface AclEntry {
  readonly tag: 'user' | 'group' | 'mask' | 'other';
  /** The user or group number; null for the file's own owner and group, the mask and all others. */
  readonly id: number | null;
  /** `rwx` with a dash for what is not permitted. */
  readonly permissions: string;
}

const headerBytes = 4;
const entryBytes = 8;
const version = 2;

/**
 * Decodes `system.posix_acl_access` and `system.posix_acl_default` (linux/posix_acl_xattr.h: a version, then tag,
 * permissions and id of each entry, little-endian). Null when the bytes have not that form.
 */
export function decodeAcl(value: Uint8Array): readonly AclEntry[] | null {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (value.byteLength < headerBytes || (value.byteLength - headerBytes) % entryBytes !== 0)
    return null;
  if (view.getUint32(0, true) !== version) return null;
  const entries: AclEntry[] = [];
  for (let offset = headerBytes; offset < value.byteLength; offset += entryBytes) {
    const kind = tags.get(view.getUint16(offset, true));
    if (kind === undefined) return null;
    entries.push({
      tag: kind.tag,
      id: kind.named ? view.getUint32(offset + 4, true) : null,
      permissions: permissionText(view.getUint16(offset + 2, true)),
    });
  }
  return entries;
}

/** The entry as `getfacl` writes it: `user:1000:r-x`. */
export function aclEntryText(entry: AclEntry): string {
  return `${entry.tag}:${entry.id ?? ''}:${entry.permissions}`;
}

const tags: ReadonlyMap<number, { readonly tag: AclEntry['tag']; readonly named: boolean }> =
  new Map([
    [0x01, { tag: 'user', named: false }],
    [0x02, { tag: 'user', named: true }],
    [0x04, { tag: 'group', named: false }],
    [0x08, { tag: 'group', named: true }],
    [0x10, { tag: 'mask', named: false }],
    [0x20, { tag: 'other', named: false }],
  ]);

function permissionText(bits: number): string {
  return `${(bits & 4) === 0 ? '-' : 'r'}${(bits & 2) === 0 ? '-' : 'w'}${(bits & 1) === 0 ? '-' : 'x'}`;
}

import type { BlobLocation } from '../bytes/blob-location.ts';

/** Text that is equal for the same bytes at the same place of the same unchanged file. */
export function locationKey(location: BlobLocation): string {
  if (location.kind === 'inline') return `inline:${Buffer.from(location.bytes).toString('base64')}`;
  const { path, offset, length, identity } = location;
  const { device, inode, size, modified, changed } = identity;
  return JSON.stringify([path, device, inode, size, modified, changed, offset, length]);
}

import { fstatSync, type BigIntStats } from 'node:fs';
import type { FileIdentity } from './blob-location.ts';

/** Identity of an open file. */
export function identityOfDescriptor(descriptor: number): FileIdentity {
  return identityOfStats(fstatSync(descriptor, { bigint: true }));
}

/** Whether two identities speak of one unchanged file. */
export function sameIdentity(one: FileIdentity, other: FileIdentity): boolean {
  return (
    one.device === other.device &&
    one.inode === other.inode &&
    one.size === other.size &&
    one.modified === other.modified &&
    one.changed === other.changed
  );
}

/** Identity of the file that was asked for. */
export function identityOfStats(stats: BigIntStats): FileIdentity {
  return {
    device: stats.dev.toString(),
    inode: stats.ino.toString(),
    size: Number(stats.size),
    modified: stats.mtimeNs.toString(),
    changed: stats.ctimeNs.toString(),
  };
}

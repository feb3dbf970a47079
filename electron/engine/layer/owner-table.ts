import type { Owner } from '../../../shared/model/entry.ts';
import { limits } from '../bytes/limits.ts';
import type { ByteSpan } from '../tar/byte-span.ts';
import type { TarEntry } from '../tar/tar-entry.ts';

/** The different owners of a layer, each kept once. Most entries have the owner of the entry before. */
export class OwnerTable {
  readonly owners: Owner[] = [];
  readonly #positions = new Map<string, number>();
  #uid = -1;
  #gid = -1;
  #userName: Uint8Array = new Uint8Array();
  #groupName: Uint8Array = new Uint8Array();
  #last = 0;

  /** Position of the entry's owner in `owners`; -1 when there are too many different ones. */
  position(entry: TarEntry): number {
    if (
      entry.uid === this.#uid &&
      entry.gid === this.#gid &&
      isSame(entry.userName, this.#userName) &&
      isSame(entry.groupName, this.#groupName)
    ) {
      return this.#last;
    }
    const owner: Owner = {
      uid: entry.uid,
      gid: entry.gid,
      userName: entry.userName.text(),
      groupName: entry.groupName.text(),
    };
    const key = JSON.stringify([owner.uid, owner.gid, owner.userName, owner.groupName]);
    const known = this.#positions.get(key);
    if (known === undefined && this.owners.length >= limits.layerOwners) return -1;
    const position = known ?? this.owners.push(owner) - 1;
    if (known === undefined) this.#positions.set(key, position);
    this.#uid = entry.uid;
    this.#gid = entry.gid;
    this.#userName = entry.userName.copy();
    this.#groupName = entry.groupName.copy();
    this.#last = position;
    return position;
  }
}

function isSame(span: ByteSpan, bytes: Uint8Array): boolean {
  if (span.length !== bytes.length) return false;
  for (let at = 0; at < bytes.length; at++) {
    if (span.bytes[span.start + at] !== bytes[at]) return false;
  }
  return true;
}

import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  futimesSync,
  lchownSync,
  lutimesSync,
  openSync,
  utimesSync,
} from 'node:fs';
import type { ExportLossKind } from '../../../shared/model/export.ts';
import type { LossLog } from '../export/loss-log.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { forSystem } from './host-path.ts';
import type { HostPath } from './host-path.ts';

/** Bits by which a program gets the rights of its owner. */
const setIdBits = 0o6000;

/** Whole seconds that every file system can hold. */
const surelyHeld = { from: 0, to: 0x7fff_ffff } as const;

/**
 * Gives what was unpacked its owner, mode and times, as far as this process may. What is not kept is noted. A program
 * that cannot be given to its owner does not keep its setuid and setgid bits either: it would get the rights of whoever
 * unpacks it.
 */
export class Attributes {
  readonly #index: LayerIndex;
  readonly #losses: LossLog;
  readonly #owner = process.geteuid?.() ?? null;
  readonly #groups = new Set([process.getegid?.() ?? -1, ...(process.getgroups?.() ?? [])]);

  constructor(index: LayerIndex, losses: LossLog) {
    this.#index = index;
    this.#losses = losses;
  }

  /** Of an open file or folder. Its content must be complete. */
  ofDescriptor(descriptor: number, entry: number): void {
    const owned = this.#own(entry, (uid, gid) => fchownSync(descriptor, uid, gid));
    const mode = this.#modeOf(entry, owned);
    this.#attempt('mode', entry, () => fchmodSync(descriptor, mode));
    const time = this.#timeOf(entry);
    this.#attempt('time', entry, () => {
      futimesSync(descriptor, time, time);
      this.#checkTime(descriptor, entry);
    });
  }

  /** Of a folder that nobody else can reach. */
  ofFolder(path: HostPath, entry: number): void {
    const descriptor = openFolder(path);
    if (descriptor !== null) {
      try {
        this.ofDescriptor(descriptor, entry);
      } finally {
        closeSync(descriptor);
      }
      return;
    }
    this.ofSpecial(path, entry);
  }

  /** Of a device or pipe, which cannot be opened without waiting, and of folders where those cannot be opened. */
  ofSpecial(path: HostPath, entry: number): void {
    const target = forSystem(path);
    const owned = this.#own(entry, (uid, gid) => lchownSync(target, uid, gid));
    const mode = this.#modeOf(entry, owned);
    this.#attempt('mode', entry, () => chmodSync(target, mode));
    const time = this.#timeOf(entry);
    this.#attempt('time', entry, () => utimesSync(target, time, time));
  }

  /** Of a symbolic link itself; it has no mode of its own. */
  ofLink(path: HostPath, entry: number): void {
    const target = forSystem(path);
    this.#own(entry, (uid, gid) => lchownSync(target, uid, gid));
    const time = this.#timeOf(entry);
    this.#attempt('time', entry, () => lutimesSync(target, time, time));
  }

  /** Whether the entry now belongs to whom the image says. */
  #own(entry: number, change: (uid: number, gid: number) => void): boolean {
    const { uid, gid } = this.#index.owners[this.#index.owner[entry]!] ?? { uid: 0, gid: 0 };
    const mayOwn = this.#owner === 0 || (uid === this.#owner && this.#groups.has(gid));
    if (mayOwn) return this.#attempt('owner', entry, () => change(uid, gid));
    this.#lose('owner', entry);
    return false;
  }

  #modeOf(entry: number, owned: boolean): number {
    const mode = this.#index.mode[entry]! & 0o7777;
    if (owned || (mode & setIdBits) === 0) return mode;
    this.#lose('mode', entry);
    return mode & ~setIdBits;
  }

  /** Seconds; a time before 1970 as a date, as Node takes negative numbers for "now". */
  #timeOf(entry: number): number | Date {
    const milliseconds = this.#index.modified[entry]! || 0;
    return milliseconds < 0 ? new Date(milliseconds) : milliseconds / 1000;
  }

  /** A file system keeps the nearest time it can hold and says nothing. */
  #checkTime(descriptor: number, entry: number): void {
    const seconds = Math.floor((this.#index.modified[entry]! || 0) / 1000);
    if (seconds >= surelyHeld.from && seconds <= surelyHeld.to) return;
    const kept = Math.floor(fstatSync(descriptor).mtimeMs / 1000);
    if (kept !== seconds) this.#lose('time', entry);
  }

  #attempt(kind: ExportLossKind, entry: number, change: () => void): boolean {
    try {
      change();
      return true;
    } catch {
      this.#lose(kind, entry);
      return false;
    }
  }

  #lose(kind: ExportLossKind, entry: number): void {
    const { paths, pathStart } = this.#index;
    this.#losses.add(kind, paths.subarray(pathStart[entry], pathStart[entry + 1]));
  }
}

/** A folder as a descriptor that stays the same one whatever its name becomes; null where that is not possible. */
export function openFolder(path: HostPath): number | null {
  if (process.platform === 'win32') return null;
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  return openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
}

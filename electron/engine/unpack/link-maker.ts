import { spawnSync } from 'node:child_process';
import { closeSync, constants, copyFileSync, linkSync, openSync, symlinkSync } from 'node:fs';
import { systemCodeOf } from '../bytes/engine-error.ts';
import type { LossLog } from '../export/loss-log.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { Attributes } from './attributes.ts';
import type { ExtendedAttributes } from './extended-attributes.ts';
import { forSystem } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import { keyOf, linkOf, pathOf } from './listed-names.ts';
import type { PrivateTree } from './private-tree.ts';

/** Codes of the system for what is wrong with a name, which is told by making the thing under another one. */
const aboutNames = new Set(['EEXIST', 'EINVAL', 'EILSEQ', 'ENAMETOOLONG']);

/** Codes that end everything: there is no sense in going on without space. */
const aboutSpace = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS']);

/** Longest target of a symbolic link on Linux. */
const longestTarget = 4095;

/** Most devices and pipes that are made: each takes a program of its own. */
const mostSpecial = 10_000;

/** Makes everything that is neither a file nor a folder. */
export class LinkMaker {
  made = 0;
  readonly #index: LayerIndex;
  readonly #tree: PrivateTree;
  readonly #attributes: Attributes;
  readonly #xattrs: ExtendedAttributes;
  readonly #losses: LossLog;
  /** Where things are that hard links lead to, by their path in the archive. */
  readonly #targets: Map<string, HostPath>;
  #specials = 0;

  constructor(
    index: LayerIndex,
    tree: PrivateTree,
    attributes: Attributes,
    xattrs: ExtendedAttributes,
    losses: LossLog,
    targets: Map<string, HostPath>,
  ) {
    this.#index = index;
    this.#tree = tree;
    this.#attributes = attributes;
    this.#xattrs = xattrs;
    this.#losses = losses;
    this.#targets = targets;
  }

  /** A symbolic link, with its target as it stands: nothing here ever follows it. */
  symlink(entry: number): void {
    const target = linkOf(this.#index, entry);
    const isPossible = target.length > 0 && target.length <= longestTarget && !target.includes(0);
    const make = (place: HostPath): void => symlinkSync(forTarget(target), forSystem(place));
    const path = isPossible ? this.#attempt('symlink', entry, make) : this.#lose('symlink', entry);
    if (path === null) return;
    this.#attributes.ofLink(path, entry);
    this.#xattrs.of(path, entry);
  }

  /** A device or pipe, by the system's own program: Node has no call for it. */
  special(entry: number): void {
    const kind = specialKind(this.#index.kind[entry]!);
    const device = this.#index.extras.get(entry)?.device ?? null;
    const numbers = kind === 'p' ? [] : device === null ? null : [device.major, device.minor];
    const isPossible = numbers !== null && this.#specials++ < mostSpecial;
    const path = isPossible
      ? this.#attempt('device', entry, (place) => makeNode(place, kind, numbers))
      : this.#lose('device', entry);
    if (path === null) return;
    this.#attributes.ofSpecial(path, entry);
    this.#xattrs.of(path, entry);
  }

  /** A further name of something that was made before; a copy where there cannot be one. */
  hardLink(entry: number): void {
    const key = keyOf(linkOf(this.#index, entry));
    const target = this.#targets.get(key);
    if (target === undefined) {
      this.#lose('hard-link', entry);
      return;
    }
    const make = (place: HostPath): boolean => linkOrCopy(target, place);
    const claimed = this.#claim('hard-link', entry, make);
    if (claimed === null || claimed.result) return;
    this.#lose('hard-link', entry);
    this.#ofCopy(claimed.path, entry);
    // One that has as many names as it can have is not asked again.
    this.#targets.set(key, claimed.path);
  }

  #ofCopy(path: HostPath, entry: number): void {
    const descriptor = openSync(forSystem(path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      this.#attributes.ofDescriptor(descriptor, entry);
      this.#xattrs.of(path, entry);
    } finally {
      closeSync(descriptor);
    }
  }

  #attempt(
    kind: 'symlink' | 'device',
    entry: number,
    make: (place: HostPath) => void,
  ): HostPath | null {
    const claimed = this.#claim(kind, entry, make);
    if (claimed === null) return null;
    const key = keyOf(pathOf(this.#index, entry));
    this.#targets.set(key, claimed.path);
    return claimed.path;
  }

  /** Null where it cannot be made, which is noted. */
  #claim<Result>(
    kind: 'symlink' | 'device' | 'hard-link',
    entry: number,
    make: (place: HostPath) => Result,
  ): { readonly path: HostPath; readonly result: Result } | null {
    try {
      const claimed = this.#tree.make(pathOf(this.#index, entry), make);
      if (claimed !== null) this.made++;
      return claimed;
    } catch (error) {
      if (aboutSpace.has(systemCodeOf(error))) throw error;
      return this.#lose(kind, entry);
    }
  }

  #lose(kind: 'symlink' | 'device' | 'hard-link', entry: number): null {
    this.#losses.add(kind, pathOf(this.#index, entry));
    return null;
  }
}

function specialKind(kind: number): 'p' | 'c' | 'b' {
  if (kind === EntryKind.fifo) return 'p';
  return kind === EntryKind.character ? 'c' : 'b';
}

function forTarget(target: Buffer): Buffer | string {
  return process.platform === 'win32' ? target.toString() : target;
}

/** Whether it is a link; false for a copy. */
function linkOrCopy(target: HostPath, place: HostPath): boolean {
  try {
    linkSync(forSystem(target), forSystem(place));
    return true;
  } catch (error) {
    if (aboutNames.has(systemCodeOf(error))) throw error;
    copyFileSync(forSystem(target), forSystem(place), constants.COPYFILE_EXCL);
    return false;
  }
}

function makeNode(place: HostPath, kind: 'p' | 'c' | 'b', numbers: readonly number[]): void {
  const path = place.toString();
  // The program gets its arguments as text.
  if (!Buffer.from(path).equals(place)) throw systemError('EPERM');
  const args = ['-m', '600', '--', path, kind, ...numbers.map(String)];
  const { status, stderr, error } = spawnSync('mknod', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (error !== undefined || status !== 0) {
    throw systemError((stderr ?? '').includes('File exists') ? 'EEXIST' : 'EPERM');
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

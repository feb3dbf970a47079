import { mkdirSync } from 'node:fs';
import type { LossLog } from '../export/loss-log.ts';
import { forSystem } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import { keyOf, splitPath } from './listed-names.ts';
import { NameClaims } from './name-claims.ts';
import type { Claimed } from './name-claims.ts';

/** A folder of the private tree. */
export interface MadeFolder {
  readonly path: HostPath;
  /** As the archive has it. */
  readonly listed: Buffer;
}

/** Deepest folder that is made. Real trees stay under 50; many programs cannot even remove much deeper ones. */
const deepest = 500;

const slash = 0x2f;

/** Something that lies in the uppermost folder and is to be moved out of it. */
export interface TopName {
  readonly name: Buffer;
  /** The name in the archive. */
  readonly listed: Buffer;
  readonly isFolder: boolean;
}

/**
 * The folder into which everything is unpacked at first. Nobody else may enter it, and nothing is made in it but in
 * folders that this object made itself, by names that are one part each: so whatever paths an archive has, they stay
 * inside.
 */
export class PrivateTree {
  readonly root: HostPath;
  readonly #claims = new NameClaims();
  readonly #losses: LossLog;
  /** By the path in the archive; null for one that could not be made. */
  readonly #folders = new Map<string, MadeFolder | null>();
  readonly #tops = new Map<string, TopName>();

  /** `root` is made; it must not be there. */
  constructor(root: HostPath, losses: LossLog) {
    mkdirSync(forSystem(root), { mode: 0o700 });
    this.root = root;
    this.#losses = losses;
    this.#folders.set('', { path: root, listed: Buffer.alloc(0) });
  }

  /** What lies in the uppermost folder. */
  get tops(): Iterable<TopName> {
    return this.#tops.values();
  }

  /** All folders but the uppermost, those above before those in them. */
  *folders(): Generator<MadeFolder> {
    for (const [key, folder] of this.#folders) if (key !== '' && folder !== null) yield folder;
  }

  /** Makes a folder, and those above it, unless that has been done. Null when it cannot be, which is not noted. */
  folder(path: Buffer): MadeFolder | null {
    if (isTooDeep(path)) return null;
    const missing: Buffer[] = [];
    let known = this.#folders.get(keyOf(path));
    for (let at = path; known === undefined; known = this.#folders.get(keyOf(at))) {
      missing.push(at);
      at = splitPath(at).folder;
    }
    for (const each of missing.toReversed()) {
      if (known === null) this.#folders.set(keyOf(each), null);
      else known = this.#makeFolder(known, each);
    }
    return known ?? null;
  }

  /**
   * Makes something that is not a folder at a path, under another name where the file system does not take its own. `make`
   * must not replace or follow anything. Null when there is no way to make it, which is noted.
   */
  make<Result>(path: Buffer, make: (place: HostPath) => Result): Claimed<Result> | null {
    const { folder, name } = splitPath(path);
    const above = this.folder(folder);
    const claimed = above === null ? null : this.#claim(above, path, name, make);
    if (claimed === null) this.#losses.add('name-refused', path);
    else if (folder.length === 0) this.#addTop(claimed.name, name, false);
    return claimed;
  }

  /** Says that what was made at a path is gone again. */
  forget(path: Buffer, place: HostPath): void {
    if (splitPath(path).folder.length > 0) return;
    this.#tops.delete(keyOf(splitPath(place).name));
  }

  #makeFolder(above: MadeFolder, path: Buffer): MadeFolder | null {
    const { folder, name } = splitPath(path);
    const make = (place: HostPath): void => mkdirSync(forSystem(place), { mode: 0o700 });
    const claimed = this.#claim(above, path, name, make);
    const made = claimed === null ? null : { path: claimed.path, listed: Buffer.from(path) };
    this.#folders.set(keyOf(path), made);
    if (claimed !== null && folder.length === 0) this.#addTop(claimed.name, name, true);
    return made;
  }

  #claim<Result>(
    above: MadeFolder,
    path: Buffer,
    name: Buffer,
    make: (place: HostPath) => Result,
  ): Claimed<Result> | null {
    const claimed = this.#claims.claim(above.path, name, make);
    if (claimed !== null && !claimed.name.equals(name)) {
      this.#losses.add('name-changed', path, claimed.name);
    }
    return claimed;
  }

  #addTop(name: Buffer, listed: Buffer, isFolder: boolean): void {
    this.#tops.set(keyOf(name), { name, listed: Buffer.from(listed), isFolder });
  }
}

function isTooDeep(path: Buffer): boolean {
  let depth = 1;
  for (let at = path.indexOf(slash); at !== -1; at = path.indexOf(slash, at + 1)) depth++;
  return depth > deepest;
}

import { randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, renameSync, unlinkSync } from 'node:fs';
import type { ConflictRule } from '../../../shared/model/export.ts';
import type { LossLog } from '../export/loss-log.ts';
import { changedName, unchanged } from './host-names.ts';
import { forSystem, joined } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import type { TopName } from './private-tree.ts';
import { removeTree } from './remove-tree.ts';
import { isTaken } from './taken-names.ts';

/** What was moved, for moving it back. */
interface Step {
  readonly from: HostPath;
  readonly to: HostPath;
  readonly isFolder: boolean;
}

/**
 * Moves what was unpacked out of the private folder, name by name. What is there already is never written into or
 * followed: a taken name is taken as a whole, be it a folder, a file or a link. What is replaced is put aside first, and
 * goes away only when everything is in its place; until then all of it can be taken back.
 */
export class Placement {
  readonly #root: HostPath;
  readonly #folder: HostPath;
  readonly #rule: ConflictRule;
  readonly #losses: LossLog;
  readonly #steps: Step[] = [];
  /** What was replaced: where it is now, and where it was. */
  readonly #replaced: Step[] = [];
  #aside: HostPath | null = null;

  /** From the private folder `root` into `folder`. */
  constructor(root: HostPath, folder: HostPath, rule: ConflictRule, losses: LossLog) {
    this.#root = root;
    this.#folder = folder;
    this.#rule = rule;
    this.#losses = losses;
  }

  /**
   * Moves one name, and answers where it is now; null when it stays where it is, because its name is taken and the rule is
   * `ask` or `keep`.
   */
  place(top: TopName): HostPath | null {
    const from = joined(this.#root, top.name);
    const wanted = joined(this.#folder, top.name);
    if (this.#moved(from, wanted, top.isFolder)) return wanted;
    switch (this.#rule) {
      case 'ask':
      case 'keep':
        return null;
      case 'replace':
        this.#putAside(wanted);
        if (this.#moved(from, wanted, top.isFolder)) return wanted;
        throw systemError('EEXIST');
      case 'rename':
        return this.#placeRenamed(from, top);
    }
  }

  /** Brings everything back as it was. */
  undo(): void {
    for (const { from, to, isFolder } of this.#steps.toReversed()) {
      // A folder without rights for its owner cannot be moved.
      if (isFolder) chmodSync(forSystem(to), 0o700);
      renameSync(forSystem(to), forSystem(from));
    }
    for (const { from, to } of this.#replaced.toReversed()) {
      renameSync(forSystem(to), forSystem(from));
    }
    if (this.#aside !== null) removeTree(this.#aside);
  }

  /** Removes what was replaced. What cannot be removed comes back under another name, which is noted. */
  finish(): void {
    for (const { from, to } of this.#replaced) {
      try {
        removeTree(to);
      } catch {
        this.#giveBack(to, from);
      }
    }
    if (this.#aside !== null) removeTree(this.#aside);
  }

  #placeRenamed(from: HostPath, top: TopName): HostPath {
    for (let number = 2; ; number++) {
      const name = changedName(top.name, { ...unchanged, number });
      const place = joined(this.#folder, name);
      if (!this.#moved(from, place, top.isFolder)) continue;
      this.#losses.add('name-changed', top.listed, name);
      return place;
    }
  }

  #putAside(taken: HostPath): void {
    if (this.#aside === null) {
      this.#aside = joined(this.#folder, Buffer.from(`.layerscope-${randomUUID()}.old`));
      mkdirSync(forSystem(this.#aside), { mode: 0o700 });
    }
    const to = joined(this.#aside, Buffer.from(String(this.#replaced.length)));
    renameSync(forSystem(taken), forSystem(to));
    this.#replaced.push({ from: taken, to, isFolder: false });
  }

  #giveBack(from: HostPath, wanted: HostPath): void {
    const name = wanted.subarray(this.#folder.length + 1);
    for (let number = 2; ; number++) {
      const changed = changedName(name, { ...unchanged, number });
      const place = joined(this.#folder, changed);
      if (isTaken(place)) continue;
      renameSync(forSystem(from), forSystem(place));
      this.#losses.add('name-changed', name, changed);
      return;
    }
  }

  /** False when there is something at the place, which stays as it is. */
  #moved(from: HostPath, to: HostPath, isFolder: boolean): boolean {
    if (!moveUnlessTaken(from, to, isFolder)) return false;
    this.#steps.push({ from, to, isFolder });
    return true;
  }
}

/** Renaming replaces what is there without a word; giving a file a second name does not. */
function moveUnlessTaken(from: HostPath, to: HostPath, isFolder: boolean): boolean {
  if (isTaken(to)) return false;
  if (!isFolder && linkedTo(from, to)) {
    unlinkSync(forSystem(from));
    return true;
  }
  if (isTaken(to)) return false;
  renameSync(forSystem(from), forSystem(to));
  return true;
}

/** Whether there is now a second name. Not every file system has them, and macOS follows symbolic links there. */
function linkedTo(from: HostPath, to: HostPath): boolean {
  if (process.platform !== 'linux') return false;
  try {
    linkSync(forSystem(from), forSystem(to));
    return true;
  } catch {
    return false;
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

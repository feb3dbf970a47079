import { lstat, rename } from 'node:fs/promises';
import path from 'node:path';
import type { ConflictRule } from '../../../shared/model/export.ts';

/** A finished file, and the name it is to have in a folder. */
export interface FinishedFile {
  readonly temporary: string;
  readonly name: string;
}

/** Those of `names` that are taken in `folder`. */
export async function takenIn(
  folder: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const name of names) if (await isThere(path.join(folder, name))) taken.push(name);
  return taken;
}

/**
 * Moves files to their places, and answers the names they got: with `rename` a number goes before the ending where the
 * name is taken, `keep` leaves out what is taken. With `ask` nothing may be taken any more; what came meanwhile stays
 * and the file gets a number.
 */
export async function placeFiles(
  folder: string,
  files: readonly FinishedFile[],
  rule: ConflictRule,
): Promise<readonly string[]> {
  const placed: string[] = [];
  for (const { temporary, name } of files) {
    const isTaken = rule !== 'replace' && (await isThere(path.join(folder, name)));
    if (isTaken && rule === 'keep') continue;
    const free = isTaken ? await freeName(folder, name) : name;
    await rename(temporary, path.join(folder, free));
    placed.push(free);
  }
  return placed;
}

/** A name that nothing in the folder has: `name.tar` becomes `name (2).tar`. */
export async function freeName(folder: string, name: string): Promise<string> {
  const dot = name.indexOf('.', 1);
  const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  for (let number = 2; ; number++) {
    const free = `${stem} (${number})${ending}`;
    if (!(await isThere(path.join(folder, free)))) return free;
  }
}

/** A link that leads nowhere is there too. */
async function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

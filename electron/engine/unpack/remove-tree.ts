import { chmodSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { systemCodeOf } from '../bytes/engine-error.ts';
import { forSystem, joined } from './host-path.ts';
import type { HostPath } from './host-path.ts';

/**
 * Removes a file or a folder with everything in it, whatever its modes are; links are removed and never followed. It is
 * no error when there is nothing. Throws what the file system says when something stays.
 */
export function removeTree(path: HostPath): void {
  const kind = kindOf(path);
  if (kind === 'nothing') return;
  if (kind === 'other') {
    unlinkSync(forSystem(path));
    return;
  }
  const folders = [path];
  for (let at = 0; at < folders.length; at++) removeFiles(folders[at]!, folders);
  for (const folder of folders.toReversed()) rmdirSync(forSystem(folder));
}

/** Removes what is not a folder, and adds the folders to those that are still to be done. */
function removeFiles(folder: HostPath, folders: HostPath[]): void {
  // A folder that was given its last mode may not let its owner in.
  chmodSync(forSystem(folder), 0o700);
  const entries = readdirSync(forSystem(folder), { encoding: 'buffer', withFileTypes: true });
  for (const entry of entries) {
    const path = joined(folder, entry.name);
    if (entry.isDirectory()) folders.push(path);
    else unlinkSync(forSystem(path));
  }
}

function kindOf(path: HostPath): 'folder' | 'other' | 'nothing' {
  try {
    return lstatSync(forSystem(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return 'nothing';
    throw error;
  }
}

import { lstatSync } from 'node:fs';
import { systemCodeOf } from '../bytes/engine-error.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import { forSystem, joined } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import { isPlainName } from './host-names.ts';
import { keyOf, pathOf, topName } from './listed-names.ts';

/** Whether there is something at a path, be it a link that leads nowhere. */
export function isTaken(path: HostPath): boolean {
  try {
    lstatSync(forSystem(path));
    return true;
  } catch (error) {
    // A name that is too long or that the system cannot have is another one in the end.
    if (['ENOENT', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ'].includes(systemCodeOf(error))) return false;
    throw error;
  }
}

/** Uppermost names of listed paths that a folder has already, as the folder's file system sees it; keys of names. */
export function takenNames(index: LayerIndex, folder: HostPath): ReadonlySet<string> {
  const taken = new Set<string>();
  const seen = new Set<string>();
  for (let entry = 0; entry < index.count; entry++) {
    const name = topName(pathOf(index, entry));
    const key = keyOf(name);
    if (seen.has(key)) continue;
    seen.add(key);
    if (isPlainName(name) && isTaken(joined(folder, name))) taken.add(key);
  }
  return taken;
}

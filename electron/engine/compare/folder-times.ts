import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';

/**
 * Whether two layers list the same paths in the same order and some folder has another time. A folder's time alone is
 * no change of the folder, since it moves with whatever is made in it, but it makes another layer.
 */
export function foldersDifferInTime(a: LayerIndex, b: LayerIndex): boolean {
  if (a.count !== b.count || a.paths.length !== b.paths.length) return false;
  if (Buffer.compare(a.paths, b.paths) !== 0) return false;
  let differs = false;
  for (let entry = 0; entry < a.count; entry++) {
    if (a.pathStart[entry] !== b.pathStart[entry] || a.kind[entry] !== b.kind[entry]) return false;
    if (a.kind[entry] !== EntryKind.directory) continue;
    if (a.modified[entry] !== b.modified[entry]) differs = true;
  }
  return differs;
}

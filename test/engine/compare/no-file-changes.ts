import type { FileChanges } from '../../../shared/model/comparison.ts';

/** Between two trees that are the same. */
export const noFileChanges: FileChanges = {
  added: 0,
  modified: 0,
  removed: 0,
  moved: 0,
  unchanged: 0,
  timeOnly: 0,
  reasons: { content: 0, type: 0, mode: 0, owner: 0, mtime: 0, link: 0, xattr: 0 },
  addedBytes: 0,
  removedBytes: 0,
  movedBytes: 0,
  grownBytes: 0,
  shrunkBytes: 0,
};

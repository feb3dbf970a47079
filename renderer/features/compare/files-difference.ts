import type { FileChanges } from '../../../shared/model/comparison.ts';
import type { Row } from '../../../shared/model/view.ts';

/** Bytes by which a path is larger on side B than on A; one that is not there takes none. */
export function rowDifference(row: Pick<Row, 'bytesBefore' | 'bytesAfter'>): number {
  return (row.bytesAfter ?? 0) - (row.bytesBefore ?? 0);
}

/** Bytes by which files grew and shrank together, those that came and went with all of theirs. */
export function churnBytes(files: FileChanges): number {
  return files.addedBytes + files.removedBytes + files.grownBytes + files.shrunkBytes;
}

/**
 * The length of the bar beside a difference as a share of its cell, 0 where it is too short to be seen. By the square
 * root, so that a tenth of the largest is still a third as long.
 */
export function differenceBar(difference: number, wholeBytes: number): number {
  if (wholeBytes <= 0) return 0;
  const length = Math.sqrt(Math.min(1, Math.abs(difference) / wholeBytes));
  return length < 0.02 ? 0 : length;
}

import { statfsSync } from 'node:fs';
import type { StatsFs } from 'node:fs';
import path from 'node:path';
import { EngineError, fileError } from '../bytes/engine-error.ts';

/** What is to be written into a folder. */
export interface NeededSpace {
  readonly bytes: number;
  readonly files: number;
}

/**
 * Asks whether there is room in a folder, which `name` stands for in the failure.
 *
 * @throws EngineError `disk-full` with the values `needed` and `free` in bytes, or `neededFiles` and `freeFiles` where the
 * file system can hold no more files
 */
export function checkSpace(folder: string, name: string, { bytes, files }: NeededSpace): void {
  const space = spaceOf(folder, name);
  const free = space.bavail * space.bsize;
  if (bytes > free) throw new EngineError('disk-full', { name, needed: bytes, free });
  // Some file systems do not count files and say 0 of 0.
  if (space.files > 0 && files > space.ffree) {
    throw new EngineError('disk-full', { name, neededFiles: files, freeFiles: space.ffree });
  }
}

/** Asks whether a file of so many bytes has room where it is to be. Rejects like `checkSpace`. */
export async function requireSpace(file: string, bytes: number): Promise<void> {
  checkSpace(path.dirname(file), path.basename(file), { bytes, files: 1 });
}

function spaceOf(folder: string, name: string): StatsFs {
  try {
    return statfsSync(folder);
  } catch (error) {
    throw fileError(error, name);
  }
}

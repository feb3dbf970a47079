import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk of two mebibytes. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free, or somewhat less. */
  readonly fillUp: (left: number) => void;
  /** Takes away what `fillUp` has put there. */
  readonly makeRoom: () => void;
  /** Every file and folder on it, but what fills it up. */
  readonly names: () => readonly string[];
  readonly remove: () => void;
}

/** Null where none can be mounted: outside of Linux, or without the rights. */
export function mountSmallDisk(): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-disk-'));
  const remove = (): void => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  const isMounted =
    process.platform === 'linux' &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status === 0;
  if (!isMounted) {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  const filling = path.join(folder, 'filling');
  const makeRoom = (): void => rmSync(filling, { force: true });
  return {
    folder,
    fillUp: (left) => {
      makeRoom();
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filling, new Uint8Array(Math.max(0, bavail * bsize - left)));
    },
    makeRoom,
    names: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name !== 'filling')
        .toSorted(),
    remove,
  };
}

/** Whether there can be such a disk; says so where the tests are skipped. */
export function canMountSmallDisk(): boolean {
  const disk = mountSmallDisk();
  disk?.remove();
  if (disk === null)
    console.warn('No small disk can be mounted here: tests of a full one are skipped.');
  return disk !== null;
}

/** Makes a folder and answers it. */
export function folderIn(disk: SmallDisk, name: string): string {
  const folder = path.join(disk.folder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

import { fork, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What is not answered. `from`: reads before this byte of a file are answered all the same. */
export type Hanging =
  | { readonly hanging: 'none' | 'all' }
  | { readonly hanging: 'reads'; readonly from: number };

/** A folder whose files can be read through a drive that hangs when it is told to. */
export interface HangingDrive {
  /** What is put here is on the drive. */
  readonly inside: string;
  /** Where the drive is to be seen, read only. */
  readonly mount: string;
  readonly hang: (how: Hanging) => Promise<void>;
  /** Whoever waits for the drive gets an error. Removes both folders. */
  readonly remove: () => Promise<void>;
}

const program = path.resolve(import.meta.dirname, 'hanging-drive-program.mjs');

/** Whether there can be such a drive: on Linux, as root, with FUSE. */
export const canHang =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  existsSync('/dev/fuse') &&
  (await tryOne());

if (!canHang)
  console.warn('No drive of our own can be mounted here: tests of one that hangs are skipped.');

export async function makeHangingDrive(): Promise<HangingDrive> {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerscope-drive-'));
  const inside = path.join(folder, 'inside');
  const mount = path.join(folder, 'mount');
  mkdirSync(inside);
  mkdirSync(mount);
  const child = fork(program, [inside, mount], { execArgv: [], stdio: 'inherit' });
  const told = answers(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const remove = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    spawnSync('umount', ['-l', mount]);
    rmSync(folder, { recursive: true, force: true });
  };
  if ((await Promise.race([told(), ended.then(() => null)])) === null) {
    await remove();
    throw new Error('the drive was not mounted');
  }
  return {
    inside,
    mount,
    hang: async (how) => {
      const answer = told();
      child.send({ from: 0, ...how });
      await answer;
    },
    remove,
  };
}

/** Answers a function that waits for the next message. */
function answers(child: ChildProcess): () => Promise<unknown> {
  return () => new Promise((resolve) => child.once('message', resolve));
}

async function tryOne(): Promise<boolean> {
  try {
    const drive = await makeHangingDrive();
    await drive.remove();
    return true;
  } catch {
    return false;
  }
}

import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync } from 'node:fs';

/**
 * Drops the pages of files from the system's cache, and of these files alone, so that the next read comes from the
 * disk (a host below may still hold them). Answers why not, or null when it is done.
 */
export function dropPages(files: readonly string[]): string | null {
  for (const file of files) {
    // Pages that wait to be written cannot be dropped.
    const descriptor = openSync(file, 'r');
    fdatasyncSync(descriptor);
    closeSync(descriptor);
    // GNU dd: "Advise to drop cache for whole file". Reads and writes nothing.
    const done = spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']);
    if (done.error !== undefined) return 'there is no dd on this machine';
    if (done.status !== 0) return `this dd cannot drop pages: ${String(done.stderr).trim()}`;
  }
  return stillCached(files);
}

/** Where fincore can tell: whether more than a twentieth of the bytes is still in memory. */
function stillCached(files: readonly string[]): string | null {
  const asked = spawnSync('fincore', ['-b', '-n', '-r', '-o', 'RES,SIZE', ...files]);
  if (asked.error !== undefined || asked.status !== 0) return null;
  let cached = 0;
  let size = 0;
  for (const line of String(asked.stdout).trim().split('\n')) {
    const [pages = 0, bytes = 0] = line.trim().split(/\s+/).map(Number);
    cached += pages;
    size += bytes;
  }
  return cached > size / 20 ? 'the system keeps the pages of these files' : null;
}

import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import type { Stats } from 'node:fs';

const slash = Buffer.from('/');

/**
 * A folder that another tool has unpacked an image into, one text for each path, in the notation of `unionListing`.
 * Needs the rights to read everything in it.
 */
export function folderListing(root: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  const namesOfInodes = new Map<number, string[]>();
  const folders: Buffer[] = [Buffer.alloc(0)];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = readdirSync(join(Buffer.from(root), folder), { encoding: 'buffer' });
    for (const name of names) {
      const path = folder.length === 0 ? name : join(folder, name);
      const place = join(Buffer.from(root), path);
      const stats = lstatSync(place);
      lines.set(path.toString('latin1'), describe(place, stats));
      if (stats.isDirectory()) folders.push(path);
      else if (stats.nlink > 1) {
        const others = namesOfInodes.get(stats.ino) ?? [];
        namesOfInodes.set(stats.ino, [...others, path.toString('latin1')]);
      }
    }
  }
  for (const paths of namesOfInodes.values()) markShared(lines, paths);
  return lines;
}

/** Adds to the lines of paths that share a file the first of them. */
export function markShared(lines: Map<string, string>, paths: readonly string[]): void {
  const [first] = paths.toSorted();
  for (const path of paths) lines.set(path, `${lines.get(path)} = ${first}`);
}

function describe(place: Buffer, stats: Stats): string {
  const owner = `${stats.uid}:${stats.gid}`;
  const mode = (stats.mode & 0o7777).toString(8);
  if (stats.isSymbolicLink()) {
    return `-> ${readlinkSync(place, { encoding: 'buffer' }).toString('latin1')} ${owner}`;
  }
  if (stats.isDirectory()) return `directory ${mode} ${owner}`;
  if (stats.isFIFO()) return `fifo ${mode} ${owner}`;
  if (stats.isCharacterDevice()) return `character ${mode} ${owner} ${deviceText(stats.rdev)}`;
  if (stats.isBlockDevice()) return `block ${mode} ${owner} ${deviceText(stats.rdev)}`;
  const hash = createHash('sha256').update(readFileSync(place)).digest('hex');
  return `file ${mode} ${owner} ${stats.size} ${hash}`;
}

/** As Linux packs the two numbers into one (glibc, gnu_dev_major). */
function deviceText(device: number): string {
  const major = (device >>> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  return `${major},${minor}`;
}

function join(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, slash, name]);
}

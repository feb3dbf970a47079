import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';

const slash = Buffer.from('/');

export interface Found {
  readonly path: Buffer;
  /** Below the folder, bytes as Latin-1. */
  readonly name: string;
  readonly stats: Stats;
}

/** Everything below a folder that may be looked at, links as links; names need not be UTF-8. */
export function* walk(root: string, below: Buffer = Buffer.from(root)): Generator<Found> {
  for (const entry of namesOf(below)) {
    const path = Buffer.concat([below, slash, entry]);
    let stats: Stats;
    try {
      stats = lstatSync(path);
    } catch {
      continue;
    }
    yield { path, name: path.subarray(Buffer.byteLength(root) + 1).toString('latin1'), stats };
    if (stats.isDirectory()) yield* walk(root, path);
  }
}

function namesOf(folder: Buffer): readonly Buffer[] {
  try {
    return readdirSync(folder, { encoding: 'buffer' }).toSorted((a, b) => a.compare(b));
  } catch {
    return [];
  }
}

/** Removes a folder with everything in it, also what its owner may not read. */
export function removeWhole(root: string): void {
  try {
    rmSync(root, { recursive: true, force: true });
  } catch {
    unlock(Buffer.from(root));
    rmSync(root, { recursive: true, force: true });
  }
}

/** Larger ones are holes, which nobody wants in memory. */
const mostRead = 32 * 1024 * 1024;

/** The bytes of a file. @throws Error for what is none itself: a link may lead to bytes without end. */
export function readPlain(path: string | Buffer): Buffer {
  const stats = lstatSync(path);
  if (!stats.isFile() || stats.size > mostRead) throw new Error(`${String(path)} is not read`);
  return readFileSync(path);
}

/** The folders and files of a folder, in memory; null for a folder. */
export type FolderContents = readonly (readonly [string, Uint8Array | null])[];

export function readFolder(root: string): FolderContents {
  return [...walk(root)].map(({ name, path, stats }) => [
    name,
    stats.isDirectory() ? null : readFileSync(path),
  ]);
}

/** In place of whatever was there. */
export function writeFolder(root: string, contents: FolderContents): void {
  removeWhole(root);
  mkdirSync(root);
  for (const [name, bytes] of contents) {
    if (bytes === null) mkdirSync(`${root}/${name}`);
    else writeFileSync(`${root}/${name}`, bytes);
  }
}

function unlock(folder: Buffer): void {
  try {
    if (!lstatSync(folder).isDirectory()) return;
    chmodSync(folder, 0o700);
  } catch {
    return;
  }
  for (const name of namesOf(folder)) unlock(Buffer.concat([folder, slash, name]));
}

import path from 'node:path';
import { Random } from '../random.ts';
import { examineLibrary, readWith } from './examine-library.ts';
import { libraryPlace, makeLibrary } from './make-library.ts';
import { mutateLibrary } from './mutate-library.ts';
import { pruneUnnamed, soundAfterRepair } from './prune-first.ts';
import { readFolder, removeWhole, walk, writeFolder } from './whole-folders.ts';
import type { FolderContents } from './whole-folders.ts';

/** Inputs that follow one another begin with the same library: making one costs more than spoiling it. */
const perLibrary = 32;

export interface LibraryInputOptions {
  /** For the folders of inputs. */
  readonly folder: string;
  /** A pipe in the same file system, where there is one. */
  readonly pipe: string | null;
  readonly twice: boolean;
  /** Whether pruning before a repair must lose nothing that a repair alone brings back. */
  readonly pruneFirst: boolean;
}

let whole: { readonly number: number; readonly contents: FolderContents } | null = null;

/**
 * Examines a library of which files were spoiled; the same number spoils the same ones. Answers the bytes in it.
 *
 * @throws Error for whatever must not happen, with what was done to the library
 */
export async function runLibraryInput(
  number: number,
  { folder, pipe, twice, pruneFirst }: LibraryInputOptions,
): Promise<number> {
  const root = path.join(folder, 'input');
  const done = await spoilLibrary(number, folder, root, pipe);
  const bytes = bytesIn(libraryPlace(root).store);
  try {
    const first = await examineLibrary(libraryPlace(root), changesOf(number));
    if (pruneFirst) await tryPruneFirst(number, folder, root, pipe);
    if (!twice) return bytes;
    await spoilLibrary(number, folder, root, pipe);
    const second = await examineLibrary(libraryPlace(root), changesOf(number));
    if (second !== first) throw new Error('the second examination told something else');
    return bytes;
  } catch (cause) {
    throw new Error(`library ${number}, of which somebody ${done.join('; ')}`, { cause });
  } finally {
    removeWhole(root);
  }
}

/** Lays the spoiled library of an input into a folder, and says what was done to it. */
export async function spoilLibrary(
  number: number,
  folder: string,
  root: string,
  pipe: string | null,
): Promise<readonly string[]> {
  const contents = await templateOf(Math.floor(number / perLibrary), folder);
  const random = new Random(Math.imul(number, 2_246_822_519));
  writeFolder(root, contents);
  return mutateLibrary(libraryPlace(root), random, pipe);
}

async function tryPruneFirst(
  number: number,
  folder: string,
  root: string,
  pipe: string | null,
): Promise<void> {
  const { store } = libraryPlace(root);
  await spoilLibrary(number, folder, root, pipe);
  const wanted = await soundAfterRepair(store);
  await spoilLibrary(number, folder, root, pipe);
  await pruneUnnamed(store);
  const left = await soundAfterRepair(store);
  const lost = [...(wanted ?? [])].filter((digest) => left?.has(digest) !== true);
  if (lost.length > 0) throw new Error(`pruned what a repair would have kept: ${lost.join()}`);
}

/** Holes of files do not count. */
function bytesIn(store: string): number {
  return (
    [...walk(store)].reduce((sum, { stats }) => sum + (stats.isFile() ? stats.blocks : 0), 0) * 512
  );
}

function changesOf(number: number): Random {
  return new Random(Math.imul(number, 3_266_489_917) + 1);
}

async function templateOf(number: number, folder: string): Promise<FolderContents> {
  if (whole?.number === number) return whole.contents;
  const root = path.join(folder, 'template');
  removeWhole(root);
  const place = await makeLibrary(new Random(Math.imul(number, 668_265_263) + 7), root);
  await readWith(place, place.cache);
  const contents = readFolder(root);
  whole = { number, contents };
  return contents;
}

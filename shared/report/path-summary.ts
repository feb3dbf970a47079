import type { ChangedPath } from '../model/changed-path.ts';

/** How much of what may be millions of paths a summary keeps. */
export interface SummaryLimits {
  /** Paths of each kind of change, the first ones. */
  readonly paths: number;
  /** Paths that grew or shrank most. */
  readonly largest: number;
  readonly folders: number;
}

/** The changed paths of a comparison, as much of them as fits on a page. */
export interface PathSummary {
  readonly kinds: Readonly<Record<ChangedPath['change'], PathList>>;
  /** The largest growth first. */
  readonly grown: readonly ChangedPath[];
  /** The largest loss first. */
  readonly shrunk: readonly ChangedPath[];
  /** Folders, at most two levels deep, in which most bytes came or went. */
  readonly folders: readonly FolderGrowth[];
}

export interface PathList {
  readonly shown: readonly ChangedPath[];
  readonly total: number;
}

/** A folder and all that is in it. */
export interface FolderGrowth {
  /** Without a leading slash; empty for the root. */
  readonly path: string;
  readonly grown: number;
  /** Not negative. */
  readonly shrunk: number;
}

/** Folders that are told apart; what is in further ones counts for the root. */
const mostFolders = 10_000;
const folderDepth = 2;

/** Paths read between two turns for other work. */
const pathsPerTurn = 512;

/**
 * Reads the changed paths once. Memory is bounded by the limits, whatever there is. Yields an empty text now and then, so
 * that whoever writes a report can do other things meanwhile.
 */
export function* summarizePaths(
  paths: Iterable<ChangedPath>,
  limits: SummaryLimits,
): Generator<'', PathSummary> {
  const kinds = {
    added: newList(),
    modified: newList(),
    removed: newList(),
    moved: newList(),
  };
  const grown: ChangedPath[] = [];
  const shrunk: ChangedPath[] = [];
  const folders = new Map<string, GrowingFolder>();
  let steps = 0;
  for (const each of paths) {
    if (steps++ % pathsPerTurn === 0) yield '';
    const list = kinds[each.change];
    if (list.total++ < limits.paths) list.shown.push(each);
    if (each.growth === 0) continue;
    if (each.growth > 0) keepLargest(grown, each, limits.largest, growthOf);
    else keepLargest(shrunk, each, limits.largest, lossOf);
    addGrowth(folders, each);
  }
  const largest = [...folders.values()].sort((a, b) => turnover(b) - turnover(a));
  return { kinds, grown, shrunk, folders: largest.slice(0, limits.folders) };
}

type GrowingFolder = { -readonly [Key in keyof FolderGrowth]: FolderGrowth[Key] };

function newList(): { readonly shown: ChangedPath[]; total: number } {
  return { shown: [], total: 0 };
}

function growthOf({ growth }: ChangedPath): number {
  return growth;
}

function lossOf({ growth }: ChangedPath): number {
  return -growth;
}

function turnover({ grown, shrunk }: FolderGrowth): number {
  return grown + shrunk;
}

/** Puts a path in its place among the largest; of equal ones the earlier path comes first. */
function keepLargest(
  kept: ChangedPath[],
  path: ChangedPath,
  most: number,
  measure: (path: ChangedPath) => number,
): void {
  const value = measure(path);
  const place = kept.findLastIndex((each) => measure(each) >= value) + 1;
  if (place === most) return;
  kept.splice(place, 0, path);
  if (kept.length > most) kept.pop();
}

function addGrowth(folders: Map<string, GrowingFolder>, { path, growth }: ChangedPath): void {
  const name = folderOf(path);
  const key = folders.has(name) || folders.size < mostFolders ? name : '';
  let folder = folders.get(key);
  if (folder === undefined) {
    folder = { path: key, grown: 0, shrunk: 0 };
    folders.set(key, folder);
  }
  if (growth > 0) folder.grown += growth;
  else folder.shrunk -= growth;
}

function folderOf(path: string): string {
  let end = -1;
  for (let depth = 0; depth < folderDepth; depth++) {
    const slash = path.indexOf('/', end + 1);
    if (slash === -1) break;
    end = slash;
  }
  return path.slice(0, Math.max(end, 0));
}

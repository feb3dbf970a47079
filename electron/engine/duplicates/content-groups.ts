import { contentHashOf } from '../layer/content-hash.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { StoredFiles } from './stored-files.ts';

/** Files looked at before other work gets its turn. */
const slice = 8192;
/** Stands for "no file" in the chains. */
const none = 0xffffffff;

/** Files of one content, of which there are several. */
export interface ContentGroup {
  /** The first of them, by position in the files; `nextOf` leads to the others in ascending order. */
  readonly first: number;
  readonly copies: number;
  /** Bytes of one copy. */
  readonly bytes: number;
}

export interface ContentGroups {
  /** Most saved bytes first. */
  readonly groups: readonly ContentGroup[];
  readonly groupCount: number;
  readonly savedBytes: number;
  /** Layers with files whose content is not known, by position. */
  readonly unknownLayers: ReadonlySet<number>;
  /** Positions of the files of a group, at most so many. */
  readonly copiesOf: (group: ContentGroup, most: number) => readonly number[];
}

/**
 * Files of equal content, by their hashes in the indexes of the layers. `most`: groups that are answered. Files without
 * a hash are in no group.
 */
export function* contentGroups(
  files: StoredFiles,
  layers: readonly LayerIndex[],
  most: number,
): Generator<void, ContentGroups> {
  const next = new Uint32Array(files.count).fill(none);
  /** For the first file of a content: how many have it, and the last of them. */
  const copies = new Uint32Array(files.count);
  const last = new Uint32Array(files.count);
  /** For the first file of a content: that of another whose hash begins alike. */
  const rival = new Uint32Array(files.count).fill(none);
  const firsts = new Map<number, number>();
  const unknownLayers = new Set<number>();
  const hashAt = (file: number): Uint8Array | null =>
    contentHashOf(layers[files.layer[file]!]!, files.entry[file]!);

  function firstLike(hash: Uint8Array, file: number): number {
    const start = beginningOf(hash);
    let first = firsts.get(start);
    if (first === undefined) {
      firsts.set(start, file);
      return file;
    }
    for (;;) {
      if (isSame(hashAt(first)!, hash)) return first;
      const other: number = rival[first]!;
      if (other === none) {
        rival[first] = file;
        return file;
      }
      first = other;
    }
  }

  for (let file = 0; file < files.count; file++) {
    if (file % slice === 0) yield;
    const hash = hashAt(file);
    if (hash === null) {
      unknownLayers.add(files.layer[file]!);
      continue;
    }
    const first = firstLike(hash, file);
    if (first !== file) next[last[first]!] = file;
    last[first] = file;
    copies[first]!++;
  }
  yield;

  let groupCount = 0;
  let savedBytes = 0;
  for (let file = 0; file < files.count; file++) {
    if (copies[file]! < 2) continue;
    groupCount++;
    savedBytes += savedBy(copies[file]!, files.bytes[file]!);
  }
  const saved = new Float64Array(groupCount);
  let at = 0;
  for (let file = 0; file < files.count; file++) {
    if (copies[file]! >= 2) saved[at++] = savedBy(copies[file]!, files.bytes[file]!);
  }
  // What the last group that is answered saves: so only few objects are made, however many groups there are.
  const least = saved.sort()[Math.max(0, groupCount - most)] ?? 0;
  const groups: ContentGroup[] = [];
  for (let file = 0; file < files.count; file++) {
    const count = copies[file]!;
    const bytes = files.bytes[file]!;
    if (count >= 2 && savedBy(count, bytes) >= least) {
      groups.push({ first: file, copies: count, bytes });
    }
  }
  groups.sort((one, other) => savedBy(other.copies, other.bytes) - savedBy(one.copies, one.bytes));
  return {
    groups: groups.slice(0, most),
    groupCount,
    savedBytes,
    unknownLayers,
    copiesOf: ({ first }, limit) => {
      const found: number[] = [];
      for (let file = first; file !== none && found.length < limit; file = next[file]!) {
        found.push(file);
      }
      return found;
    },
  };
}

/** What one copy instead of all would save. */
export function savedBy(copies: number, bytes: number): number {
  return (copies - 1) * bytes;
}

/** The first 48 bits of a hash as a number: few contents have them in common, and those are told apart by the rest. */
function beginningOf(hash: Uint8Array): number {
  return (
    ((hash[0]! << 24) | (hash[1]! << 16) | (hash[2]! << 8) | hash[3]!) * 0x1_0000 +
    ((hash[4]! << 8) | hash[5]!)
  );
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

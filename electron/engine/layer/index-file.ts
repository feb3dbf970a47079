import { crc32 } from 'node:zlib';
import type { Digest } from '../../../shared/model/digest.ts';
import { limits } from '../bytes/limits.ts';
import { validParts } from '../tar/sparse.ts';
import { hashBytes } from './index-columns.ts';
import { decodeIndexText, encodeIndexText, type IndexText } from './index-text.ts';
import { EntryKind, type LayerIndex } from './layer-index.ts';

/**
 * Goes up with every change of the form, and of what the same layer is read as: saved indexes of other versions are
 * not used.
 */
export const indexFileVersion = 1;

/**
 * The form: magic number, version, CRC-32 of everything after it; a table of where each section begins and how many
 * bytes it has, as 64-bit floats; the sections, each on a boundary of eight bytes. Numbers are little-endian. The last
 * section is JSON.
 */
const magic = 0x5849534c;
const versionAt = 4;
const checksumAt = 8;
const checkedFrom = 12;
const tableAt = 16;
const sectionCount = 12;
const sectionsAt = tableAt + sectionCount * 16;

/** A layer's index and what its uncompressed tar was found to hash to. */
export interface SavedIndex {
  readonly index: LayerIndex;
  readonly diffId: Digest;
}

/** An index as the bytes of a file; null when it is too large to be saved. */
export function encodeIndexFile({ index, diffId }: SavedIndex): Uint8Array<ArrayBuffer> | null {
  const text = encodeIndexText(index, diffId);
  const sections = [...columnsOf(index), text];
  const bytes = sections.reduce((at, section) => aligned(at + section.byteLength), sectionsAt);
  if (bytes > limits.indexFileBytes || text.length > limits.indexTextBytes) return null;
  const file = new Uint8Array(bytes);
  const view = new DataView(file.buffer);
  let at = sectionsAt;
  sections.forEach((section, position) => {
    view.setFloat64(tableAt + position * 16, at, true);
    view.setFloat64(tableAt + position * 16 + 8, section.byteLength, true);
    file.set(new Uint8Array(section.buffer, section.byteOffset, section.byteLength), at);
    at = aligned(at + section.byteLength);
  });
  view.setUint32(0, magic, true);
  view.setUint32(versionAt, indexFileVersion, true);
  view.setUint32(checksumAt, crc32(file.subarray(checkedFrom)), true);
  return file;
}

/**
 * The index that a file holds, its columns being views of `file`. Null when the file is of another version, damaged, or says anything that no index can say.
 */
export function decodeIndexFile(file: ArrayBuffer): SavedIndex | null {
  const bytes = new Uint8Array(file);
  const view = new DataView(file);
  if (bytes.length < sectionsAt || bytes.length > limits.indexFileBytes) return null;
  if (view.getUint32(0, true) !== magic) return null;
  if (view.getUint32(versionAt, true) !== indexFileVersion) return null;
  if (view.getUint32(checksumAt, true) !== crc32(bytes.subarray(checkedFrom))) return null;
  const sections = readTable(view);
  const textSection = sections?.at(-1);
  if (sections === null || textSection === undefined) return null;
  const text = decodeIndexText(bytes.subarray(textSection.start, textSection.end));
  if (text === null) return null;
  const index = readColumns(file, sections, text);
  return index !== null && isSound(index) ? { index, diffId: text.diffId } : null;
}

interface Section {
  readonly start: number;
  readonly end: number;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** In the order of the table. */
function columnsOf(index: LayerIndex): readonly Column[] {
  return [
    index.kind,
    index.mode,
    index.owner,
    index.size,
    index.modified,
    index.body,
    index.pathStart,
    index.paths,
    index.linkStart,
    index.links,
    index.contentHash ?? new Uint8Array(),
  ];
}

/** Sections must follow one another to the end of the file, as they are written. */
function readTable(view: DataView): readonly Section[] | null {
  const sections: Section[] = [];
  let at = sectionsAt;
  for (let position = 0; position < sectionCount; position++) {
    const start = view.getFloat64(tableAt + position * 16, true);
    const length = view.getFloat64(tableAt + position * 16 + 8, true);
    if (start !== at || !Number.isSafeInteger(length) || length < 0) return null;
    const end = start + length;
    if (end > view.byteLength) return null;
    sections.push({ start, end });
    at = aligned(end);
  }
  return at === view.byteLength ? sections : null;
}

function readColumns(
  file: ArrayBuffer,
  sections: readonly Section[],
  { index }: IndexText,
): LayerIndex | null {
  const { count, hasHashes, owners, extras, unpackedBytes, problems } = index;
  let next = 0;
  let fits = true;

  /** Where the next section begins; `length` is how many bytes it must have, null for any. */
  function take(length: number | null): Section {
    const section = sections[next++] ?? { start: 0, end: 0 };
    if (length !== null && section.end - section.start !== length) fits = false;
    return section;
  }

  const [kind, mode, owner] = [take(count), take(count * 2), take(count * 4)];
  const [size, modified, body] = [take(count * 8), take(count * 8), take(count * 4)];
  const [pathStart, paths] = [take((count + 1) * 4), take(null)];
  const [linkStart, links] = [take((count + 1) * 4), take(null)];
  const contentHash = take(hasHashes ? count * hashBytes : 0);
  if (!fits) return null;
  return {
    count,
    kind: new Uint8Array(file, kind.start, count),
    mode: new Uint16Array(file, mode.start, count),
    owner: new Uint32Array(file, owner.start, count),
    size: new Float64Array(file, size.start, count),
    modified: new Float64Array(file, modified.start, count),
    body: new Uint32Array(file, body.start, count),
    pathStart: new Uint32Array(file, pathStart.start, count + 1),
    paths: new Uint8Array(file, paths.start, paths.end - paths.start),
    linkStart: new Uint32Array(file, linkStart.start, count + 1),
    links: new Uint8Array(file, links.start, links.end - links.start),
    owners,
    extras,
    contentHash: hasHashes ? new Uint8Array(file, contentHash.start, count * hashBytes) : null,
    unpackedBytes,
    problems,
  };
}

/** Whether every number can be one of an index: nothing that uses it must be able to go astray. */
function isSound(index: LayerIndex): boolean {
  const { count, kind, mode, owner, size, modified, owners } = index;
  for (let entry = 0; entry < count; entry++) {
    if (
      !((kind[entry] ?? 0xff) <= EntryKind.hidden) ||
      !((mode[entry] ?? 0xffff) <= 0o7777) ||
      !((owner[entry] ?? owners.length) < owners.length) ||
      !Number.isSafeInteger(size[entry]) ||
      !((size[entry] ?? -1) >= 0) ||
      !Number.isFinite(modified[entry])
    ) {
      return false;
    }
  }
  return (
    areStarts(index.pathStart, index.paths.length) &&
    areStarts(index.linkStart, index.links.length) &&
    areCleanPaths(index) &&
    areExtrasSound(index)
  );
}

function areStarts(starts: Uint32Array, length: number): boolean {
  let previous = 0;
  for (const start of starts) {
    if (start < previous) return false;
    previous = start;
  }
  return starts[0] === 0 && previous === length;
}

/** No path begins or ends with a slash or has an empty part, `.` or `..`. */
function areCleanPaths({ count, paths, pathStart }: LayerIndex): boolean {
  let start = 0;
  for (let entry = 0; entry < count; entry++) {
    const end = pathStart[entry + 1] ?? 0;
    let part = start;
    for (let at = start; at <= end; at++) {
      if (at < end && paths[at] !== slash) continue;
      const length = at - part;
      if (length <= 2 && start < end) {
        if (length === 0) return false;
        if (paths[part] === dot && (length === 1 || paths[part + 1] === dot)) return false;
      }
      part = at + 1;
    }
    start = end;
  }
  return true;
}

function areExtrasSound({ count, extras, size }: LayerIndex): boolean {
  for (const [entry, { sparse }] of extras) {
    if (entry >= count) return false;
    if (sparse === undefined) continue;
    const stored = sparse.storedBytes - sparse.dataStart;
    if (!validParts(sparse.parts, size[entry] ?? 0, stored)) return false;
  }
  return true;
}

const slash = 0x2f;
const dot = 0x2e;

function aligned(position: number): number {
  return Math.ceil(position / 8) * 8;
}

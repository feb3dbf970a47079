import type { PathCollector } from './listed-paths.ts';

/** Numbers of the parts of a header that name files (rpm, tags). */
const Tag = { oldNames: 1027, folderOfFile: 1116, baseNames: 1117, folders: 1118 } as const;

const Type = { int32: 4, stringArray: 8 } as const;
const indexBytes = 16;
/** As rpm itself has it. */
const mostTags = 0xffff;
const slash = 0x2f;

interface Part {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

/**
 * Adds the files of a package's header as rpm keeps it in its database: each has a base name and the number of its
 * folder in a list of folders that end with a slash; packages of rpm before version 4 have whole names. False when there
 * are too many to go on.
 */
export function addRpmFiles(header: Uint8Array, collector: PathCollector): boolean {
  const parts = partsOf(header);
  if (parts === null) {
    collector.damaged();
    return true;
  }
  const { data, found } = parts;
  const empty = new Uint8Array();
  for (const name of textsOf(data, found.get(Tag.oldNames))) {
    if (!collector.add(empty, name)) return false;
  }
  const folders = [...textsOf(data, found.get(Tag.folders))].map(withoutSlash);
  const numbers = numbersOf(data, found.get(Tag.folderOfFile));
  let file = 0;
  for (const name of textsOf(data, found.get(Tag.baseNames))) {
    const folder = numbers === null ? undefined : folders[numbers(file) ?? folders.length];
    file++;
    if (folder === undefined) {
      collector.damaged();
      return true;
    }
    if (!collector.add(folder, name)) return false;
  }
  return true;
}

function partsOf(
  header: Uint8Array,
): { readonly data: Uint8Array; readonly found: ReadonlyMap<number, Part> } | null {
  if (header.length < 8) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const tags = view.getUint32(0);
  const dataStart = 8 + tags * indexBytes;
  if (tags > mostTags || dataStart + view.getUint32(4) > header.length) return null;
  const found = new Map<number, Part>();
  for (let at = 8; at < dataStart; at += indexBytes) {
    const tag = view.getUint32(at);
    if (found.has(tag)) continue;
    found.set(tag, {
      type: view.getUint32(at + 4),
      offset: view.getUint32(at + 8),
      count: view.getUint32(at + 12),
    });
  }
  return { data: header.subarray(dataStart, dataStart + view.getUint32(4)), found };
}

/** The texts of an array, each ended by a zero; what is cut off is left out. */
function* textsOf(data: Uint8Array, part: Part | undefined): Generator<Uint8Array> {
  if (part === undefined || part.type !== Type.stringArray) return;
  let start = part.offset;
  for (let text = 0; text < part.count; text++) {
    const end = data.indexOf(0, start);
    if (end === -1) return;
    yield data.subarray(start, end);
    start = end + 1;
  }
}

function numbersOf(
  data: Uint8Array,
  part: Part | undefined,
): ((place: number) => number | undefined) | null {
  if (part === undefined || part.type !== Type.int32) return null;
  const { offset, count } = part;
  if (offset + 4 * count > data.length) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return (place) => (place < count ? view.getUint32(offset + 4 * place) : undefined);
}

function withoutSlash(folder: Uint8Array): Uint8Array {
  return folder.at(-1) === slash ? folder.subarray(0, -1) : folder;
}

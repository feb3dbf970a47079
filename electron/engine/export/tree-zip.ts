import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { ExportLoss } from '../../../shared/model/export.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { gatherPieces } from '../bytes/gather-pieces.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { ListedContents } from './listed-contents.ts';
import { LossLog } from './loss-log.ts';
import { throughStream } from '../bytes/through-stream.ts';
import type { TreeListing } from './tree-listing.ts';
import { centralHeader, dataDescriptor, endRecords, isZipTime, localHeader } from './zip-format.ts';
import type { WrittenMember, ZipMember, ZipMethod } from './zip-format.ts';
import { ZipNames } from './zip-names.ts';

const fileTypes = { file: 0o100000, directory: 0o040000, symlink: 0o120000 } as const;
const noBytes = new Uint8Array();

/** How an entry is written to a zip; null for one that has no place there. */
interface ZipEntry {
  readonly type: keyof typeof fileTypes;
  /** Entry that has the content: the first name of a file with several. */
  readonly source: number;
}

/** What a zip of a listing cannot hold, or holds otherwise. The losses of the listing are not among them. */
export function zipLosses(listing: TreeListing): readonly ExportLoss[] {
  const { index } = listing;
  const losses = new LossLog();
  const entries = new ZipEntries(index);
  const names = new ZipNames(index);
  for (let entry = 0; entry < index.count; entry++) {
    const path = index.paths.subarray(index.pathStart[entry], index.pathStart[entry + 1]);
    const member = entries.of(entry);
    if (member === null) {
      losses.add('device', path);
      continue;
    }
    const name = names.nameOf(entry);
    if (name === null) {
      losses.add('name-refused', path);
      continue;
    }
    losses.add('owner', path);
    if (names.isChanged(entry)) losses.add('name-changed', path, name);
    if (index.kind[entry] === EntryKind.hardLink) losses.add('hard-link', path);
    if (!isZipTime(index.modified[entry]!)) losses.add('time', path);
    if ((index.extras.get(member.source)?.xattrs?.length ?? 0) > 0) losses.add('xattr', path);
  }
  return losses.losses();
}

/**
 * A zip of listed paths, in pieces; a piece is valid until the next one is asked for. Modes and symbolic links are kept as
 * Unix has them, a further name of a file is a file of its own; what else is not kept, `zipLosses` tells. `level` is that
 * of deflate, 0 to 9. The same listing gives the same bytes.
 *
 * Rejects with `EngineError` `content-unavailable`, `source-changed`, `not-readable`, `cancelled`.
 */
export function treeZip(
  listing: TreeListing,
  contents: ListedContents,
  level: number | null,
  isCancelled: () => boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  return gatherPieces(
    new ZipWriter(listing.index, contents, level ?? usualLevel, isCancelled).run(),
  );
}

const usualLevel = 6;

class ZipWriter {
  readonly #index: LayerIndex;
  readonly #contents: ListedContents;
  readonly #level: number;
  readonly #isCancelled: () => boolean;
  readonly #entries: ZipEntries;
  readonly #names: ZipNames;
  /** What the directory at the end has to know, by entry. */
  readonly #checksums: Uint32Array;
  readonly #packed: Float64Array;
  readonly #offsets: Float64Array;
  #position = 0;

  constructor(
    index: LayerIndex,
    contents: ListedContents,
    level: number,
    isCancelled: () => boolean,
  ) {
    this.#index = index;
    this.#contents = contents;
    this.#level = level;
    this.#isCancelled = isCancelled;
    this.#entries = new ZipEntries(index);
    this.#names = new ZipNames(index);
    this.#checksums = new Uint32Array(index.count);
    this.#packed = new Float64Array(index.count);
    this.#offsets = new Float64Array(index.count);
  }

  async *run(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of this.#members()) {
      this.#position += piece.length;
      yield piece;
    }
    const start = this.#position;
    let [count, bytes] = [0, 0];
    for (let entry = 0; entry < this.#index.count; entry++) {
      const member = this.#member(entry);
      if (member === null) continue;
      const line = centralHeader(member, this.#written(entry));
      count++;
      bytes += line.length;
      yield line;
    }
    yield endRecords(count, bytes, start);
  }

  async *#members(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let entry = 0; entry < this.#index.count; entry++) {
      if (this.#isCancelled()) throw new EngineError('cancelled');
      const member = this.#member(entry);
      if (member === null) continue;
      this.#offsets[entry] = this.#position;
      if (member.isStreamed) yield* this.#streamed(entry, member);
      else yield* this.#whole(entry, member);
    }
  }

  *#whole(entry: number, member: ZipMember): Generator<Uint8Array, void, undefined> {
    const content = this.#contentOf(entry, member);
    const packed =
      member.method === 'deflated' ? deflateRawSync(content, { level: this.#level }) : content;
    const checksum = crc32(content);
    this.#checksums[entry] = checksum;
    this.#packed[entry] = packed.length;
    yield localHeader(member, checksum, packed.length);
    yield packed;
  }

  async *#streamed(entry: number, member: ZipMember): AsyncGenerator<Uint8Array, void, undefined> {
    yield localHeader(member, 0, 0);
    const deflate = createDeflateRaw({ level: this.#level });
    for await (const piece of throughStream(this.#watched(entry), deflate)) {
      this.#packed[entry]! += piece.length;
      yield piece;
    }
    yield dataDescriptor(member, this.#written(entry));
  }

  async *#watched(entry: number): AsyncGenerator<Uint8Array, void, undefined> {
    const { source } = this.#entries.of(entry)!;
    for (const piece of this.#contents.pieces(source)) {
      if (this.#isCancelled()) throw new EngineError('cancelled');
      this.#checksums[entry] = crc32(piece, this.#checksums[entry]);
      yield piece;
    }
  }

  /** The content of a file that is not large, or the target of a link. */
  #contentOf(entry: number, { size }: ZipMember): Uint8Array {
    const { type, source } = this.#entries.of(entry)!;
    if (type === 'symlink') return this.#linkOf(source);
    if (size === 0) return noBytes;
    const content = new Uint8Array(size);
    let length = 0;
    for (const piece of this.#contents.pieces(source)) {
      content.set(piece, length);
      length += piece.length;
    }
    return content;
  }

  #member(entry: number): ZipMember | null {
    const found = this.#entries.of(entry);
    const name = found === null ? null : this.#names.nameOf(entry);
    if (found === null || name === null) return null;
    const { type, source } = found;
    const isFile = type === 'file';
    const size = isFile
      ? this.#index.size[source]!
      : type === 'symlink'
        ? this.#linkOf(source).length
        : 0;
    const method: ZipMethod = isFile && size > 0 ? 'deflated' : 'stored';
    return {
      name: type === 'directory' ? Buffer.concat([name, Buffer.from('/')]) : name,
      mode: fileTypes[type] | this.#index.mode[entry]!,
      modified: this.#index.modified[entry]!,
      method,
      size,
      isStreamed: isFile && size > bufferSizes.gathered,
    };
  }

  #written(entry: number): WrittenMember {
    return {
      checksum: this.#checksums[entry]!,
      packedBytes: this.#packed[entry]!,
      offset: this.#offsets[entry]!,
    };
  }

  #linkOf(entry: number): Uint8Array {
    const { links, linkStart } = this.#index;
    return links.subarray(linkStart[entry], linkStart[entry + 1]);
  }
}

/** What becomes of the entries of a listing. */
class ZipEntries {
  readonly #index: LayerIndex;
  /** The entries that hard links lead to, by path. */
  readonly #targets = new Map<string, number>();

  constructor(index: LayerIndex) {
    this.#index = index;
    const wanted = new Set<string>();
    for (let entry = 0; entry < index.count; entry++) {
      if (index.kind[entry] === EntryKind.hardLink) wanted.add(this.#linkKey(entry));
    }
    if (wanted.size === 0) return;
    for (let entry = 0; entry < index.count; entry++) {
      const key = keyOf(index.paths, index.pathStart[entry]!, index.pathStart[entry + 1]!);
      if (wanted.has(key)) this.#targets.set(key, entry);
    }
  }

  /** Null for a device, a pipe, or a further name of one. */
  of(entry: number): ZipEntry | null {
    const isLink = this.#index.kind[entry] === EntryKind.hardLink;
    const source = isLink ? this.#targets.get(this.#linkKey(entry)) : entry;
    if (source === undefined) return null;
    switch (this.#index.kind[source]!) {
      case EntryKind.file:
        return { type: 'file', source };
      case EntryKind.directory:
        return { type: 'directory', source };
      case EntryKind.symlink:
        return { type: 'symlink', source };
      default:
        return null;
    }
  }

  #linkKey(entry: number): string {
    const { links, linkStart } = this.#index;
    return keyOf(links, linkStart[entry]!, linkStart[entry + 1]!);
  }
}

function keyOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

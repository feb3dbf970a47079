import { limits, limitValues } from '../bytes/limits.ts';
import { checkBlock, tarBlock, wordsOf } from '../bytes/tar-checksum.ts';
import { copyBytes } from './byte-span.ts';
import { EntryFields, type ReportTarProblem } from './entry-fields.ts';
import { HeaderField, hasBody, headerForm, padded, textEnd, TypeLetter } from './header.ts';
import { parseNumber } from './numbers.ts';
import { PaxRecords } from './pax.ts';
import { readOldParts, SparseMapReader, validParts, type SparsePart } from './sparse.ts';
import { TarEntry } from './tar-entry.ts';

/**
 * Why a parser stopped. `end-marker`: zero blocks, as every archive should end. `lone-zero-block`: one of them and
 * then something else. `damaged`: a header that is none, or whose size cannot be.
 */
export type TarStop = 'end-marker' | 'lone-zero-block' | 'damaged';

type Stage = 'header' | 'long-name' | 'long-link' | 'pax' | 'old-sparse' | 'sparse-map' | 'end';

/**
 * Reads a tar header by header, whoever brings the bytes. It asks for `wanted` bytes from offset `position`; `consume`
 * takes them and says whether `entry` is now complete. `position` has then moved past the entry's body, which the
 * parser never looks at (but for the map at the start of a sparse file of format 1.0). Rules: POSIX ustar and pax;
 * GNU tar's extensions; where these leave a choice, what Go's archive/tar, and so container engines, do.
 */
export class TarParser {
  readonly entry = new TarEntry();
  position = 0;
  wanted: number = tarBlock;
  /** Null while there is more to read. */
  stop: TarStop | null = null;
  readonly #report: ReportTarProblem;
  readonly #pax = new PaxRecords();
  readonly #fields: EntryFields;
  #stage: Stage = 'header';
  /** Whether the block before was a zero block. */
  #zeroBlock = false;
  /** Offset of the first extended header since the last entry; -1 when there is none. */
  #start = -1;
  #payloadBytes = 0;
  #longName: Uint8Array | null = null;
  #longLink: Uint8Array | null = null;
  #paxBytes = new Uint8Array(4096);
  #oldParts: SparsePart[] = [];
  #sparseMap: SparseMapReader | null = null;
  #words: Int32Array | null = null;
  #wordsOf: Uint8Array | null = null;

  constructor(report: ReportTarProblem) {
    this.#report = report;
    this.#fields = new EntryFields(this.entry, this.#pax, report);
  }

  /** Whether the bytes end between two entries, and not inside one: asked when no more bytes come. */
  get betweenEntries(): boolean {
    return this.#stage === 'header' && this.#start < 0;
  }

  /** Takes `wanted` bytes at `at`. True when `entry` describes an entry. */
  consume(bytes: Uint8Array, at: number): boolean {
    switch (this.#stage) {
      case 'header':
        return this.#header(bytes, at);
      case 'long-name':
        this.#longName = textPayload(bytes, at, this.#payloadBytes);
        return this.#endPayload();
      case 'long-link':
        this.#longLink = textPayload(bytes, at, this.#payloadBytes);
        return this.#endPayload();
      case 'pax':
        return this.#paxPayload(bytes, at);
      case 'old-sparse':
        return this.#oldSparseBlock(bytes, at);
      case 'sparse-map':
        return this.#sparseMapBlock(bytes, at);
      case 'end':
        return false;
    }
  }

  #header(bytes: Uint8Array, at: number): boolean {
    if (bytes !== this.#wordsOf) {
      this.#wordsOf = bytes;
      this.#words = wordsOf(bytes);
    }
    const check = checkBlock(bytes, at, (at & 3) === 0 ? this.#words : null);
    if (check === 'zero') return this.#zero();
    if (this.#zeroBlock) {
      this.#report('tar-lone-zero-block', 'warning', null, { offset: this.position });
      return this.#end('lone-zero-block');
    }
    if (check === 'wrong') {
      this.#report('tar-checksum', 'error', null, { offset: this.position });
      return this.#end('damaged');
    }
    return this.#validHeader(bytes, at);
  }

  #zero(): boolean {
    this.position += tarBlock;
    if (this.#zeroBlock) return this.#end('end-marker');
    this.#zeroBlock = true;
    return false;
  }

  #validHeader(bytes: Uint8Array, at: number): boolean {
    const offset = this.position;
    if (this.#start < 0) this.#start = offset;
    const type = bytes[at + HeaderField.type.at] ?? 0;
    const size = parseNumber(bytes, at + HeaderField.size.at, HeaderField.size.length);
    if (hasBody(type) && !(size >= 0)) {
      this.#report('tar-header-invalid', 'error', null, { offset, field: 'size' });
      return this.#end('damaged');
    }
    switch (type) {
      case TypeLetter.pax:
        return this.#beginPayload('pax', size);
      case TypeLetter.gnuLongName:
        return this.#beginPayload('long-name', size);
      case TypeLetter.gnuLongLink:
        return this.#beginPayload('long-link', size);
      case TypeLetter.paxGlobal:
        this.position += tarBlock + padded(size);
        return false;
      default:
        return this.#entryHeader(bytes, at, type, size);
    }
  }

  #beginPayload(stage: 'pax' | 'long-name' | 'long-link', size: number): boolean {
    const limit = stage === 'pax' ? 'extendedHeaderBytes' : 'nameBytes';
    this.position += tarBlock;
    if (size > limits[limit]) {
      this.#report('limit-reached', 'warning', null, { ...limitValues(limit), bytes: size });
      this.position += padded(size);
    } else if (size > 0) {
      this.#stage = stage;
      this.#payloadBytes = size;
      this.wanted = size;
    }
    return false;
  }

  #endPayload(): boolean {
    this.position += padded(this.#payloadBytes);
    this.#stage = 'header';
    this.wanted = tarBlock;
    return false;
  }

  #paxPayload(bytes: Uint8Array, at: number): boolean {
    const length = this.#payloadBytes;
    if (this.#paxBytes.length < length) this.#paxBytes = new Uint8Array(length * 2);
    copyBytes(bytes, at, this.#paxBytes, 0, length);
    if (!this.#pax.parse(this.#paxBytes, length)) {
      this.#report('tar-pax-invalid', 'warning', this.#pax.path, { offset: this.position });
    }
    if (this.#pax.xattrsLeftOut) {
      this.#report('limit-reached', 'warning', this.#pax.path, limitValues('xattrs'));
    }
    return this.#endPayload();
  }

  #entryHeader(bytes: Uint8Array, at: number, type: number, headerSize: number): boolean {
    const { entry } = this;
    const form = headerForm(bytes, at);
    entry.offset = this.#start;
    entry.body = this.position + tarBlock;
    this.#fields.readNames(bytes, at, form, this.#longName, this.#longLink);
    entry.storedBytes = hasBody(type)
      ? Number.isNaN(this.#pax.size)
        ? headerSize
        : this.#pax.size
      : 0;
    entry.type = this.#normalType(type);
    this.position = entry.body + padded(entry.storedBytes);
    if (!Number.isSafeInteger(this.position)) {
      this.#report('tar-header-invalid', 'error', entry.name, {
        offset: entry.offset,
        field: 'size',
      });
      return this.#end('damaged');
    }
    if (entry.type < 0) {
      const values = { offset: entry.offset, type: String.fromCharCode(type) };
      this.#report('tar-type-unknown', 'warning', entry.name, values);
      this.#reset();
      return false;
    }
    this.#fields.readAttributes(bytes, at, form);
    entry.size = entry.type === TypeLetter.directory ? 0 : entry.storedBytes;
    entry.sparse = null;
    entry.dataStart = 0;
    if (type === TypeLetter.gnuSparse && form === 'gnu') return this.#beginOldSparse(bytes, at);
    if (this.#pax.sparse !== null && entry.type === TypeLetter.file)
      return this.#paxSparse(bytes, at);
    this.#reset();
    return true;
  }

  /** The type as `TarEntry.type` has it; -1 for a letter that is not known. */
  #normalType(type: number): number {
    switch (type) {
      case TypeLetter.oldFile:
      case TypeLetter.file:
      case TypeLetter.gnuSparse:
        // Old archives write a folder as a file whose name ends with a slash; it then has no body.
        if (this.entry.name.last() !== slash) return TypeLetter.file;
        if (type === TypeLetter.oldFile) this.entry.storedBytes = 0;
        return TypeLetter.directory;
      case TypeLetter.contiguous:
        this.#report('tar-contiguous', 'warning', this.entry.name, { offset: this.entry.offset });
        return type;
      default:
        return hasBody(type) ? -1 : type;
    }
  }

  #beginOldSparse(bytes: Uint8Array, at: number): boolean {
    const { gnuRealSize, gnuSparseParts, gnuSparseMore } = HeaderField;
    this.entry.size = parseNumber(bytes, at + gnuRealSize.at, gnuRealSize.length);
    this.#oldParts = [];
    const valid = readOldParts(bytes, at + gnuSparseParts.at, partsInHeader, this.#oldParts);
    if (valid && bytes[at + gnuSparseMore.at] !== 0) {
      this.#holdHeader(bytes, at);
      this.position = this.entry.body;
      this.#stage = 'old-sparse';
      return false;
    }
    return this.#endSparse(valid, this.#oldParts, 0);
  }

  /** The map goes on in blocks between header and body, which `size` does not count. */
  #oldSparseBlock(bytes: Uint8Array, at: number): boolean {
    const valid = readOldParts(bytes, at, partsInBlock, this.#oldParts);
    this.position += tarBlock;
    if (valid && bytes[at + moreInBlockAt] !== 0) return false;
    this.#stage = 'header';
    this.entry.body = this.position;
    this.position += padded(this.entry.storedBytes);
    return this.#endSparse(valid, this.#oldParts, 0);
  }

  #paxSparse(bytes: Uint8Array, at: number): boolean {
    const { entry } = this;
    const sparse = this.#pax.sparse;
    if (sparse === null) return true;
    const isMapInBody = sparse.major === 1 && sparse.minor === 0;
    if (!isMapInBody && sparse.parts === null) {
      this.#reset();
      return true;
    }
    if (sparse.name.length > 0) entry.name.point(sparse.name);
    if (!Number.isNaN(sparse.realSize)) entry.size = sparse.realSize;
    if (sparse.parts !== null && !isMapInBody) return this.#endSparse(true, sparse.parts, 0);
    this.#holdHeader(bytes, at);
    this.position = entry.body;
    this.#sparseMap = new SparseMapReader();
    this.#stage = 'sparse-map';
    return entry.storedBytes < tarBlock ? this.#endSparseMap(false) : false;
  }

  #sparseMapBlock(bytes: Uint8Array, at: number): boolean {
    this.position += tarBlock;
    const state = this.#sparseMap?.block(bytes, at) ?? 'wrong';
    const left = this.entry.body + this.entry.storedBytes - this.position;
    if (state === 'more' && left >= tarBlock) return false;
    return this.#endSparseMap(state === 'done');
  }

  #endSparseMap(valid: boolean): boolean {
    const { entry } = this;
    const parts = this.#sparseMap?.parts ?? [];
    const dataStart = this.position - entry.body;
    this.#sparseMap = null;
    this.#stage = 'header';
    this.position = entry.body + padded(entry.storedBytes);
    return this.#endSparse(valid, parts, dataStart);
  }

  /** A map that cannot be true leaves a plain file: its stored bytes are all that is known. */
  #endSparse(valid: boolean, parts: readonly SparsePart[], dataStart: number): boolean {
    const { entry } = this;
    entry.dataStart = dataStart;
    if (valid && validParts(parts, entry.size, entry.storedBytes - dataStart)) {
      entry.sparse = parts;
    } else {
      if (parts.length >= limits.sparseParts) {
        this.#report('limit-reached', 'warning', entry.name, limitValues('sparseParts'));
      } else {
        const values = { offset: entry.offset, field: 'sparse' };
        this.#report('tar-header-invalid', 'warning', entry.name, values);
      }
      entry.size = entry.storedBytes;
    }
    this.#reset();
    return true;
  }

  /** Keeps the spans of `entry` valid while more blocks are read: the caller may reuse the buffer for them. */
  #holdHeader(bytes: Uint8Array, at: number): void {
    const held = new Uint8Array(bytes.subarray(at, at + tarBlock));
    const { name, link, userName, groupName } = this.entry;
    for (const span of [name, link, userName, groupName]) {
      if (span.bytes === bytes) span.set(held, span.start - at, span.end - at);
    }
  }

  /** Extended headers count for one entry only. */
  #reset(): void {
    this.#start = -1;
    this.#longName = null;
    this.#longLink = null;
    this.#pax.clear();
  }

  #end(stop: TarStop): boolean {
    this.stop = stop;
    this.#stage = 'end';
    this.wanted = 0;
    return false;
  }
}

const slash = 0x2f;
const partsInHeader = 4;
const partsInBlock = 21;
const moreInBlockAt = 504;

/** The text of a GNU long name: up to its first NUL. An empty one leaves the name as it is: null. */
function textPayload(bytes: Uint8Array, at: number, length: number): Uint8Array | null {
  const end = textEnd(bytes, at, length);
  return end === at ? null : new Uint8Array(bytes.subarray(at, end));
}

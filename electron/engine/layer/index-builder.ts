import { isUtf8 } from 'node:buffer';
import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import type { ProblemCode, ProblemPlace, Severity } from '../../../shared/model/problem.ts';
import { limits, limitValues, type LimitName } from '../bytes/limits.ts';
import { ProblemLog } from '../bytes/problem-log.ts';
import type { ByteSpan } from '../tar/byte-span.ts';
import { PathCleaner } from '../tar/clean-path.ts';
import { TypeLetter } from '../tar/header.ts';
import type { TarEntry } from '../tar/tar-entry.ts';
import { hashBytes, IndexColumns } from './index-columns.ts';
import { EntryKind, type EntryExtra, type LayerIndex, type SparseMap } from './layer-index.ts';
import { isUnderMarker, readMarker } from './markers.ts';
import { OwnerTable } from './owner-table.ts';
import { isStargzName } from './stargz.ts';

export interface IndexOptions {
  /** Hide the entries that eStargz adds at the root of the layer. */
  readonly stargz: boolean;
}

/** Turns the entries of a layer's tar into a `LayerIndex`, one after another. */
export class IndexBuilder {
  readonly problems = new ProblemLog();
  readonly #columns: IndexColumns;
  readonly #owners = new OwnerTable();
  readonly #extras = new Map<number, EntryExtra>();
  readonly #cleaner = new PathCleaner();
  readonly #options: IndexOptions;
  #xattrBytes = 0;
  #sparseParts = 0;

  /** `hasHashes`: whether `setContentHash` will be called. */
  constructor(options: IndexOptions, hasHashes: boolean) {
    this.#options = options;
    this.#columns = new IndexColumns(hasHashes);
  }

  /** Entries so far. */
  get count(): number {
    return this.#columns.count;
  }

  /** Receives what the tar reader finds odd. */
  readonly report = (
    code: ProblemCode,
    severity: Severity,
    name: ByteSpan | null,
    values: Readonly<Record<string, string | number>>,
  ): void => {
    this.problems.add(code, severity, name === null ? {} : { path: this.#text(name) }, values);
  };

  /**
   * Adds an entry. False when the layer holds more than is allowed: what follows is then not part of the index. An
   * entry that cannot be kept alone, say for its path, is left out with a problem.
   */
  add(entry: TarEntry): boolean {
    const columns = this.#columns;
    if (columns.count >= limits.layerEntries) return this.#full('layerEntries');
    if (entry.body > limits.layerBodyOffset) return this.#full('layerBodyOffset');
    const { name, link } = entry;
    if (!columns.paths.reserve(name.length) || !columns.links.reserve(link.length)) {
      return this.#full('layerNameBytes');
    }
    const owner = this.#owners.position(entry);
    if (owner < 0) return this.#full('layerOwners');
    columns.reserve();
    const { count } = columns;
    if (!this.#addPath(entry)) return true;
    const kind = columns.kind[count] ?? EntryKind.file;
    this.#addLink(entry, kind);
    columns.mode[count] = entry.mode;
    columns.owner[count] = owner;
    columns.size[count] = hasContent(kind) ? entry.size : 0;
    columns.modified[count] = entry.modified;
    columns.body[count] = entry.body / 512;
    this.#addExtra(entry, kind);
    columns.count++;
    columns.pathStart[columns.count] = columns.paths.length;
    columns.linkStart[columns.count] = columns.links.length;
    return true;
  }

  /** Whether the entry added last has content that is worth a hash. */
  get lastHasContent(): boolean {
    return hasContent(this.#columns.kind[this.#columns.count - 1] ?? EntryKind.directory);
  }

  /** The sha256 of the content of the entry added last. */
  setContentHash(hash: Uint8Array): void {
    this.#columns.contentHash?.set(hash, (this.#columns.count - 1) * hashBytes);
  }

  /** Says that the content of the entry added last gets no hash: its holes are too large. */
  contentLeftOut(): void {
    this.#leftOut('layerHoleBytes', this.#columns.count - 1);
  }

  /** Path of the entry added last, as text. */
  lastPlace(): ProblemPlace {
    const { count } = this.#columns;
    return count === 0 ? {} : { path: this.#pathText(count - 1) };
  }

  finish(unpackedBytes: number): LayerIndex {
    const columns = this.#columns;
    const { count } = columns;
    return {
      count,
      kind: columns.kind.slice(0, count),
      mode: columns.mode.slice(0, count),
      owner: columns.owner.slice(0, count),
      size: columns.size.slice(0, count),
      modified: columns.modified.slice(0, count),
      body: columns.body.slice(0, count),
      pathStart: columns.pathStart.slice(0, count + 1),
      paths: columns.paths.bytes.slice(0, columns.paths.length),
      linkStart: columns.linkStart.slice(0, count + 1),
      links: columns.links.bytes.slice(0, columns.links.length),
      owners: this.#owners.owners,
      extras: this.#extras,
      contentHash: columns.contentHash?.slice(0, count * hashBytes) ?? null,
      unpackedBytes,
      problems: this.problems.problems(),
    };
  }

  /** Writes path and kind. False when the entry is to be left out. */
  #addPath(entry: TarEntry): boolean {
    const { paths, count, kind } = this.#columns;
    const cleaner = this.#cleaner;
    const { bytes, start, end } = entry.name;
    const from = paths.length;
    const to = cleaner.clean(bytes, start, end, paths.bytes, from);
    if (cleaner.parts > limits.pathParts) {
      const found = cleaner.parts;
      this.problems.add('limit-reached', 'warning', {}, { ...limitValues('pathParts'), found });
      return false;
    }
    paths.length = to;
    kind[count] = entryKind(entry.type);
    if (cleaner.escaped || !cleaner.ascii) this.#checkName(entry);
    if (cleaner.marked) this.#addMarker(from, to);
    else if (this.#options.stargz && isStargzName(paths.bytes, from, to)) {
      kind[count] = EntryKind.hidden;
    }
    return true;
  }

  #checkName({ name }: TarEntry): void {
    const path = this.#text(name);
    if (this.#cleaner.escaped) {
      this.problems.add('path-escapes', 'warning', { path }, { name: name.text() });
    }
    if (!this.#cleaner.ascii && !isUtf8(name.bytes.subarray(name.start, name.end))) {
      this.problems.add('path-not-utf8', 'note', { path });
    }
  }

  #addMarker(from: number, to: number): void {
    const { paths, count, kind } = this.#columns;
    const { bytes } = paths;
    const isUnder = isUnderMarker(bytes, from, to);
    const path = decode(bytes, from, to);
    const marker = readMarker(bytes, from, to);
    if (isUnder && marker.kind !== 'metadata') {
      this.problems.add('path-under-whiteout', 'warning', { path });
    }
    switch (marker.kind) {
      case 'under-marker':
        return;
      case 'metadata':
        kind[count] = EntryKind.hidden;
        return;
      case 'invalid':
        kind[count] = EntryKind.hidden;
        this.problems.add('whiteout-invalid', 'warning', { path });
        return;
      case 'opaque':
      case 'whiteout':
        kind[count] = marker.kind === 'opaque' ? EntryKind.opaque : EntryKind.whiteout;
        paths.length = marker.end;
    }
  }

  /** The target of a hard link names an entry and is cleaned like a path; that of a symbolic link is only text. */
  #addLink({ link }: TarEntry, kind: number): void {
    const { links, count } = this.#columns;
    if (kind === EntryKind.symlink) {
      links.bytes.set(link.bytes.subarray(link.start, link.end), links.length);
      links.length += link.length;
    } else if (kind === EntryKind.hardLink) {
      links.length = this.#cleaner.clean(
        link.bytes,
        link.start,
        link.end,
        links.bytes,
        links.length,
      );
      if (this.#cleaner.escaped) {
        const values = { name: link.text() };
        this.problems.add('path-escapes', 'warning', { path: this.#pathText(count) }, values);
      }
    }
  }

  #addExtra(entry: TarEntry, kind: number): void {
    const isDevice = kind === EntryKind.character || kind === EntryKind.block;
    if (!isDevice && entry.xattrs === null && entry.sparse === null) return;
    const { count } = this.#columns;
    const device = { major: entry.deviceMajor, minor: entry.deviceMinor };
    if (kind === EntryKind.character && device.major === 0 && device.minor === 0) {
      this.problems.add('device-zero', 'note', { path: this.#pathText(count) });
    }
    const xattrs = this.#keptXattrs(entry);
    const sparse = this.#keptSparse(entry);
    this.#extras.set(count, {
      ...(xattrs === null ? {} : { xattrs }),
      ...(isDevice ? { device } : {}),
      ...(sparse === null ? {} : { sparse }),
    });
  }

  #keptXattrs({ xattrs }: TarEntry): readonly ExtendedAttribute[] | null {
    if (xattrs === null) return null;
    for (const { name, value } of xattrs) this.#xattrBytes += name.length * 2 + value.length;
    if (this.#xattrBytes <= limits.layerXattrBytes) return xattrs;
    this.#leftOut('layerXattrBytes', this.#columns.count);
    return null;
  }

  #keptSparse(entry: TarEntry): SparseMap | null {
    if (entry.sparse === null) return null;
    this.#sparseParts += entry.sparse.length;
    if (this.#sparseParts > limits.layerSparseParts) {
      this.#leftOut('layerSparseParts', this.#columns.count);
      return null;
    }
    const { storedBytes, dataStart } = entry;
    return { storedBytes, dataStart, parts: entry.sparse };
  }

  #leftOut(limit: LimitName, entry: number): void {
    const where = { path: this.#pathText(entry) };
    this.problems.add('limit-reached', 'warning', where, limitValues(limit));
  }

  #full(limit: LimitName): false {
    this.problems.add('limit-reached', 'error', {}, limitValues(limit));
    return false;
  }

  /** The path of entry `entry`, which may be the one that is just being added. */
  #pathText(entry: number): string {
    const { paths, pathStart, count } = this.#columns;
    const end = entry === count ? paths.length : pathStart[entry + 1];
    return decode(paths.bytes, pathStart[entry] ?? 0, end ?? 0);
  }

  /** The cleaned path of a name, as text. */
  #text(name: ByteSpan): string {
    const path = new Uint8Array(name.length);
    const end = new PathCleaner().clean(name.bytes, name.start, name.end, path, 0);
    return decode(path, 0, end);
  }
}

/** Files have content; so have the hidden entries that hard links may lead to. */
function hasContent(kind: number): boolean {
  return kind === EntryKind.file || kind === EntryKind.hidden;
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

function entryKind(type: number): EntryKind {
  switch (type) {
    case TypeLetter.hardLink:
      return EntryKind.hardLink;
    case TypeLetter.symlink:
      return EntryKind.symlink;
    case TypeLetter.character:
      return EntryKind.character;
    case TypeLetter.block:
      return EntryKind.block;
    case TypeLetter.directory:
      return EntryKind.directory;
    case TypeLetter.fifo:
      return EntryKind.fifo;
    default:
      return EntryKind.file;
  }
}

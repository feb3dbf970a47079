import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { limits } from '../bytes/limits.ts';
import { ByteSpan, setName } from './byte-span.ts';
import { parseDecimal, parseId, parseTime } from './numbers.ts';
import { PaxSparse } from './pax-sparse.ts';

/**
 * The records of one pax extended header (POSIX pax, Extended Header Keywords), as far as they matter here. Spans lie
 * in the bytes given to `parse`; an empty span and a NaN mean that the header's own field counts. Reused for every
 * header of an archive.
 */
export class PaxRecords {
  readonly path = new ByteSpan();
  readonly link = new ByteSpan();
  readonly userName = new ByteSpan();
  readonly groupName = new ByteSpan();
  size = Number.NaN;
  uid = Number.NaN;
  gid = Number.NaN;
  /** Milliseconds since 1970, with the fraction the header gives. */
  modified = Number.NaN;
  xattrs: ExtendedAttribute[] | null = null;
  /** Whether there were more extended attributes than `limits.xattrs`. */
  xattrsLeftOut = false;
  /** Records `GNU.sparse.*`; null when there is none. */
  sparse: PaxSparse | null = null;
  /** Whether any record was read since the last `clear`. */
  present = false;

  clear(): void {
    if (!this.present) return;
    this.present = false;
    this.path.clear();
    this.link.clear();
    this.userName.clear();
    this.groupName.clear();
    this.size = Number.NaN;
    this.uid = Number.NaN;
    this.gid = Number.NaN;
    this.modified = Number.NaN;
    this.xattrs = null;
    this.xattrsLeftOut = false;
    this.sparse = null;
  }

  /**
   * Reads the records of bytes 0 to `length`, which replace all earlier ones. Returns false when a record was wrong:
   * wrong values are left out, a wrong length ends the reading.
   */
  parse(bytes: Uint8Array, length: number): boolean {
    this.clear();
    this.present = true;
    let valid = true;
    let at = 0;
    while (at < length) {
      const start = at;
      let size = 0;
      let byte = bytes[at] ?? 0;
      while (at < length && byte >= 0x30 && byte <= 0x39 && at - start < 9) {
        size = size * 10 + byte - 0x30;
        byte = bytes[++at] ?? 0;
      }
      const end = start + size - 1;
      if (byte !== space || end <= at || end >= length || bytes[end] !== newline) return false;
      const key = at + 1;
      let equals = key;
      while (equals < end && bytes[equals] !== equalsSign) equals++;
      if (equals === end || equals === key) valid = false;
      else if (!this.#record(bytes, key, equals, end)) valid = false;
      at = end + 1;
    }
    return valid;
  }

  /** One record `key=value`; the key is at `start` to `equals`, the value after it to `end`. */
  #record(bytes: Uint8Array, start: number, equals: number, end: number): boolean {
    const value = equals + 1;
    switch (equals - start) {
      case 3:
        if (isKey(bytes, start, keys.uid)) {
          this.uid = parseId(bytes, value, end);
          return value === end || !Number.isNaN(this.uid);
        }
        if (isKey(bytes, start, keys.gid)) {
          this.gid = parseId(bytes, value, end);
          return value === end || !Number.isNaN(this.gid);
        }
        return true;
      case 4:
        if (isKey(bytes, start, keys.path)) return setName(this.path, bytes, value, end);
        if (isKey(bytes, start, keys.size)) {
          this.size = parseDecimal(bytes, value, end);
          return value === end || !Number.isNaN(this.size);
        }
        return true;
      case 5:
        if (isKey(bytes, start, keys.mtime)) {
          this.modified = parseTime(bytes, value, end);
          return value === end || !Number.isNaN(this.modified);
        }
        if (isKey(bytes, start, keys.uname)) return setName(this.userName, bytes, value, end);
        if (isKey(bytes, start, keys.gname)) return setName(this.groupName, bytes, value, end);
        return true;
      case 8:
        if (isKey(bytes, start, keys.linkpath)) return setName(this.link, bytes, value, end);
        return true;
      default:
        if (isKey(bytes, start, keys.schilyXattr)) {
          return this.#xattr(
            bytes.subarray(start + keys.schilyXattr.length, equals),
            bytes.slice(value, end),
          );
        }
        if (isKey(bytes, start, keys.libarchiveXattr)) {
          const decoded = decodeBase64(bytes.subarray(value, end));
          const name = unescapePercent(bytes.subarray(start + keys.libarchiveXattr.length, equals));
          return decoded !== null && this.#xattr(name, decoded);
        }
        if (isKey(bytes, start, keys.gnuSparse)) {
          this.sparse ??= new PaxSparse();
          return this.sparse.record(
            latin1(bytes, start + keys.gnuSparse.length, equals),
            bytes,
            value,
            end,
          );
        }
        return true;
    }
  }

  /** Of two records for one attribute the later counts; SCHILY and LIBARCHIVE name the same attributes. */
  #xattr(nameBytes: Uint8Array, value: Uint8Array): boolean {
    if (nameBytes.length === 0 || nameBytes.includes(0)) return false;
    const name = decoder.decode(nameBytes);
    this.xattrs ??= [];
    const known = this.xattrs.findIndex((attribute) => attribute.name === name);
    if (known >= 0) this.xattrs[known] = { name, value };
    else if (this.xattrs.length >= limits.xattrs) this.xattrsLeftOut = true;
    else this.xattrs.push({ name, value });
    return true;
  }
}

const space = 0x20;
const newline = 0x0a;
const equalsSign = 0x3d;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const keys = {
  uid: asciiBytes('uid'),
  gid: asciiBytes('gid'),
  path: asciiBytes('path'),
  size: asciiBytes('size'),
  mtime: asciiBytes('mtime'),
  uname: asciiBytes('uname'),
  gname: asciiBytes('gname'),
  linkpath: asciiBytes('linkpath'),
  schilyXattr: asciiBytes('SCHILY.xattr.'),
  libarchiveXattr: asciiBytes('LIBARCHIVE.xattr.'),
  gnuSparse: asciiBytes('GNU.sparse.'),
};

function asciiBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function isKey(bytes: Uint8Array, start: number, key: Uint8Array): boolean {
  for (let at = 0; at < key.length; at++) {
    if (bytes[start + at] !== key[at]) return false;
  }
  return true;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

/** libarchive writes values without padding; null when there is a character that base64 has not. */
function decodeBase64(text: Uint8Array): Uint8Array | null {
  const ascii = latin1(text, 0, text.length);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(ascii)) return null;
  return new Uint8Array(Buffer.from(ascii, 'base64'));
}

/** libarchive writes unusual characters of attribute names as `%XX`. */
function unescapePercent(text: Uint8Array): Uint8Array {
  const plain = latin1(text, 0, text.length).replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return new Uint8Array(Buffer.from(plain, 'latin1'));
}

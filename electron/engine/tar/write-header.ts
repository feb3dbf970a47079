import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { tarBlock } from '../bytes/tar-checksum.ts';
import { HeaderField, padded, TypeLetter } from './header.ts';
import { PaxWriter } from './write-pax.ts';

export const memberTypes = [
  'file',
  'directory',
  'symlink',
  'hardLink',
  'character',
  'block',
  'fifo',
] as const;

export type MemberType = (typeof memberTypes)[number];

/** A member to be written. Names are raw bytes, mostly UTF-8. */
export interface TarMember {
  readonly type: MemberType;
  /** Without a leading slash; a folder's last slash is added. The empty path is the root, which becomes `./`. */
  readonly path: Uint8Array;
  /** Target of a symbolic or hard link; empty otherwise. */
  readonly link: Uint8Array;
  /** 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly userName: string;
  readonly groupName: string;
  /** Milliseconds since 1970, kept to the microsecond; NaN counts as 0. */
  readonly modified: number;
  /** Bytes of the body; 0 for anything but a file. */
  readonly size: number;
  readonly device: { readonly major: number; readonly minor: number } | null;
  readonly xattrs: readonly ExtendedAttribute[];
}

/** The two blocks of zeros that end an archive. */
export const archiveEnd: Uint8Array = new Uint8Array(2 * tarBlock);

const typeLetters: Readonly<Record<MemberType, number>> = {
  file: TypeLetter.file,
  directory: TypeLetter.directory,
  symlink: TypeLetter.symlink,
  hardLink: TypeLetter.hardLink,
  character: TypeLetter.character,
  block: TypeLetter.block,
  fifo: TypeLetter.fifo,
};

/**
 * The header blocks of a member: a ustar header (POSIX ustar interchange format), and before it a pax extended header
 * for what does not fit there: long and non-ASCII names, large numbers, fractions of seconds, extended attributes. The
 * same member always gives the same bytes. Its body follows, and then `bodyPadding`.
 */
export function memberHeader(member: TarMember): Uint8Array {
  const pax = new PaxWriter();
  const block = headerBlock(member, pax);
  const records = pax.records();
  if (records.length === 0) return block;
  const header = new Uint8Array(tarBlock + padded(records.length) + tarBlock);
  header.set(paxBlock(records.length));
  header.set(records, tarBlock);
  header.set(block, header.length - tarBlock);
  return header;
}

/** The zeros after a body of that many bytes. */
export function bodyPadding(size: number): Uint8Array {
  return archiveEnd.subarray(0, padded(size) - size);
}

function headerBlock(member: TarMember, pax: PaxWriter): Uint8Array {
  const block = new Uint8Array(tarBlock);
  const path = member.type === 'directory' ? folderPath(member.path) : member.path;
  writePath(block, path, pax);
  writeName(block, HeaderField.link, member.link, 'linkpath', pax);
  writeOctal(block, HeaderField.mode, member.mode);
  writeNumber(block, 'uid', member.uid, pax);
  writeNumber(block, 'gid', member.gid, pax);
  writeNumber(block, 'size', member.size, pax);
  writeTime(block, member.modified, pax);
  writeName(block, HeaderField.userName, encode(member.userName), 'uname', pax);
  writeName(block, HeaderField.groupName, encode(member.groupName), 'gname', pax);
  if (member.device !== null) {
    writeNumber(block, 'deviceMajor', member.device.major, pax);
    writeNumber(block, 'deviceMinor', member.device.minor, pax);
  }
  for (const xattr of member.xattrs) pax.xattr(xattr);
  return seal(block, typeLetters[member.type]);
}

/** The header of the extended header. Its own fields mean nothing to a reader, and are the same for all. */
function paxBlock(length: number): Uint8Array {
  const block = new Uint8Array(tarBlock);
  writeBytes(block, HeaderField.name, encode('PaxHeaders'));
  writeOctal(block, HeaderField.mode, 0o644);
  writeOctal(block, HeaderField.uid, 0);
  writeOctal(block, HeaderField.gid, 0);
  writeOctal(block, HeaderField.size, length);
  writeOctal(block, HeaderField.modified, 0);
  return seal(block, TypeLetter.pax);
}

const magic = encode('ustar\u000000');
const checksum = { at: 148, length: 8 } as const;

function seal(block: Uint8Array, type: number): Uint8Array {
  block[HeaderField.type.at] = type;
  block.set(magic, HeaderField.magic.at);
  block.fill(space, checksum.at, checksum.at + checksum.length);
  const sum = block.reduce((total, byte) => total + byte, 0);
  // Six digits, a NUL and a space, as all tars have written it.
  writeOctal(block, { at: checksum.at, length: checksum.length - 1 }, sum);
  block[checksum.at + checksum.length - 2] = 0;
  return block;
}

const slash = 0x2f;
const space = 0x20;

function folderPath(path: Uint8Array): Uint8Array {
  if (path.length === 0) return encode('./');
  const withSlash = new Uint8Array(path.length + 1);
  withSlash.set(path);
  withSlash[path.length] = slash;
  return withSlash;
}

/** A path of up to 255 bytes is cut at a slash into prefix and name, where there is one in the right place. */
function writePath(block: Uint8Array, path: Uint8Array, pax: PaxWriter): void {
  const cut = prefixLength(path);
  if (cut === -1 || mustBePax(path)) {
    pax.record('path', path);
    writeBytes(block, HeaderField.name, path.subarray(0, HeaderField.name.length));
    return;
  }
  writeBytes(block, HeaderField.prefix, path.subarray(0, cut));
  writeBytes(block, HeaderField.name, cut === 0 ? path : path.subarray(cut + 1));
}

/** Bytes that go into the prefix; -1 where a path fits in no way. */
function prefixLength(path: Uint8Array): number {
  const { name, prefix } = HeaderField;
  if (path.length <= name.length) return 0;
  // The name may not be empty, so the slash behind a folder is not a place to cut at.
  for (let at = Math.min(prefix.length, path.length - 2); at > 0; at--) {
    if (path[at] === slash) return path.length - at - 1 <= name.length ? at : -1;
  }
  return -1;
}

type Field = (typeof HeaderField)[keyof typeof HeaderField] | { at: number; length: number };

function writeName(
  block: Uint8Array,
  field: Field,
  bytes: Uint8Array,
  key: 'linkpath' | 'uname' | 'gname',
  pax: PaxWriter,
): void {
  if (bytes.length > field.length || mustBePax(bytes)) pax.record(key, bytes);
  writeBytes(block, field, bytes.subarray(0, field.length));
}

/**
 * Names beyond ASCII belong into a pax record, which is UTF-8 (POSIX pax, Extended Header Keywords). One that is not
 * UTF-8 stays in the header where it fits: programs take it there as it is.
 */
function mustBePax(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte >= 0x80) && isUtf8(bytes);
}

const strict = new TextDecoder('utf-8', { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The keys of numbers in pax; those of devices are star's, POSIX has none. */
const numberKeys = {
  uid: 'uid',
  gid: 'gid',
  size: 'size',
  deviceMajor: 'SCHILY.devmajor',
  deviceMinor: 'SCHILY.devminor',
} as const;

function writeNumber(
  block: Uint8Array,
  name: keyof typeof numberKeys,
  value: number,
  pax: PaxWriter,
): void {
  const field = HeaderField[name];
  const fits = value >= 0 && value < 8 ** (field.length - 1);
  if (!fits) pax.record(numberKeys[name], encode(String(value)));
  writeOctal(block, field, fits ? value : 0);
}

function writeTime(block: Uint8Array, milliseconds: number, pax: PaxWriter): void {
  const time = Number.isNaN(milliseconds) ? 0 : milliseconds;
  const seconds = Math.floor(time / 1000);
  const micros = Math.round((time - seconds * 1000) * 1000);
  const fits = seconds >= 0 && seconds < 8 ** (HeaderField.modified.length - 1);
  if (!fits || micros !== 0) pax.record('mtime', encode(decimalSeconds(seconds, micros)));
  writeOctal(block, HeaderField.modified, fits ? seconds : 0);
}

/** `-1` second and 500,000 microseconds are `-0.5`: the fraction counts away from zero. */
function decimalSeconds(seconds: number, micros: number): string {
  const total = BigInt(seconds) * 1_000_000n + BigInt(micros);
  const sign = total < 0n ? '-' : '';
  const size = total < 0n ? -total : total;
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = `${sign}${size / 1_000_000n}`;
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Octal digits with leading zeros, and a NUL behind them. */
function writeOctal(block: Uint8Array, { at, length }: Field, value: number): void {
  writeBytes(block, { at, length }, encode(value.toString(8).padStart(length - 1, '0')));
}

function writeBytes(block: Uint8Array, { at }: Field, bytes: Uint8Array): void {
  block.set(bytes, at);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

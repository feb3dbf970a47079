/** The records of a zip (PKWARE APPNOTE 6.3, chapter 4). Numbers are written with the lowest byte first. */

export interface ZipMember {
  /** UTF-8, a folder's with a slash at its end. At most 65535 bytes. */
  readonly name: Uint8Array;
  /** As Unix has it: type and permissions. */
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly method: ZipMethod;
  readonly size: number;
  /** Whether checksum and packed size are not known before the content has been written. */
  readonly isStreamed: boolean;
}

export type ZipMethod = 'stored' | 'deflated';

/** What is known of a member once it has been written. */
export interface WrittenMember {
  readonly checksum: number;
  readonly packedBytes: number;
  /** Where its header begins. */
  readonly offset: number;
}

const largest32 = 0xffff_ffff;
const largest16 = 0xffff;
const signatures = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const;
const extras = { zip64: 0x0001, time: 0x5455 } as const;
/** Made on Unix, by version 4.5 of the format. */
const madeBy = (3 << 8) | 45;
const methods: Readonly<Record<ZipMethod, number>> = { stored: 0, deflated: 8 };
const utf8Flag = 1 << 11;
const streamedFlag = 1 << 3;
const folderAttribute = 0x10;
const folderType = 0o040000;
const typeBits = 0o170000;

/** What stands before a member's content. */
export function localHeader(member: ZipMember, checksum: number, packedBytes: number): Uint8Array {
  const is64 = isLarge(member);
  const out = new RecordWriter();
  out.u32(signatures.local);
  commonFields(out, member, is64);
  out.u32(member.isStreamed ? 0 : checksum);
  // Nothing that is not streamed is large.
  out.u32(is64 ? largest32 : member.isStreamed ? 0 : packedBytes);
  out.u32(is64 ? largest32 : member.isStreamed ? 0 : member.size);
  const extra = new RecordWriter();
  writeTime(extra, member.modified);
  if (is64) writeZip64(extra, [0, 0]);
  out.u16(member.name.length);
  out.u16(extra.bytes.length);
  return Buffer.concat([out.bytes, member.name, extra.bytes]);
}

/** What stands behind the content of a streamed member. */
export function dataDescriptor(
  member: ZipMember,
  { checksum, packedBytes }: WrittenMember,
): Uint8Array {
  const out = new RecordWriter();
  out.u32(signatures.descriptor);
  out.u32(checksum);
  for (const size of [packedBytes, member.size]) {
    if (isLarge(member)) out.u64(size);
    else out.u32(size);
  }
  return out.bytes;
}

/** A member's line in the directory at the end. */
export function centralHeader(member: ZipMember, written: WrittenMember): Uint8Array {
  const { checksum, packedBytes, offset } = written;
  const extra = new RecordWriter();
  writeTime(extra, member.modified);
  const large = [member.size, packedBytes, offset].filter((value) => value >= largest32);
  if (large.length > 0) writeZip64(extra, large);
  const out = new RecordWriter();
  out.u32(signatures.central);
  out.u16(madeBy);
  commonFields(out, member, isLarge(member) || large.length > 0);
  out.u32(checksum);
  out.u32(Math.min(packedBytes, largest32));
  out.u32(Math.min(member.size, largest32));
  out.u16(member.name.length);
  out.u16(extra.bytes.length);
  out.u16(0);
  out.u16(0);
  out.u16(0);
  const attribute = (member.mode & typeBits) === folderType ? folderAttribute : 0;
  out.u32(member.mode * 0x1_0000 + attribute);
  out.u32(Math.min(offset, largest32));
  return Buffer.concat([out.bytes, member.name, extra.bytes]);
}

/** The very end, for a directory of `count` members and `bytes` bytes that begins at `offset`. */
export function endRecords(count: number, bytes: number, offset: number): Uint8Array {
  const out = new RecordWriter();
  if (count >= largest16 || bytes >= largest32 || offset >= largest32) {
    const at = offset + bytes;
    out.u32(signatures.end64);
    out.u64(44);
    out.u16(madeBy);
    out.u16(45);
    out.u32(0);
    out.u32(0);
    for (const value of [count, count, bytes, offset]) out.u64(value);
    out.u32(signatures.locator64);
    out.u32(0);
    out.u64(at);
    out.u32(1);
  }
  out.u32(signatures.end);
  out.u16(0);
  out.u16(0);
  out.u16(Math.min(count, largest16));
  out.u16(Math.min(count, largest16));
  out.u32(Math.min(bytes, largest32));
  out.u32(Math.min(offset, largest32));
  out.u16(0);
  return out.bytes;
}

/** Whether a time fits into a zip: 32 bits of seconds. */
export function isZipTime(milliseconds: number): boolean {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds >= -0x8000_0000 && seconds <= 0x7fff_ffff;
}

/** Whether sizes need 64 bits: the packed one can be a little larger than the other. */
function isLarge({ size }: ZipMember): boolean {
  return size >= 0xfff0_0000;
}

function commonFields(out: RecordWriter, member: ZipMember, is64: boolean): void {
  out.u16(is64 ? 45 : 20);
  out.u16(utf8Flag | (member.isStreamed ? streamedFlag : 0));
  out.u16(methods[member.method]);
  const { time, date } = dosTime(member.modified);
  out.u16(time);
  out.u16(date);
}

/** Seconds since 1970 as Info-ZIP writes them; the field of MS-DOS knows no zone. */
function writeTime(out: RecordWriter, milliseconds: number): void {
  const seconds = Math.floor(milliseconds / 1000);
  out.u16(extras.time);
  out.u16(5);
  out.u8(1);
  out.u32(Math.min(Math.max(seconds, -0x8000_0000), 0x7fff_ffff) >>> 0);
}

function writeZip64(out: RecordWriter, values: readonly number[]): void {
  out.u16(extras.zip64);
  out.u16(8 * values.length);
  for (const value of values) out.u64(value);
}

/** In UTC, so that the same files give the same bytes everywhere. It begins with 1980. */
function dosTime(milliseconds: number): { readonly time: number; readonly date: number } {
  const from = Date.UTC(1980, 0, 1);
  const to = Date.UTC(2107, 11, 31, 23, 59, 58);
  const at = new Date(Math.min(Math.max(milliseconds, from), to));
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

class RecordWriter {
  readonly #buffer = Buffer.alloc(128);
  #length = 0;

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  u8(value: number): void {
    this.#length = this.#buffer.writeUInt8(value, this.#length);
  }

  u16(value: number): void {
    this.#length = this.#buffer.writeUInt16LE(value, this.#length);
  }

  u32(value: number): void {
    this.#length = this.#buffer.writeUInt32LE(value, this.#length);
  }

  u64(value: number): void {
    this.#length = this.#buffer.writeBigUInt64LE(BigInt(value), this.#length);
  }
}

/** One record of a tar, as its headers say it. */
export interface RawRecord {
  /** As written. */
  readonly name: string;
  readonly type: string;
  /** Bytes of the content; of a sparse file with its holes. */
  readonly size: number;
  /** Bytes of the body that are content: of a sparse file without the map before them. */
  readonly stored: number;
  /** Where the body begins. */
  readonly body: number;
}

const block = 512;

/**
 * Reads the headers of a tar with no thought of speed: ustar, GNU and pax, sparse files of all forms. A reader of its
 * own, so that tests do not ask the engine what they test it with. Ends where the tar does, or where it is cut off.
 */
export function rawRecords(tar: Buffer): readonly RawRecord[] {
  const records: RawRecord[] = [];
  let pax = new Map<string, string>();
  let [longName, position] = ['', 0];
  while (position + block <= tar.length) {
    const header = tar.subarray(position, position + block);
    if (header.every((byte) => byte === 0) || !hasChecksum(header)) break;
    const type = String.fromCharCode(header[156]!);
    const stated = pax.get('size');
    const length = stated === undefined ? number(header, 124, 12) : Number(stated);
    let body = position + block;
    if (type === 'x') pax = paxRecords(tar.subarray(body, body + length));
    else if (type === 'L') longName = text(tar, body, length);
    else if (type !== 'g' && type !== 'K') {
      const isFile = '0\x007'.includes(type) || type === 'S' || !'123456DVMN'.includes(type);
      const old = type === 'S' ? oldSparse(tar, position) : null;
      if (old !== null) body = old.body;
      const map = mapBytes(tar, body, pax);
      const real = pax.get('GNU.sparse.realsize') ?? pax.get('GNU.sparse.size');
      const size = old?.size ?? (real === undefined ? length : Number(real));
      const name = pax.get('GNU.sparse.name') ?? pax.get('path') ?? (longName || nameOf(header));
      if (!'DVMN'.includes(type)) {
        records.push({
          name,
          type,
          size: isFile ? size : 0,
          stored: isFile ? length - map : 0,
          body,
        });
      }
      pax = new Map();
      longName = '';
      // Links and devices have no body, whatever size they state (POSIX pax, typeflag).
      position = body + ('123456'.includes(type) ? 0 : padded(length));
      continue;
    }
    position = body + padded(length);
  }
  return records;
}

function padded(length: number): number {
  return Math.ceil(length / block) * block;
}

function hasChecksum(header: Buffer): boolean {
  const stated = number(header, 148, 8);
  let [plain, signed] = [0, 0];
  for (let at = 0; at < block; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : header[at]!;
    plain += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return stated === plain || stated === signed;
}

function text(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString('latin1');
}

function number(bytes: Buffer, start: number, length: number): number {
  if ((bytes[start]! & 0x80) !== 0) {
    let value = bytes[start]! & 0x7f;
    for (let at = 1; at < length; at++) value = value * 256 + bytes[start + at]!;
    return value;
  }
  return Number.parseInt(text(bytes, start, length).trim() || '0', 8);
}

function nameOf(header: Buffer): string {
  const isUstar = text(header, 257, 6) === 'ustar';
  const prefix = isUstar ? text(header, 345, 155) : '';
  return prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
}

function paxRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 20), 10);
    if (!(length > 0)) break;
    const record = bytes.toString('latin1', bytes.indexOf(0x20, at) + 1, at + length - 1);
    const cut = record.indexOf('=');
    records.set(record.slice(0, cut), record.slice(cut + 1));
    at += length;
  }
  return records;
}

/** The old GNU form: 21 parts to a block of map behind the header, as long as the last byte but some says so. */
function oldSparse(
  tar: Buffer,
  position: number,
): { readonly size: number; readonly body: number } {
  let body = position + block;
  for (let more = tar[position + 482] === 1; more; body += block) more = tar[body + 504] === 1;
  return { size: number(tar, position + 483, 12), body };
}

/** PAX 1.0 puts the map into the first blocks of the body: a count and two numbers for each part, one on a line. */
function mapBytes(tar: Buffer, body: number, pax: ReadonlyMap<string, string>): number {
  if (pax.get('GNU.sparse.major') !== '1') return 0;
  let [at, lines] = [body, 1];
  const count = Number.parseInt(tar.toString('latin1', body, body + 20), 10);
  for (; lines <= 1 + count * 2; lines++) at = tar.indexOf(0x0a, at) + 1;
  return padded(at - body);
}

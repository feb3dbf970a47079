import { createHash } from 'node:crypto';

/** What has to be changed about a name so that a folder takes it. */
export interface NameChange {
  /** Bytes that some systems cannot have in names are written as `%` and two digits. */
  readonly escaped: boolean;
  /** Most bytes of the name. */
  readonly limit: number;
  /** Number behind a name that is taken; 1 for none. */
  readonly number: number;
}

export const unchanged: NameChange = {
  escaped: false,
  limit: Number.POSITIVE_INFINITY,
  number: 1,
};

/** Lengths that are tried for a name that is too long: most systems take 255 bytes, encrypted folders about 140. */
export const shorterLimits = [240, 140] as const;

/** Whether a name is one part of a path and leads nowhere else. */
export function isPlainName(name: Uint8Array): boolean {
  const isDots = name.length <= 2 && name.every((byte) => byte === dot);
  return !isDots && !name.includes(0) && !name.includes(slash);
}

/** A name with the changes made. The same name and changes always give the same. */
export function changedName(name: Buffer, { escaped, limit, number }: NameChange): Buffer {
  const possible = escaped ? escapedName(name) : name;
  const suffix = number === 1 ? '' : ` (${number})`;
  const room = limit - suffix.length;
  return numbered(possible.length > room ? shortened(possible, name, room) : possible, suffix);
}

/**
 * A name that Windows and the file systems of memory cards can hold (Microsoft, Naming Files, Paths, and Namespaces): no
 * control characters and none of `\ : * ? " < > |`, no dot or space at its end, no name of a device, and only UTF-8.
 */
export function escapedName(name: Buffer): Buffer {
  const valid = Buffer.from(name.toString('utf8')).equals(name);
  const parts = Array.from(name, (byte, place) => {
    const isLast = place === name.length - 1;
    const isBad =
      byte < 0x20 ||
      byte === 0x7f ||
      forbidden.has(byte) ||
      (isLast && (byte === dot || byte === space)) ||
      (byte >= 0x80 && !valid);
    return isBad
      ? Buffer.from(`%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      : Buffer.from([byte]);
  });
  const safe = Buffer.concat(parts);
  const stem = stemLength(safe, safe.indexOf(dot));
  if (!devices.test(safe.subarray(0, stem).toString('latin1').trimEnd())) return safe;
  return Buffer.concat([safe.subarray(0, stem), Buffer.from('_'), safe.subarray(stem)]);
}

const slash = 0x2f;
const dot = 0x2e;
const space = 0x20;
const forbidden = new Set(Buffer.from('\\/:*?"<>|'));
const devices =
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)(?:[0-9]|\xb9|\xb2|\xb3|\xc2\xb9|\xc2\xb2|\xc2\xb3))$/i;

/** The beginning, and a mark by which names with one beginning differ. */
function shortened(possible: Buffer, name: Buffer, room: number): Buffer {
  const mark = `~${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  let end = room - mark.length;
  // Not inside of a character of UTF-8.
  while (end > 0 && (possible[end]! & 0xc0) === 0x80) end--;
  return Buffer.concat([possible.subarray(0, end), Buffer.from(mark)]);
}

/** The suffix goes before the ending: `a (2).txt`. */
function numbered(name: Buffer, suffix: string): Buffer {
  if (suffix === '') return name;
  const stem = stemLength(name, name.lastIndexOf(dot));
  return Buffer.concat([name.subarray(0, stem), Buffer.from(suffix), name.subarray(stem)]);
}

/** A dot at the very beginning begins no ending. */
function stemLength(name: Buffer, dotAt: number): number {
  return dotAt > 0 ? dotAt : name.length;
}

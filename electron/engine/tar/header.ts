/** Where the fields of a tar header are and what type letters mean (POSIX ustar interchange format; GNU tar). */

export const TypeLetter = {
  /** NUL: a file in archives older than ustar. */
  oldFile: 0x00,
  file: 0x30,
  hardLink: 0x31,
  symlink: 0x32,
  character: 0x33,
  block: 0x34,
  directory: 0x35,
  fifo: 0x36,
  contiguous: 0x37,
  gnuLongLink: 0x4b,
  gnuLongName: 0x4c,
  gnuSparse: 0x53,
  paxGlobal: 0x67,
  pax: 0x78,
} as const;

export const HeaderField = {
  name: { at: 0, length: 100 },
  mode: { at: 100, length: 8 },
  uid: { at: 108, length: 8 },
  gid: { at: 116, length: 8 },
  size: { at: 124, length: 12 },
  modified: { at: 136, length: 12 },
  type: { at: 156, length: 1 },
  link: { at: 157, length: 100 },
  magic: { at: 257, length: 8 },
  userName: { at: 265, length: 32 },
  groupName: { at: 297, length: 32 },
  deviceMajor: { at: 329, length: 8 },
  deviceMinor: { at: 337, length: 8 },
  prefix: { at: 345, length: 155 },
  starPrefix: { at: 345, length: 131 },
  gnuSparseParts: { at: 386, length: 96 },
  gnuSparseMore: { at: 482, length: 1 },
  gnuRealSize: { at: 483, length: 12 },
} as const;

/**
 * The form of a header, which decides about the fields after the link text: `v7` has none, `gnu` has no prefix, `star`
 * has a shorter prefix than `ustar`.
 */
export type HeaderForm = 'v7' | 'ustar' | 'star' | 'gnu';

export function headerForm(bytes: Uint8Array, at: number): HeaderForm {
  const magic = at + HeaderField.magic.at;
  if (!matches(bytes, magic, ustarMagic)) return 'v7';
  if (bytes[magic + 5] === 0) {
    return matches(bytes, at + starTrailerAt, starTrailer) ? 'star' : 'ustar';
  }
  return bytes[magic + 5] === 0x20 && bytes[magic + 6] === 0x20 ? 'gnu' : 'v7';
}

/** The end of a text field: its first NUL, or the end of the field. */
export function textEnd(bytes: Uint8Array, at: number, length: number): number {
  const end = at + length;
  let position = at;
  while (position < end && bytes[position] !== 0) position++;
  return position;
}

/** Links, devices, folders and fifos have no body, whatever their size field says. */
export function hasBody(type: number): boolean {
  return type < TypeLetter.hardLink || type > TypeLetter.fifo;
}

/** `length` rounded up to whole blocks. */
export function padded(length: number): number {
  return Math.ceil(length / 512) * 512;
}

const ustarMagic = Uint8Array.of(0x75, 0x73, 0x74, 0x61, 0x72);
const starTrailer = Uint8Array.of(0x74, 0x61, 0x72, 0x00);
const starTrailerAt = 508;

function matches(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let index = 0; index < expected.length; index++) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}

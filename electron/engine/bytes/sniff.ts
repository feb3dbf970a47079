import type { Compression } from '../../../shared/model/layer.ts';
import { checkBlock, tarBlock, wordsOf } from './tar-checksum.ts';

/** Bytes from the beginning of a blob that the functions of this file want to see. */
export const sniffBytes = tarBlock;

/**
 * The compression that the first bytes of a blob show. File names and media types are never asked. Magic numbers:
 * gzip RFC 1952, zstd RFC 8878 (a skippable frame may come first), xz file format 1.1, bzip2.
 */
export function sniffCompression(start: Uint8Array): Compression {
  if (startsWith(start, [0x1f, 0x8b, 0x08])) return 'gzip';
  if (startsWith(start, [0x28, 0xb5, 0x2f, 0xfd]) || isSkippableFrame(start)) return 'zstd';
  if (startsWith(start, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) return 'xz';
  if (startsWith(start, [0x42, 0x5a, 0x68])) return 'bzip2';
  return 'none';
}

/**
 * What uncompressed bytes are: `tar` begins with a header whose checksum is right, `empty-tar` has no entry (no bytes
 * at all, or an end-of-archive block), which is a legal layer; anything else is `unknown`.
 */
export function sniffTar(start: Uint8Array): 'tar' | 'empty-tar' | 'unknown' {
  if (start.length === 0) return 'empty-tar';
  if (start.length < tarBlock) return start.every((byte) => byte === 0) ? 'empty-tar' : 'unknown';
  switch (checkBlock(start, 0, wordsOf(start))) {
    case 'header':
      return 'tar';
    case 'zero':
      return 'empty-tar';
    case 'wrong':
      return 'unknown';
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function isSkippableFrame(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  return (first & 0xf0) === 0x50 && bytes[1] === 0x2a && bytes[2] === 0x4d && bytes[3] === 0x18;
}

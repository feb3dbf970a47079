import type { InputFeed } from './input-feed.ts';
import { limits } from './limits.ts';

/** What comes next in a zstd stream (RFC 8878, 3.1). */
export type FrameStart =
  | { readonly kind: 'frame'; readonly header: Uint8Array; readonly hasChecksum: boolean }
  | { readonly kind: 'skippable'; readonly bytes: number }
  /** The blob ends here, or inside the header, or goes on with something else, or asks for too large a window. */
  | { readonly kind: 'end' | 'cut' | 'other' | 'window' };

/** Most bytes that one block can take or give, whatever its header says (RFC 8878, 3.1.1.2.4). */
export const zstdBlockBytes = 128 * 1024;
/** Most bytes of a frame's header, magic number included. */
export const zstdHeaderBytes = 18;

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
const dictionaryBytes = [0, 1, 2, 4];

/** Reads the header of the next frame. */
export function readFrameStart(feed: InputFeed): FrameStart {
  const first = feed.byte();
  if (first < 0) return { kind: 'end' };
  const magic = first + feed.littleEndian(3) * 256;
  if (Number.isNaN(magic)) return { kind: 'other' };
  if (magic - (magic % 16) === skippableMagic) {
    const bytes = feed.littleEndian(4);
    return Number.isNaN(bytes) ? { kind: 'cut' } : { kind: 'skippable', bytes };
  }
  return magic === frameMagic ? readHeader(feed) : { kind: 'other' };
}

function readHeader(feed: InputFeed): FrameStart {
  const header = new Uint8Array(zstdHeaderBytes);
  new DataView(header.buffer).setUint32(0, frameMagic, true);
  const descriptor = feed.byte();
  if (descriptor < 0) return { kind: 'cut' };
  header[4] = descriptor;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionary = dictionaryBytes[descriptor & 3] ?? 0;
  const sizeFlag = descriptor >>> 6;
  const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
  const sizeAt = 5 + (isSingleSegment ? 0 : 1) + dictionary;
  const length = sizeAt + sizeBytes;
  for (let at = 5; at < length; at++) {
    const byte = feed.byte();
    if (byte < 0) return { kind: 'cut' };
    header[at] = byte;
  }
  const window = isSingleSegment
    ? contentSize(header, sizeAt, sizeBytes)
    : windowSize(header[5] ?? 0);
  if (window > limits.zstdWindowBytes) return { kind: 'window' };
  return {
    kind: 'frame',
    header: header.subarray(0, length),
    hasChecksum: (descriptor & 4) !== 0,
  };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(header: Uint8Array, at: number, bytes: number): number {
  let size = 0;
  for (let index = bytes - 1; index >= 0; index--) size = size * 256 + (header[at + index] ?? 0);
  return bytes === 2 ? size + 256 : size;
}

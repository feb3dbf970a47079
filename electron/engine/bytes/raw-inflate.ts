import { createInflateRaw } from 'node:zlib';
import type { DecoderWay, RawDecoder } from './raw-decoder.ts';
import { handlesWork, ZlibHandleDecoder } from './zlib-handle.ts';
import { ZlibStreamDecoder } from './zlib-stream.ts';

/** A decoder of deflate. `window` is what the data may refer back to; with one, it must not be reset. */
export function rawInflate(way: DecoderWay, window: Uint8Array | null = null): RawDecoder {
  const dictionary = window === null || window.length === 0 ? {} : { dictionary: window };
  if (way === 'direct' && handlesWork(createInflateRaw)) {
    return new ZlibHandleDecoder(createInflateRaw(dictionary));
  }
  return new ZlibStreamDecoder((options) => createInflateRaw({ ...options, ...dictionary }));
}

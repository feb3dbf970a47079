import { createInflateRaw } from 'node:zlib';
import { inflateEnd, type InflateEnd } from './inflate-result.ts';
import type { InputFeed } from './input-feed.ts';
import { OutputBlock } from './output-block.ts';
import { DecodeError, type DecoderWay, type RawDecoder } from './raw-decoder.ts';
import { handlesWork, ZlibHandleDecoder } from './zlib-handle.ts';
import { ZlibStreamDecoder } from './zlib-stream.ts';

/**
 * Decodes gzip (RFC 1952): any number of members in a row are one stream, zeros after the last one are padding, and
 * anything else there is trailing data. After a wrong checksum, decoding goes on with the next member.
 */
export async function gunzip(
  feed: InputFeed,
  output: OutputBlock,
  way: DecoderWay,
): Promise<InflateEnd> {
  const decoder = inflateDecoder(way);
  let isSound = true;
  try {
    for (let isFirst = true; ; isFirst = false) {
      const header = await nextHeader(feed, isFirst);
      if (header === 'cut') return inflateEnd('truncated');
      if (header !== 'member') {
        const kind = isSound && !isFirst ? 'complete' : 'damaged';
        return { kind, trailingData: header === 'other' && !isFirst };
      }
      const member = await readMember(feed, output, decoder);
      if (typeof member !== 'boolean') return member;
      isSound &&= member;
      decoder.reset();
    }
  } catch (error) {
    if (error instanceof DecodeError) return inflateEnd('damaged');
    throw error;
  } finally {
    decoder.close();
  }
}

/** Decodes the data of a member and compares its checksum and size. Answers how it ended when it did not. */
async function readMember(
  feed: InputFeed,
  output: OutputBlock,
  decoder: RawDecoder,
): Promise<boolean | InflateEnd> {
  const start = output.total;
  const dataStart = feed.position;
  output.beginCrc();
  while (!decoder.ended) {
    if (!(await feed.fill())) return inflateEnd('truncated');
    const end = Math.min(feed.end, feed.start + stepBytes);
    try {
      feed.start += await decoder.push(feed.bytes, feed.start, end, output);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      await salvage(feed, output, decoder, { dataStart, decoded: output.total - start });
      return inflateEnd(output.stop ?? 'damaged');
    }
    await feed.ready();
    if (output.stop !== null) return inflateEnd(output.stop);
  }
  const statedCrc = feed.littleEndian(4);
  const statedSize = feed.littleEndian(4);
  if (Number.isNaN(statedSize)) return inflateEnd('truncated');
  return statedCrc === output.endCrc() && statedSize === (output.total - start) % 2 ** 32;
}

/**
 * Gives the output what can be decoded before damage: the decoder does not tell what it had made when it met it. The
 * member is decoded again, byte by byte near the place.
 */
async function salvage(
  feed: InputFeed,
  output: OutputBlock,
  decoder: RawDecoder,
  member: { readonly dataStart: number; readonly decoded: number },
): Promise<void> {
  const failed = feed.position;
  let known = member.decoded;
  const again = new OutputBlock((bytes) => {
    const from = Math.min(known, bytes.length);
    known -= from;
    return output.append(bytes.subarray(from));
  }, feed.size);
  decoder.reset();
  feed.rewind(member.dataStart);
  try {
    while (again.stop === null && (await feed.fill())) {
      const step = feed.position < failed ? Math.min(stepBytes, failed - feed.position) : 1;
      const end = Math.min(feed.end, feed.start + step);
      feed.start += await decoder.push(feed.bytes, feed.start, end, again);
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  again.flush();
}

/**
 * Reads a member's header. `end`: nothing is left but padding. `other`: what follows is no member. `cut`: the blob ends
 * inside the header.
 */
async function nextHeader(
  feed: InputFeed,
  isFirst: boolean,
): Promise<'member' | 'end' | 'other' | 'cut'> {
  const first = feed.byte();
  if (first < 0) return 'end';
  if (first === 0 && !isFirst) return (await feed.drain()) ? 'other' : 'end';
  if (first !== 0x1f || feed.byte() !== 0x8b || feed.byte() !== deflateMethod) return 'other';
  const flags = feed.byte();
  const fixedRest = 6;
  if (!(await feed.skip(fixedRest))) return 'cut';
  if ((flags & headerFlag.extra) !== 0) {
    const length = feed.littleEndian(2);
    if (Number.isNaN(length) || !(await feed.skip(length))) return 'cut';
  }
  if ((flags & headerFlag.name) !== 0 && !(await skipText(feed))) return 'cut';
  if ((flags & headerFlag.comment) !== 0 && !(await skipText(feed))) return 'cut';
  if ((flags & headerFlag.headerCrc) !== 0 && !(await feed.skip(2))) return 'cut';
  return 'member';
}

/** Most input between two looks at the consumer: deflate makes up to 1032 times as much of it. */
const stepBytes = 32 * 1024;
const deflateMethod = 8;
/** Optional parts of a header (RFC 1952, 2.3.1). */
const headerFlag = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

/** Goes past the NUL that ends a text. */
async function skipText(feed: InputFeed): Promise<boolean> {
  while (await feed.fill()) {
    const byte = feed.byte();
    if (byte === 0) return true;
  }
  return false;
}

function inflateDecoder(way: DecoderWay): RawDecoder {
  if (way === 'direct' && handlesWork(createInflateRaw)) {
    return new ZlibHandleDecoder(createInflateRaw());
  }
  return new ZlibStreamDecoder(createInflateRaw);
}

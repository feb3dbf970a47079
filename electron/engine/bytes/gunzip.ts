import type { Checkpoint } from './checkpoint.ts';
import { CheckpointTaker } from './checkpoint-taker.ts';
import { enterDeflate } from './enter-deflate.ts';
import { inflateEnd, type InflateEnd } from './inflate-result.ts';
import type { InputFeed } from './input-feed.ts';
import { OutputBlock } from './output-block.ts';
import { DecodeError, type DecoderWay, type RawDecoder } from './raw-decoder.ts';
import { rawInflate } from './raw-inflate.ts';

export interface GunzipOptions {
  readonly way: DecoderWay;
  /** Told of places where decoding could begin. `direct` way only. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
}

/**
 * Decodes gzip (RFC 1952): any number of members in a row are one stream, zeros after the last one are padding, and
 * anything else there is trailing data. After a wrong checksum, decoding goes on with the next member.
 */
export async function gunzip(
  feed: InputFeed,
  output: OutputBlock,
  { way, onCheckpoint }: GunzipOptions,
): Promise<InflateEnd> {
  const taker = onCheckpoint === undefined ? null : new CheckpointTaker(output, onCheckpoint);
  return readMembers(feed, output, { way, taker, isFirst: true });
}

/**
 * Decodes gzip from a checkpoint of the same bytes to the end. The checksum of the member that it lies in cannot be
 * compared. `damaged`, with nothing decoded, when it cannot be told where exactly the place is.
 */
export async function gunzipFrom(
  feed: InputFeed,
  output: OutputBlock,
  way: DecoderWay,
  { position, surroundings }: Checkpoint,
): Promise<InflateEnd> {
  feed.rewind(position);
  if (surroundings !== null) {
    const decoder = await enterDeflate(feed, position, surroundings, way);
    if (decoder === null) return inflateEnd('damaged');
    try {
      while (!decoder.ended) {
        const end = await pushStep(feed, output, decoder, stepBytes);
        if (end !== null) return end;
      }
      if (!(await feed.skip(trailerBytes))) return inflateEnd('truncated');
    } catch (error) {
      if (error instanceof DecodeError) return inflateEnd('damaged');
      throw error;
    } finally {
      decoder.close();
    }
  }
  return readMembers(feed, output, { way, taker: null, isFirst: surroundings === null });
}

interface MembersOptions {
  readonly way: DecoderWay;
  readonly taker: CheckpointTaker | null;
  /** Whether a member must come next. */
  readonly isFirst: boolean;
}

async function readMembers(
  feed: InputFeed,
  output: OutputBlock,
  options: MembersOptions,
): Promise<InflateEnd> {
  const decoder = rawInflate(options.way);
  const taker = decoder.pushBlock === undefined ? null : options.taker;
  let isSound = true;
  try {
    for (let { isFirst } = options; ; isFirst = false) {
      const start = feed.position;
      const header = await nextHeader(feed, isFirst);
      if (header === 'cut') return inflateEnd('truncated');
      if (header !== 'member') {
        const kind = isSound && !isFirst ? 'complete' : 'damaged';
        return { kind, trailingData: header === 'other' && !isFirst };
      }
      taker?.memberAt(start);
      const member = await readMember(feed, output, decoder, taker);
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
  taker: CheckpointTaker | null,
): Promise<boolean | InflateEnd> {
  const start = output.total;
  const dataStart = feed.position;
  output.beginCrc();
  while (!decoder.ended) {
    try {
      const end =
        taker?.isDue === true
          ? await pushToBlock(feed, output, decoder, taker)
          : await pushStep(feed, output, decoder, taker?.isWaiting ? waitingStepBytes : stepBytes);
      if (end !== null) return end;
      taker?.look();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      await salvage(feed, output, decoder, { dataStart, decoded: output.total - start });
      return inflateEnd(output.stop ?? 'damaged');
    }
  }
  const statedCrc = feed.littleEndian(4);
  const statedSize = feed.littleEndian(4);
  if (Number.isNaN(statedSize)) return inflateEnd('truncated');
  return statedCrc === output.endCrc() && statedSize === (output.total - start) % 2 ** 32;
}

/** Decodes at most `count` bytes of input. Answers how decoding ends when it cannot go on. */
async function pushStep(
  feed: InputFeed,
  output: OutputBlock,
  decoder: RawDecoder,
  count: number,
): Promise<InflateEnd | null> {
  if (!(await feed.fill())) return inflateEnd('truncated');
  const end = Math.min(feed.end, feed.start + count);
  feed.start += await decoder.push(feed.bytes, feed.start, end, output);
  await feed.ready();
  return output.stop === null ? null : inflateEnd(output.stop);
}

/** The same for `stepBytes`, but stops where a block ends, and tells `taker`. */
async function pushToBlock(
  feed: InputFeed,
  output: OutputBlock,
  decoder: RawDecoder,
  taker: CheckpointTaker,
): Promise<InflateEnd | null> {
  if (!(await feed.fill())) return inflateEnd('truncated');
  const end = Math.min(feed.end, feed.start + stepBytes);
  const step = decoder.pushBlock?.(feed.bytes, feed.start, end, output);
  feed.start += step?.used ?? 0;
  if (step?.isBlockEnd === true) taker.blockAt(feed.position);
  await feed.ready();
  return output.stop === null ? null : inflateEnd(output.stop);
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
    // In a file that was written to meanwhile the damage may be gone, and the decoder come to its end.
    const isBefore = (): boolean => feed.position < failed + stepBytes && !decoder.ended;
    while (again.stop === null && isBefore() && (await feed.fill())) {
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
/** The same while a checkpoint waits for what comes next: that must not have left the output. */
const waitingStepBytes = 512;
/** Checksum and size. */
const trailerBytes = 8;
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

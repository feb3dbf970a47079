import type { Surroundings } from './checkpoint.ts';
import { emptyBlocks, emptyFixedBits, emptyFixedBlock } from './empty-blocks.ts';
import type { InputFeed } from './input-feed.ts';
import { OutputBlock } from './output-block.ts';
import { DecodeError, type DecoderWay, type RawDecoder } from './raw-decoder.ts';
import { rawInflate } from './raw-inflate.ts';

/** Stored bytes after the place that are tried: enough for the codes of a block and what comes next. */
const triedBytes = 8 * 1024;

/**
 * A decoder that goes on where a block begins within the byte before `position`, or there; `feed` is left at `position`.
 * Each of the eight bits is tried. The right one never contradicts what was decoded there before, so when all others do,
 * the one left is right, whatever the data is. Null when more than one is left.
 */
export async function enterDeflate(
  feed: InputFeed,
  position: number,
  { window, ahead }: Surroundings,
  way: DecoderWay,
): Promise<RawDecoder | null> {
  feed.rewind(position - 1);
  if (!(await feed.fill())) return null;
  const bytes = feed.bytes.slice(feed.start, Math.min(feed.end, feed.start + 1 + triedBytes));
  const partial = bytes[0] ?? 0;
  const possible: number[] = [];
  for (let unused = 0; unused < 8; unused++) {
    if (await isPossible(bytes, unused, { window, ahead }, way)) possible.push(unused);
  }
  const unused = onlyMeaning(possible, bytes);
  if (unused === null) return null;
  feed.rewind(position);
  const decoder = rawInflate(way, window);
  await enter(decoder, partial, unused, new OutputBlock(() => false, feed.size, 1));
  return decoder;
}

/** Goes over the bits of a byte that belong to the block before, and takes the upper `unused` ones. */
async function enter(
  decoder: RawDecoder,
  partial: number,
  unused: number,
  output: OutputBlock,
): Promise<void> {
  const blocks = emptyBlocks((8 - unused) % 8, partial);
  if (blocks.length > 0) await decoder.push(blocks, 0, blocks.length, output);
}

/**
 * False when the data, read from that bit on, is invalid, ends too early, or gives something else than `ahead`. A stored
 * block that is the last would end before `followingBytes`.
 */
async function isPossible(
  bytes: Uint8Array,
  unused: number,
  { window, ahead }: Surroundings,
  way: DecoderWay,
): Promise<boolean> {
  if (firstStored(bytes, unused)?.isLast === true) return false;
  const decoder = rawInflate(way, window);
  const output = new OutputBlock(() => false, bytes.length, ahead.length);
  try {
    await enter(decoder, bytes[0] ?? 0, unused, output);
    await decoder.push(bytes, 1, bytes.length, output);
    const decoded = output.total;
    const same =
      Buffer.compare(output.bytes.subarray(0, decoded), ahead.subarray(0, decoded)) === 0;
    return same && (decoded === ahead.length || !decoder.ended);
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  } finally {
    decoder.close();
  }
}

/**
 * The one number of unused bits that is possible. Several mean the same when the same stored block comes first from each:
 * the bits between its header and its data are not used (RFC 1951, 3.2.4).
 */
function onlyMeaning(possible: readonly number[], bytes: Uint8Array): number | null {
  const [first, ...others] = possible;
  if (first === undefined) return null;
  const start = firstStored(bytes, first)?.start;
  const isSame =
    start !== undefined && others.every((each) => firstStored(bytes, each)?.start === start);
  return others.length === 0 || isSame ? first : null;
}

interface StoredBlock {
  readonly isLast: boolean;
  /** Offset of what follows the header. */
  readonly start: number;
}

/** The stored block that comes first, after empty blocks of fixed codes if there are any; null for any other block. */
function firstStored(bytes: Uint8Array, unused: number): StoredBlock | null {
  for (let at = 8 - unused; ; at += emptyFixedBits) {
    if (at + emptyFixedBits > bytes.length * 8) return null;
    const block = bitsAt(bytes, at, emptyFixedBits);
    const header = block & 7;
    if (header >>> 1 === 0) return { isLast: header === 1, start: Math.ceil((at + 3) / 8) };
    if (block !== emptyFixedBlock) return null;
  }
}

/** `count` bits from bit `at` on, lowest first, at most 16. */
function bitsAt(bytes: Uint8Array, at: number, count: number): number {
  const byte = at >>> 3;
  const three = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16);
  return (three >>> (at & 7)) & ((1 << count) - 1);
}

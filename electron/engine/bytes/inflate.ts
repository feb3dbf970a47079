import type { Compression } from '../../../shared/model/layer.ts';
import type { Checkpoint } from './checkpoint.ts';
import { gunzip, gunzipFrom } from './gunzip.ts';
import { inflateEnd, type InflateEnd } from './inflate-result.ts';
import { InputFeed, type StreamOptions } from './input-feed.ts';
import { bufferSizes, limitValues } from './limits.ts';
import { OutputBlock, unpackedLimit, type ByteSink } from './output-block.ts';
import type { RandomAccess } from './random-access.ts';
import type { DecoderWay } from './raw-decoder.ts';
import { unbzip2 } from './unbzip2.ts';
import { unxz } from './unxz.ts';
import { unzstd } from './unzstd.ts';

export interface InflateOptions extends StreamOptions {
  /** Default `direct`. */
  readonly way?: DecoderWay;
  /** Told of places in a gzip stream where decoding could begin, if this runtime's decoder allows to. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
  /** Where to begin in a gzip stream instead of at its beginning, as found when the same bytes were decoded. */
  readonly from?: Checkpoint;
}

export interface InflateResult extends InflateEnd {
  /** Bytes handed to the sink. */
  readonly unpackedBytes: number;
  /** Offset in the stored bytes up to which they were used. */
  readonly position: number;
}

/**
 * Decodes a whole blob, handing its content to `sink` piece by piece in memory that does not grow with it; `none` hands
 * over the stored bytes. Damage is told in the result, after everything that could be decoded. With `onInput` all stored
 * bytes are read, whatever the decoding meets, unless the sink stops it. Rejects with `EngineError` only: `cancelled`,
 * and what reading the source gives.
 */
export async function inflate(
  source: RandomAccess,
  compression: Compression,
  sink: ByteSink,
  options: InflateOptions = {},
): Promise<InflateResult> {
  const feed = new InputFeed(source, options);
  const output = new OutputBlock(sink, source.size, outputFor(source.size));
  let end = await decode(feed, output, compression, options);
  if (end.kind !== 'stopped' && !output.flush() && output.stop !== null) {
    end = { ...end, kind: output.stop };
  }
  const { position } = feed;
  if (options.onInput !== undefined && end.kind !== 'stopped') await feed.drain();
  const result = { ...end, unpackedBytes: output.total, position };
  if (end.kind !== 'limit') return result;
  return { ...result, limit: end.limit ?? unpackedLimit(output.total) };
}

/** Bytes of output at a time: clearing a large buffer takes longer than decoding what is small. */
function outputFor(storedBytes: number): number {
  const likely = Math.max(bufferSizes.inflateOutputLeast, storedBytes * 8);
  return Math.min(bufferSizes.inflateOutput, 2 ** Math.ceil(Math.log2(likely)));
}

/** What a `limit-reached` says of a stream that ended at a limit, with the bytes that had come out by then. */
export function inflateLimitValues({
  limit,
  unpackedBytes,
}: InflateResult): Readonly<Record<string, string | number>> {
  return { ...limitValues(limit ?? unpackedLimit(unpackedBytes)), bytes: unpackedBytes };
}

function decode(
  feed: InputFeed,
  output: OutputBlock,
  compression: Compression,
  { way = 'direct', onCheckpoint, from }: InflateOptions,
): Promise<InflateEnd> {
  switch (compression) {
    case 'none':
      return copy(feed, output);
    case 'gzip':
      if (from !== undefined) return gunzipFrom(feed, output, way, from);
      return gunzip(feed, output, onCheckpoint === undefined ? { way } : { way, onCheckpoint });
    case 'zstd':
      return unzstd(feed, output, way);
    case 'xz':
      return unxz(feed, output);
    case 'bzip2':
      return unbzip2(feed, output);
  }
}

async function copy(feed: InputFeed, output: OutputBlock): Promise<InflateEnd> {
  while (await feed.fill()) {
    const bytes = feed.bytes.subarray(feed.start, feed.end);
    feed.start = feed.end;
    if (!output.append(bytes)) return inflateEnd(output.stop ?? 'stopped');
  }
  return inflateEnd('complete');
}

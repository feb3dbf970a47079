import unbzip2Stream from 'unbzip2-stream';
import { inflateEnd, type InflateEnd } from './inflate-result.ts';
import type { InputFeed } from './input-feed.ts';
import type { OutputBlock } from './output-block.ts';
import { DecodeError } from './raw-decoder.ts';

/** Decodes bzip2 by a library. Its errors do not tell a cut stream from a damaged one. */
export async function unbzip2(feed: InputFeed, output: OutputBlock): Promise<InflateEnd> {
  const stream = unbzip2Stream();
  let isBroken = false;
  stream.on('data', (bytes: Uint8Array) => {
    // An error is the only way to make the library leave its loop over the blocks it has.
    if (!output.append(bytes)) throw new DecodeError('output stopped');
  });
  stream.on('error', () => {
    isBroken = true;
  });
  while (!isBroken && (await feed.fill())) {
    stream.write(feed.bytes.slice(feed.start, feed.end));
    feed.start = feed.end;
  }
  if (!isBroken) stream.end();
  if (output.stop !== null) return inflateEnd(output.stop);
  if (!isBroken) return inflateEnd('complete');
  return inflateEnd(feed.position === feed.size ? 'truncated' : 'damaged');
}

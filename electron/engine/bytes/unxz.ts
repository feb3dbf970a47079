import { XzReadableStream } from 'xz-decompress';
import { inflateEnd, type InflateEnd } from './inflate-result.ts';
import type { InputFeed } from './input-feed.ts';
import type { OutputBlock } from './output-block.ts';

/** Decodes xz (file format 1.1) by a WebAssembly library. Its errors do not tell a cut stream from a damaged one. */
export async function unxz(feed: InputFeed, output: OutputBlock): Promise<InflateEnd> {
  let inputError: Error | null = null;
  const input = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        if (!(await feed.fill())) {
          controller.close();
          return;
        }
        controller.enqueue(feed.bytes.slice(feed.start, feed.end));
        feed.start = feed.end;
      } catch (error) {
        inputError = error instanceof Error ? error : new Error('input', { cause: error });
        controller.error(inputError);
      }
    },
  });
  const reader = new XzReadableStream(input).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return inflateEnd('complete');
      if (!output.append(value)) return inflateEnd(output.stop ?? 'stopped');
    }
  } catch {
    rethrow(inputError);
    return inflateEnd(feed.position === feed.size ? 'truncated' : 'damaged');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function rethrow(error: Error | null): void {
  if (error !== null) throw error;
}

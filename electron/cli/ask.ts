import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import type { OutputStream } from './output.ts';

/** Standard input as far as it is used here. */
export type InputStream = Readable & { readonly isTTY?: boolean };

/** Asks a question that is answered with yes or no; rejects when the program is stopped. */
export type Ask = (question: string) => Promise<boolean>;

/** A way to ask, where there is a terminal on both sides; what is not a clear yes is a no. */
export function asker(stdin: InputStream, stderr: OutputStream, signal: AbortSignal): Ask | null {
  if (stdin.isTTY !== true || stderr.isTTY !== true) return null;
  return async (question) => {
    // Without a raw terminal Ctrl+C stays a signal.
    const lines = createInterface({ input: stdin, output: stderr, terminal: false });
    try {
      const ended = once(lines, 'close', { signal }).then(() => '');
      const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
      return /^y(?:es)?$/i.test(answer.trim());
    } finally {
      lines.close();
    }
  };
}

import type { Writable } from 'node:stream';
import { CliFailure } from './cli-failure.ts';
import { colourStyle, plainStyle } from './style.ts';
import type { Style } from './style.ts';

/** A standard stream as far as it is used here. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Whoever read the output has gone away, as `head` does when it has seen enough. Nothing went wrong. */
export class OutputClosed extends Error {
  constructor() {
    super('the output was closed');
    this.name = 'OutputClosed';
  }
}

/** Characters collected before they are written: one write for each line costs more than making the line. */
const flushAt = 1 << 16;

/** Where results go. Writing waits for the reader, so memory stays bounded however long the output is. */
export class Output {
  readonly isTerminal: boolean;
  /** Columns of the terminal; unlimited where the output is no terminal. */
  readonly columns: number;
  readonly style: Style;
  readonly #stream: OutputStream;
  #pending = '';

  constructor(stream: OutputStream, coloured: boolean) {
    this.#stream = stream;
    this.isTerminal = stream.isTTY === true;
    this.columns = this.isTerminal ? (stream.columns ?? 80) : Number.POSITIVE_INFINITY;
    this.style = coloured && this.isTerminal ? colourStyle : plainStyle;
    // What goes wrong is told to whoever waits for the write.
    stream.on('error', () => {});
  }

  /** Throws OutputClosed, and CliFailure when the output cannot be written. */
  async line(text = ''): Promise<void> {
    await this.text(`${text}\n`);
  }

  async text(text: string): Promise<void> {
    this.#pending += text;
    if (this.#pending.length >= flushAt) await this.flush();
  }

  async bytes(bytes: Uint8Array): Promise<void> {
    await this.flush();
    await this.#write(bytes);
  }

  async flush(): Promise<void> {
    if (this.#pending === '') return;
    const text = this.#pending;
    this.#pending = '';
    await this.#write(text);
  }

  async #write(chunk: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(chunk, (error) => {
        if (error) reject(writeFailure(error));
        else resolve();
      });
    });
  }
}

/** Whoever read the output may go away: what else there is to do is done all the same. */
export async function untilClosed(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  }
}

function writeFailure(error: Error): Error {
  const code = 'code' in error ? error.code : null;
  const closed = code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || code === 'EOF';
  return closed
    ? new OutputClosed()
    : new CliFailure(`the output cannot be written: ${error.message}`);
}

import type { OutputStream } from './output.ts';
import { sizeText } from './text.ts';

/** Milliseconds that work may take before anything is said of it. */
const patience = 400;
/** Milliseconds between two pictures. */
const frame = 100;

/**
 * One line on the terminal that says how far long work is. It is gone when the work is done. Notes stay, and are made
 * without a terminal, too.
 */
export class ProgressLine {
  readonly #stream: OutputStream;
  readonly #enabled: boolean;
  readonly #quiet: boolean;
  #label = '';
  #began = 0;
  #drawn = 0;
  #visible = false;

  constructor(stream: OutputStream, quiet: boolean) {
    this.#stream = stream;
    this.#enabled = stream.isTTY === true && !quiet;
    this.#quiet = quiet;
  }

  /** Says what is being done from now on. */
  begin(label: string): void {
    this.clear();
    this.#label = label;
    this.#began = performance.now();
  }

  /** Bytes done, and all of them where that is known. */
  report(done: number, total: number | null): void {
    const now = performance.now();
    if (!this.#enabled || now - this.#began < patience || now - this.#drawn < frame) return;
    this.#drawn = now;
    this.#visible = true;
    const text = progressText(this.#label, done, total);
    // ECMA-48, EL: erases the line behind the cursor.
    this.#stream.write(`\r${text.slice(0, (this.#stream.columns ?? 80) - 1)}\u001B[K`);
  }

  /** Something to know of what goes on, on a line of its own. */
  note(text: string): void {
    this.clear();
    if (!this.#quiet) this.#stream.write(`layerscope: ${text}\n`);
  }

  clear(): void {
    if (this.#visible) this.#stream.write('\r\u001B[K');
    this.#visible = false;
  }
}

function progressText(label: string, done: number, total: number | null): string {
  if (total === null || total === 0) return `${label}: ${sizeText(done)}`;
  const percent = Math.min(100, Math.floor((100 * done) / total));
  return `${label}: ${percent} %  ${sizeText(done)} of ${sizeText(total)}`;
}

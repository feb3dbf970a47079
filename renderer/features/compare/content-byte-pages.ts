import type { ReadPart } from './content-side.ts';

/** Bytes in one page, the unit in which a file is read for the hex view. */
export const pageBytes = 65_536;
/** Pages kept at most; the ones asked for longest ago go first. */
const maxPages = 64;

export interface BytePagesState {
  /** Rises with every page that has arrived. */
  readonly version: number;
  /** Why the last page could not be read. */
  readonly error: unknown;
}

/** The parts of a file of any length that have been read so far. */
export class BytePages {
  readonly length: number;
  readonly #read: ReadPart;
  readonly #pages = new Map<number, Uint8Array>();
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  readonly #controller = new AbortController();
  #state: BytePagesState = { version: 0, error: null };

  constructor(length: number, read: ReadPart) {
    this.length = length;
    this.#read = read;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  state = (): BytePagesState => this.#state;

  /** The bytes from `start` up to `end` or the end of the file; null while a part of them is on its way. */
  bytes(start: number, end: number): Uint8Array | null {
    const last = Math.min(end, this.length);
    if (start >= last) return new Uint8Array(0);
    const first = Math.floor(start / pageBytes);
    const page = this.#pages.get(first);
    if (page === undefined) return null;
    const offset = first * pageBytes;
    if (last <= offset + pageBytes) return page.subarray(start - offset, last - offset);
    const next = this.#pages.get(first + 1);
    if (next === undefined) return null;
    const bytes = new Uint8Array(last - start);
    bytes.set(page.subarray(start - offset));
    bytes.set(next.subarray(0, last - offset - pageBytes), offset + pageBytes - start);
    return bytes;
  }

  /** Says which bytes are in sight: what of them is not here is read. */
  show(start: number, end: number): void {
    const last = Math.min(end, this.length);
    for (let page = Math.floor(start / pageBytes); page * pageBytes < last; page++) {
      const known = this.#pages.get(page);
      if (known !== undefined) {
        this.#pages.delete(page);
        this.#pages.set(page, known);
      } else if (!this.#asked.has(page)) void this.#fetch(page);
    }
  }

  /** Nothing more is read. */
  close(): void {
    this.#controller.abort();
    this.#listeners.clear();
  }

  async #fetch(page: number): Promise<void> {
    this.#asked.add(page);
    const { signal } = this.#controller;
    try {
      const bytes = await this.#read(page * pageBytes, pageBytes, signal);
      if (signal.aborted) return;
      this.#pages.set(page, bytes);
      const oldest = this.#pages.keys().next();
      if (this.#pages.size > maxPages && oldest.done !== true) this.#pages.delete(oldest.value);
      this.#set({ error: null });
    } catch (error) {
      if (!signal.aborted) this.#set({ error });
    } finally {
      this.#asked.delete(page);
    }
  }

  #set(change: Pick<BytePagesState, 'error'>): void {
    this.#state = { version: this.#state.version + 1, ...change };
    for (const listener of this.#listeners) listener();
  }
}

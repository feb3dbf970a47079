import type { SparsePart } from '../tar/sparse.ts';

/**
 * Makes the content of a sparse file out of its stored bytes as they come: zeros take the place of the holes. What it
 * yields is valid until the next piece is asked for and must not be changed. Holes can be of any size and cost nothing
 * before they are asked for.
 */
export class ContentExpander {
  readonly #parts: readonly SparsePart[];
  readonly #size: number;
  /** Bytes of the content so far. */
  #position = 0;
  #part = 0;
  #partDone = 0;

  constructor(parts: readonly SparsePart[], size: number) {
    this.#parts = parts;
    this.#size = size;
  }

  /** The content up to the end of the next stored bytes. */
  *push(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
    let at = 0;
    while (at < bytes.length) {
      const part = this.#parts[this.#part];
      if (part === undefined) return;
      yield* this.#zerosTo(part.offset);
      const step = Math.min(bytes.length - at, part.length - this.#partDone);
      if (step > 0) yield bytes.subarray(at, at + step);
      this.#position += step;
      this.#partDone += step;
      at += step;
      if (this.#partDone < part.length) return;
      this.#part++;
      this.#partDone = 0;
    }
  }

  /** The rest of the content after all stored bytes: a hole. */
  *end(): Generator<Uint8Array, void, undefined> {
    yield* this.#zerosTo(this.#size);
  }

  *#zerosTo(position: number): Generator<Uint8Array, void, undefined> {
    while (this.#position < position) {
      const step = Math.min(zeros.length, position - this.#position);
      yield zeros.subarray(0, step);
      this.#position += step;
    }
  }
}

const zeros = new Uint8Array(64 * 1024);

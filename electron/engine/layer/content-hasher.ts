import { createHash, hash, type Hash } from 'node:crypto';
import { limits } from '../bytes/limits.ts';
import type { SparsePart } from '../tar/sparse.ts';
import { ContentExpander } from './content-expander.ts';

/** What a `ContentHasher` must know of the file. */
export interface HashedContent {
  readonly size: number;
  readonly storedBytes: number;
  readonly dataStart: number;
  readonly sparse: readonly SparsePart[] | null;
}

/**
 * Hashes (sha256) the content of one file after another as its stored bytes come. A body that comes in one piece, as
 * most do, takes one call of the hash function and no object.
 */
export class ContentHasher {
  /** Whether the file is not hashed because the holes of the layer are too large together. */
  isOverHoles = false;
  #content: HashedContent | null = null;
  #hash: Hash | null = null;
  #digest: Uint8Array | null = null;
  #expander: ContentExpander | null = null;
  #holeBytes = 0;

  /** Begins a file. */
  begin(content: HashedContent): void {
    this.#content = content;
    this.#hash = null;
    this.#digest = content.size === 0 ? emptyHash : null;
    this.#expander = null;
    this.isOverHoles = false;
    if (content.sparse === null) {
      // What was left of a sparse file's impossible map is not its content.
      if (content.dataStart > 0) this.#content = null;
      return;
    }
    this.#holeBytes += content.size - (content.storedBytes - content.dataStart);
    this.isOverHoles = this.#holeBytes > limits.layerHoleBytes;
    if (this.isOverHoles) this.#content = null;
    else {
      this.#hash = createHash('sha256');
      this.#expander = new ContentExpander(content.sparse, content.size);
    }
  }

  /** The next stored bytes of the file. */
  body(bytes: Uint8Array, start: number, end: number): void {
    const content = this.#content;
    if (content === null) return;
    if (this.#expander !== null) this.#update(this.#expander.push(bytes.subarray(start, end)));
    else if (this.#hash === null && end - start === content.size) {
      this.#digest = hash('sha256', bytes.subarray(start, end), 'buffer');
    } else {
      this.#hash ??= createHash('sha256');
      this.#hash.update(bytes.subarray(start, end));
    }
  }

  /** The hash of the file, after its whole body; null when it is not known. Valid until the next file. */
  end(): Uint8Array | null {
    const content = this.#content;
    this.#content = null;
    if (content === null) return null;
    if (this.#expander !== null) this.#update(this.#expander.end());
    return this.#digest ?? this.#hash?.digest() ?? null;
  }

  #update(pieces: Iterable<Uint8Array>): void {
    for (const piece of pieces) this.#hash?.update(piece);
  }
}

const emptyHash: Uint8Array = hash('sha256', new Uint8Array(), 'buffer');

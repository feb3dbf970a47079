import { EngineError } from '../bytes/engine-error.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { openBlob } from '../bytes/random-access.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import { ContentExpander } from '../layer/content-expander.ts';
import type { StoredLayer } from '../layer/content.ts';
import type { SparseMap } from '../layer/layer-index.ts';
import { contentOf } from '../layer/stored-content.ts';
import { visitFiles } from '../layer/visit-files.ts';
import { ContentSpool } from './content-spool.ts';
import { checkSpace } from './free-space.ts';
import type { TreeListing } from './tree-listing.ts';

export interface ContentOptions {
  /** Folder for the contents of compressed layers while they are needed: as many bytes as they have unpacked. */
  readonly spoolDir: string;
  readonly isCancelled: () => boolean;
  /** Told how many bytes have been decoded and handed out so far. */
  readonly onProgress?: (done: number) => void;
}

/** Most layers that are kept open for reading. */
const openLayers = 64;

/**
 * The contents of listed files, to be read in any order: from uncompressed layers where they lie; those of compressed
 * layers are decoded first, each layer once, into one file that has no name and ends with `close`. Only what is listed
 * is kept there.
 */
export class ListedContents {
  readonly #listing: TreeListing;
  readonly #layers: readonly (StoredLayer | null)[];
  readonly #spool: ContentSpool | null;
  /** Where the stored bytes of an entry begin in the spool. */
  readonly #places: Float64Array;
  readonly #open = new Map<number, RandomAccess>();
  readonly #onProgress: ContentOptions['onProgress'];
  #done: number;
  readonly #buffer = new Uint8Array(bufferSizes.inflateOutput);

  private constructor(
    listing: TreeListing,
    layers: readonly (StoredLayer | null)[],
    spool: ContentSpool | null,
    places: Float64Array,
    onProgress: ContentOptions['onProgress'],
  ) {
    this.#onProgress = onProgress;
    this.#done = spool?.length ?? 0;
    this.#listing = listing;
    this.#layers = layers;
    this.#spool = spool;
    this.#places = places;
  }

  /**
   * `layers` are the stored layers by their position in the stack; null for one that could not be read. Rejects with
   * `EngineError` `content-unavailable`, `disk-full`, `not-writable`, `source-changed`, `cancelled`, leaving no file behind.
   */
  static async open(
    listing: TreeListing,
    layers: readonly (StoredLayer | null)[],
    { spoolDir, isCancelled, onProgress }: ContentOptions,
  ): Promise<ListedContents> {
    const places = new Float64Array(listing.index.count);
    const packed = [...entriesByLayer(listing)].filter(
      ([layer]) => layers[layer]?.compression !== 'none',
    );
    if (packed.length === 0) return new ListedContents(listing, layers, null, places, onProgress);
    const bytes = spooledBytes(listing, layers);
    checkSpace(spoolDir, 'spool', { bytes, files: 1 });
    const spool = new ContentSpool(spoolDir);
    const visitor = {
      begin: (entry: number) => {
        places[entry] = spool.length;
      },
      bytes: (bytes: Uint8Array) => {
        spool.append(bytes);
        onProgress?.(spool.length);
      },
      end: () => {},
    };
    try {
      for (const [position, entries] of packed) {
        const layer = layers[position];
        if (!layer) throw new EngineError('content-unavailable');
        await visitFiles(layer, listing.index, entries, visitor, { isCancelled });
      }
      return new ListedContents(listing, layers, spool, places, onProgress);
    } catch (error) {
      spool.close();
      throw error;
    }
  }

  /**
   * The content of a listed file, holes as zeros; a piece is valid until the next one is asked for.
   *
   * @throws EngineError `content-unavailable`, `source-changed`, `not-readable`
   */
  *pieces(entry: number): Generator<Uint8Array, void, undefined> {
    const content = contentOf(this.#listing.index, entry);
    if (content === null) throw new EngineError('content-unavailable');
    const { size, sparse, body, dataStart, storedBytes } = content;
    const stored = this.#stored(entry, body + dataStart, storedBytes - dataStart);
    for (const piece of sparse === null ? stored : expanded(stored, sparse, size)) {
      this.#done += piece.length;
      this.#onProgress?.(this.#done);
      yield piece;
    }
  }

  /** Gives back all files. Nothing can be read afterwards. */
  close(): void {
    this.#spool?.close();
    for (const source of this.#open.values()) source.close();
    this.#open.clear();
  }

  *#stored(entry: number, start: number, length: number): Generator<Uint8Array, void, undefined> {
    const position = this.#listing.layer[entry]!;
    const layer = this.#layers[position];
    if (!layer) throw new EngineError('content-unavailable');
    for (let done = 0; done < length; done += this.#buffer.length) {
      const piece = this.#buffer.subarray(0, Math.min(this.#buffer.length, length - done));
      if (layer.compression !== 'none') this.#spool?.read(piece, this.#places[entry]! + done);
      else if (this.#source(position, layer).read(piece, start + done) < piece.length) {
        throw new EngineError('content-unavailable');
      }
      yield piece;
    }
    if (length > 0 && layer.compression === 'none') this.#source(position, layer).confirm();
  }

  #source(position: number, layer: StoredLayer): RandomAccess {
    const known = this.#open.get(position);
    if (known !== undefined) return known;
    const [oldest] = this.#open;
    if (oldest !== undefined && this.#open.size >= openLayers) {
      oldest[1].close();
      this.#open.delete(oldest[0]);
    }
    const source = openBlob(layer.location);
    this.#open.set(position, source);
    return source;
  }
}

function* expanded(
  stored: Iterable<Uint8Array>,
  sparse: SparseMap['parts'],
  size: number,
): Generator<Uint8Array, void, undefined> {
  const expander = new ContentExpander(sparse, size);
  for (const piece of stored) yield* expander.push(piece);
  yield* expander.end();
}

/** Bytes that are decoded before the first file can be read. */
export function spooledBytes(
  listing: TreeListing,
  layers: readonly (StoredLayer | null)[],
): number {
  let bytes = 0;
  for (const [layer, entries] of entriesByLayer(listing)) {
    if (layers[layer]?.compression === 'none') continue;
    for (const entry of entries) bytes += storedBytesOf(listing, entry);
  }
  return bytes;
}

/** The entries that have bytes, by the layer in which those lie. */
export function entriesByLayer({ index, layer }: TreeListing): ReadonlyMap<number, Uint32Array> {
  const counts = new Map<number, number>();
  for (let entry = 0; entry < index.count; entry++) {
    if (index.size[entry] === 0) continue;
    counts.set(layer[entry]!, (counts.get(layer[entry]!) ?? 0) + 1);
  }
  const groups = new Map<number, Uint32Array>();
  for (const [position, count] of counts) groups.set(position, new Uint32Array(count));
  const filled = new Map<number, number>();
  for (let entry = 0; entry < index.count; entry++) {
    if (index.size[entry] === 0) continue;
    const position = layer[entry]!;
    const place = filled.get(position) ?? 0;
    groups.get(position)![place] = entry;
    filled.set(position, place + 1);
  }
  return groups;
}

/** Bytes that an entry's content takes in its layer: without the holes of a sparse file. */
export function storedBytesOf({ index }: TreeListing, entry: number): number {
  const content = contentOf(index, entry);
  return content === null ? 0 : content.storedBytes - content.dataStart;
}

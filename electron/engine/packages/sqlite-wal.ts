/** The pages that a write-ahead log has committed. */
export interface WalPages {
  /** The newest committed content of a page, by its number. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
  /** Pages of the database after the last commit. */
  readonly count: number;
}

const headerBytes = 32;
const frameHeaderBytes = 24;
/** The last bit says in which order of bytes the checksums are counted. */
const magic = 0x377f0682;

/**
 * Reads a write-ahead log (SQLite, Database File Format 4). Frames count up to the first whose salt or checksum is not
 * the log's, and of those only the ones up to the last commit. Null when nothing was committed.
 */
export function walPages(log: Uint8Array, pageSize: number): WalPages | null {
  if (log.length < headerBytes + frameHeaderBytes + pageSize) return null;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const kind = view.getUint32(0);
  if ((kind & ~1) !== magic || view.getUint32(8) !== pageSize) return null;
  const sum = new FrameSum(view, (kind & 1) === 0);
  sum.add(0, headerBytes - 8);
  if (!sum.is(24)) return null;

  const pages = new Map<number, Uint8Array>();
  const pending = new Map<number, Uint8Array>();
  let count = 0;
  for (let at = headerBytes; at + frameHeaderBytes + pageSize <= log.length;) {
    const content = at + frameHeaderBytes;
    const isCurrent =
      view.getUint32(at + 8) === view.getUint32(16) &&
      view.getUint32(at + 12) === view.getUint32(20);
    if (!isCurrent) break;
    sum.add(at, 8);
    sum.add(content, pageSize);
    if (!sum.is(at + 16)) break;
    pending.set(view.getUint32(at), log.subarray(content, content + pageSize));
    const pagesAfterCommit = view.getUint32(at + 4);
    if (pagesAfterCommit !== 0) {
      count = pagesAfterCommit;
      for (const [number, page] of pending) pages.set(number, page);
      pending.clear();
    }
    at = content + pageSize;
  }
  return count === 0 ? null : { pages, count };
}

/** The running checksum of a log: two sums that feed each other, over words of 32 bits. */
class FrameSum {
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  #first = 0;
  #second = 0;

  constructor(view: DataView, littleEndian: boolean) {
    this.#view = view;
    this.#littleEndian = littleEndian;
  }

  add(from: number, length: number): void {
    for (let at = from; at < from + length; at += 8) {
      const word = this.#view.getUint32(at, this.#littleEndian);
      const next = this.#view.getUint32(at + 4, this.#littleEndian);
      this.#first = (this.#first + word + this.#second) >>> 0;
      this.#second = (this.#second + next + this.#first) >>> 0;
    }
  }

  /** Whether the two sums stand at a place; they are written with the high byte first. */
  is(at: number): boolean {
    return (
      this.#view.getUint32(at) === this.#first && this.#view.getUint32(at + 4) === this.#second
    );
  }
}

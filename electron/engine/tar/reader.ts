import { bufferSizes, limits } from '../bytes/limits.ts';
import type { RandomAccess } from '../bytes/random-access.ts';
import type { ReportTarProblem } from './entry-fields.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarParser, type TarStop } from './tar-parser.ts';

/**
 * How the reading of a tar ended. `end-marker`: with zero blocks. `no-end-marker`: the bytes end between two entries,
 * which every engine accepts. `lone-zero-block`: one zero block, then something else. `truncated`: the bytes end inside
 * an entry. `damaged`: no header where one must be. `stopped`: the visitor had enough.
 */
export interface TarEnding {
  readonly kind: TarStop | 'no-end-marker' | 'truncated' | 'stopped';
  /** Offset at which reading stopped: after the end marker, or at the header that is none. */
  readonly position: number;
  /** Whether something other than padding follows the end marker; engines ignore it, a digest does not. */
  readonly trailingData: boolean;
}

/**
 * Reads all headers of a tar by seeking past the bodies: no body is read (but the map of a sparse file). `visit` is
 * called for every entry in order with an object that is only valid during the call; false from it ends the reading.
 * An entry whose body is cut off is still visited. Throws only what `source.read` throws.
 */
export function readTar(
  source: RandomAccess,
  visit: (entry: TarEntry) => boolean,
  report: ReportTarProblem,
): TarEnding {
  const parser = new TarParser(report);
  const window = new HeaderWindow(source);
  while (parser.stop === null) {
    const { position, wanted } = parser;
    if (position + wanted > source.size) return endOfBytes(window, parser, position);
    const at = window.load(position, wanted);
    if (!parser.consume(window.bytes, at)) continue;
    const { entry } = parser;
    if (!visit(entry)) return { kind: 'stopped', position, trailingData: false };
    if (entry.body + entry.storedBytes > source.size) {
      return { kind: 'truncated', position: source.size, trailingData: false };
    }
  }
  const { stop, position } = parser;
  const trailingData = stop === 'end-marker' && hasTrailingData(source, position);
  return { kind: stop, position, trailingData };
}

/** Whether the first `limits.trailingBytes` bytes from `position` hold anything but zeros. */
function hasTrailingData(source: RandomAccess, position: number): boolean {
  const length = Math.min(source.size - position, limits.trailingBytes);
  if (length <= 0) return false;
  const bytes = new Uint8Array(length);
  source.read(bytes, position);
  return bytes.some((byte) => byte !== 0);
}

function endOfBytes(window: HeaderWindow, parser: TarParser, position: number): TarEnding {
  const clean = parser.betweenEntries && window.isZeroToEnd(position);
  const end = Math.min(position, window.size);
  return { kind: clean ? 'no-end-marker' : 'truncated', position: end, trailingData: false };
}

/** A piece of the source that moves forward; bodies smaller than it cost no read of their own. */
class HeaderWindow {
  bytes = new Uint8Array(bufferSizes.headerWindow);
  readonly #source: RandomAccess;
  #start = 0;
  #end = 0;

  constructor(source: RandomAccess) {
    this.#source = source;
  }

  get size(): number {
    return this.#source.size;
  }

  /** Makes `length` bytes from `position` available and returns where they are in `bytes`. */
  load(position: number, length: number): number {
    if (position >= this.#start && position + length <= this.#end) return position - this.#start;
    if (length > this.bytes.length) this.bytes = new Uint8Array(length);
    this.#start = position;
    this.#end = position + this.#source.read(this.bytes, position);
    return 0;
  }

  /** Whether fewer bytes than a block, and none but zeros, are left: the rest of a cut end marker. */
  isZeroToEnd(position: number): boolean {
    const length = this.#source.size - position;
    if (length <= 0) return true;
    const at = this.load(position, length);
    return this.bytes.subarray(at, at + length).every((byte) => byte === 0);
  }
}

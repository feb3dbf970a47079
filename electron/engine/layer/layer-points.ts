import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { aheadBytes, windowBytes, type Checkpoint } from '../bytes/checkpoint.ts';
import { limits } from '../bytes/limits.ts';

/** A checkpoint of a gzip layer with its surroundings deflated: the window, then what comes ahead. */
export interface PackedPoint {
  readonly position: number;
  readonly unpacked: number;
  /** Bytes of the window; 0 where a member begins and nothing is packed. */
  readonly windowBytes: number;
  readonly packed: Uint8Array;
  /** CRC-32 of what is packed. */
  readonly check: number;
}

/** Bytes of a checkpoint in a file, beside what is packed. */
export const pointRowBytes = 28;

/** Gathers checkpoints as they are met. */
export class PointCollector {
  readonly #points: PackedPoint[] = [];
  #bytes = 0;

  /** In ascending order. */
  get points(): readonly PackedPoint[] {
    return this.#points;
  }

  /** Further ones are left out once their file would be larger than is allowed. */
  add({ position, unpacked, surroundings }: Checkpoint): void {
    if (this.#bytes > limits.pointsFileBytes - largestPointBytes) return;
    const packed =
      surroundings === null
        ? new Uint8Array()
        : deflateRawSync(Buffer.concat([surroundings.window, surroundings.ahead]), { level: 1 });
    this.#bytes += pointRowBytes + packed.length;
    const size = surroundings?.window.length ?? 0;
    const check = crc32(packed);
    this.#points.push({ position, unpacked, windowBytes: size, packed, check });
  }
}

/** Null when what is packed is damaged. */
export function unpackPoint(point: PackedPoint): Checkpoint | null {
  const { position, unpacked, windowBytes: size, packed, check } = point;
  if (crc32(packed) !== check) return null;
  if (packed.length === 0) return { position, unpacked, surroundings: null };
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: windowBytes + aheadBytes });
    if (bytes.length !== size + aheadBytes) return null;
    const surroundings = { window: bytes.subarray(0, size), ahead: bytes.subarray(size) };
    return { position, unpacked, surroundings };
  } catch {
    return null;
  }
}

/** With room for the head of the file, and data that cannot be made smaller. */
const largestPointBytes = 2 * (windowBytes + aheadBytes);

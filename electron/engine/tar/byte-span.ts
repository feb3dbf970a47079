const noBytes = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Bytes `start` to `end` of a buffer that others go on using: a name that is looked at without being copied. Mutable
 * and reused, so that reading a header makes no object.
 */
export class ByteSpan {
  bytes: Uint8Array = noBytes;
  start = 0;
  end = 0;

  get length(): number {
    return this.end - this.start;
  }

  set(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** Makes this span lie where `other` lies now. */
  point(other: ByteSpan): void {
    this.set(other.bytes, other.start, other.end);
  }

  clear(): void {
    this.set(noBytes, 0, 0);
  }

  /** The last byte, or -1 when there is none. */
  last(): number {
    return this.end > this.start ? (this.bytes[this.end - 1] ?? -1) : -1;
  }

  /** A copy of the bytes that stays as it is. */
  copy(): Uint8Array {
    return new Uint8Array(this.bytes.subarray(this.start, this.end));
  }

  /** The bytes as UTF-8; wrong ones become replacement characters. */
  text(): string {
    return decoder.decode(this.bytes.subarray(this.start, this.end));
  }
}

/** Sets a name that a pax record gives. False, and nothing set, when it holds a NUL, which no name can. */
export function setName(span: ByteSpan, bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === 0) return false;
  span.set(bytes, start, end);
  return true;
}

/** Short copies are faster in a loop than by `set`, which needs a view of the source. */
export function copyBytes(
  from: Uint8Array,
  start: number,
  to: Uint8Array,
  at: number,
  length: number,
): void {
  if (length > 256) to.set(from.subarray(start, start + length), at);
  else for (let index = 0; index < length; index++) to[at + index] = from[start + index] ?? 0;
}

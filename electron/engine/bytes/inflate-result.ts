import type { LimitName } from './limits.ts';
import type { OutputStop } from './output-block.ts';

/** How the decoding of a compressed stream ended. What was decoded before an error has been handed out. */
export interface InflateEnd {
  /**
   * `complete`: to the end, every checksum right. `truncated`: the stored bytes end too early. `damaged`: data or a
   * checksum is wrong. `unsupported`: a valid stream that this program cannot decode. `stopped`, `limit`: see
   * `OutputStop`.
   */
  readonly kind: 'complete' | 'truncated' | 'damaged' | 'unsupported' | OutputStop;
  /** Whether bytes other than padding follow the compressed stream. */
  readonly trailingData: boolean;
  /** Which limit a `limit` is. */
  readonly limit?: LimitName;
}

/** An end without trailing data. */
export function inflateEnd(kind: InflateEnd['kind']): InflateEnd {
  return { kind, trailingData: false };
}

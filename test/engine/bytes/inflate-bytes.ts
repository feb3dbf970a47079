import { inflate, type InflateOptions } from '../../../electron/engine/bytes/inflate.ts';
import type { InflateEnd } from '../../../electron/engine/bytes/inflate-result.ts';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { concat } from '../../fixtures/tar-builder.ts';
import { shortBytes } from '../../fixtures/short-bytes.ts';

export interface Inflated {
  readonly kind: InflateEnd['kind'];
  readonly trailingData: boolean;
  readonly content: Uint8Array;
  /** The content as `shortBytes` writes it. */
  readonly short: string;
}

/** Decodes bytes in memory and gathers what comes out. */
export async function inflateBytes(
  bytes: Uint8Array,
  compression: Compression,
  options: InflateOptions = {},
): Promise<Inflated> {
  const pieces: Uint8Array[] = [];
  const result = await inflate(
    openBytes(bytes),
    compression,
    (piece) => {
      pieces.push(piece.slice());
      return true;
    },
    options,
  );
  const content = concat(...pieces);
  const { kind, trailingData } = result;
  return { kind, trailingData, content, short: shortBytes(content) };
}

import type { Packing } from '../../../shared/model/export.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { gzipLevels, gzipPieces } from '../bytes/gzip-pieces.ts';
import { zstdLevels, zstdPieces } from '../bytes/zstd-pieces.ts';
import type { ExportLayer } from './export-selection.ts';

/** Levels of each way to compress. */
export const packingLevels = { gzip: gzipLevels, zstd: zstdLevels } as const;

/** What the pieces of a tar come to when they are packed. Throws `arguments-invalid` for a level there is not. */
export function packedPieces(
  pieces: AsyncIterable<Uint8Array>,
  { compression, level }: Packing,
): AsyncIterable<Uint8Array> {
  if (compression === 'none') return pieces;
  const { least, usual, most } = packingLevels[compression];
  const chosen = level ?? usual;
  if (!Number.isInteger(chosen) || chosen < least || chosen > most) {
    throw new EngineError('arguments-invalid', { level: chosen, least, most });
  }
  return compression === 'gzip' ? gzipPieces(pieces, chosen) : zstdPieces(pieces, chosen);
}

/** How the name of a tar ends that is packed so. */
export const tarEndings = {
  none: '.tar',
  gzip: '.tar.gz',
  zstd: '.tar.zst',
  xz: '.tar.xz',
  bzip2: '.tar.bz2',
} as const;

/** How the tar of a layer is packed where the layer lies. */
export function packingOf({
  packed,
  compression,
}: Pick<ExportLayer, 'packed' | 'compression'>): ExportLayer['compression'] {
  return packed === 'none' ? compression : packed;
}

import { digestAlgorithm, digestHex, type Digest } from '../../../shared/model/digest.ts';
import type { LayerFormat } from '../../../shared/model/export.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { tarEndings } from './packing.ts';

/** What the name of an exported layer is made of. */
export interface NamedLayer {
  /** Position in the stack. */
  readonly index: number;
  readonly compression: Compression;
  readonly digest: Digest | null;
  readonly diffId: Digest | null;
}

/** Characters of a digest that stand in a name, as in what `docker image ls` shows. */
const digestLength = 12;

/**
 * A name for a layer's file or folder: its position, as the lists show it, then the beginning of the digest of what is
 * written, then the ending that programs expect: `03-sha256-0123456789ab.tar.gz`. Names of one stack sort by position.
 * The stored bytes go by their own digest, everything else by the diffID, which compressing does not change.
 */
export function layerFileName(layer: NamedLayer, format: LayerFormat, layers: number): string {
  const { index, compression, digest, diffId } = layer;
  const width = Math.max(2, String(layers - 1).length);
  const named = format === 'blob' ? (digest ?? diffId) : (diffId ?? digest);
  const label =
    named === null ? '' : `-${digestAlgorithm(named)}-${digestHex(named).slice(0, digestLength)}`;
  return `${String(index).padStart(width, '0')}${label}${endingOf(format, compression)}`;
}

function endingOf(format: LayerFormat, stored: Compression): string {
  switch (format) {
    case 'folder':
      return '';
    case 'blob':
      return tarEndings[stored];
    case 'tar':
      return tarEndings.none;
    case 'gzip':
    case 'zstd':
      return tarEndings[format];
  }
}

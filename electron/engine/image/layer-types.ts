import type { Compression } from '../../../shared/model/layer.ts';
import type { Descriptor } from './descriptor.ts';
import { layerFormOf, mediaTypes } from './media-type.ts';

/** Media types of documents that have another name in OCI than in Docker's formats. */
const ociNames: ReadonlyMap<string, string> = new Map([
  [mediaTypes.dockerManifest, mediaTypes.manifest],
  [mediaTypes.dockerList, mediaTypes.index],
  [mediaTypes.dockerConfig, mediaTypes.config],
]);

const ociForeign = 'application/vnd.oci.image.layer.nondistributable.v1.tar';

/** The OCI name of a media type of Docker's; every other as it is. */
export function ociType(mediaType: string): string {
  const known = ociNames.get(mediaType);
  if (known !== undefined) return known;
  if (!mediaType.startsWith('application/vnd.docker.image.rootfs.')) return mediaType;
  const family = mediaType.includes('.foreign.') ? ociForeign : mediaTypes.layer;
  return mediaType.endsWith('gzip') ? `${family}+gzip` : family;
}

/**
 * The media type of a layer that is packed in another way than before. Docker's types stay Docker's as far as they go
 * (plain and gzip; Docker image manifest v2.2); all others become OCI's (image-spec, layer.md).
 */
export function packedLayerType(
  before: string,
  compression: Extract<Compression, 'none' | 'gzip' | 'zstd'>,
): string {
  if (before.startsWith('application/vnd.docker.') && compression !== 'zstd') {
    return compression === 'none' ? mediaTypes.dockerLayer : `${mediaTypes.dockerLayer}.gzip`;
  }
  return compression === 'none' ? mediaTypes.layer : `${mediaTypes.layer}+${compression}`;
}

/** Whether a layer lies elsewhere by intent (Windows base layers; image-spec, layer.md, Non-Distributable Layers). */
export function isForeignLayer({ mediaType, urls }: Descriptor): boolean {
  return layerFormOf(mediaType) === 'foreign' || urls.length > 0;
}

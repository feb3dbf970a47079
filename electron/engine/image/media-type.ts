/** What a layer's media type promises. Compression is not part of it: the bytes tell. */
export type LayerForm = 'tar' | 'foreign' | 'encrypted' | 'unsupported' | 'not-a-layer';

export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar',
} as const;

const configTypes: ReadonlySet<string> = new Set([
  mediaTypes.config,
  mediaTypes.dockerConfig,
  // Some registries gave this type to the configs of Docker images.
  'application/octet-stream',
  '',
]);

/** Whether a manifest's config is an image config; any other must not be parsed as one (OCI image-spec, manifest.md). */
export function isImageConfigType(mediaType: string): boolean {
  return configTypes.has(plainType(mediaType));
}

/** Whether the type names an index of manifests, in the OCI or the Docker form. */
export function isIndexType(mediaType: string): boolean {
  const type = plainType(mediaType);
  return type === mediaTypes.index || type === mediaTypes.dockerList;
}

/**
 * Sorts a layer by its media type (OCI image-spec, layer.md and media-types.md; Docker image manifest v2.2). A type
 * that is missing is taken for a tar. Encryption is said by a suffix, as ocicrypt writes it.
 */
export function layerFormOf(mediaType: string): LayerForm {
  const type = plainType(mediaType);
  if (/\+encrypted(?:\+|$)/.test(type)) return 'encrypted';
  const isTar = /(?:^|[.+-])tar(?:[.+-](?:gzip|gz|zstd|xz|bzip2|bz2|lz4))?$/.test(type);
  if (isTar && /nondistributable|\.foreign\./.test(type)) return 'foreign';
  if (isTar && /layer|rootfs/.test(type)) return 'tar';
  if (type === '' || type === 'application/octet-stream') return 'tar';
  if (/^application\/(?:x-)?(?:tar|gzip|zstd|x-gtar)(?:\+(?:gzip|zstd))?$/.test(type)) return 'tar';
  if (
    /(?:^|[./+-])(?:squashfs|erofs|nydus|sociv?\d*|vhdx?|overlaybd|dmverity)(?:[./+-]|$)/.test(type)
  ) {
    return 'unsupported';
  }
  if (/\.image\.(?:layer|rootfs)\./.test(type)) return 'unsupported';
  return 'not-a-layer';
}

/** Without parameters and in lower case: `Application/JSON; charset=utf-8` is `application/json`. */
function plainType(mediaType: string): string {
  const semicolon = mediaType.indexOf(';');
  return (semicolon < 0 ? mediaType : mediaType.slice(0, semicolon)).trim().toLowerCase();
}

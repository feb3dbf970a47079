import { createHash } from 'node:crypto';
import type { Digest } from '../../../shared/model/digest.ts';
import type { Compression } from '../../../shared/model/layer.ts';
import { digestOf } from '../bytes/digest-of.ts';
import type { JsonObject } from '../image/json.ts';
import { mediaTypes } from '../image/media-type.ts';

/** A JSON document that this program made. */
export interface MadeDocument {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** A layer as a made manifest lists it. */
export interface MadeLayer {
  readonly digest: Digest;
  readonly bytes: number;
  readonly compression: Compression;
  /** Of its descriptor; absent for none. */
  readonly annotations?: JsonObject;
}

/** Bytes that were not made here but taken over, with their digest. */
export function takenDocument(bytes: Uint8Array, mediaType: string): MadeDocument {
  return { bytes, mediaType, digest: digestOf(createHash('sha256').update(bytes)) };
}

/** A document from a value; the same value gives the same bytes. */
export function makeDocument(value: JsonObject, mediaType: string): MadeDocument {
  return takenDocument(new TextEncoder().encode(JSON.stringify(value)), mediaType);
}

/**
 * The OCI manifest of an image that came without one (OCI image-spec, manifest.md). It depends on the config and the
 * layers alone, and on annotations where there are some, so the same image gets the same one every time.
 */
export function makeManifest(
  config: MadeDocument,
  layers: readonly MadeLayer[],
  annotations: JsonObject | null = null,
): MadeDocument {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, digest: config.digest, size: config.bytes.length },
    layers: layers.map((layer) => ({
      mediaType: layerType(layer.compression),
      digest: layer.digest,
      size: layer.bytes,
      ...(layer.annotations === undefined ? {} : { annotations: layer.annotations }),
    })),
    ...(annotations === null ? {} : { annotations }),
  };
  return makeDocument(manifest, mediaTypes.manifest);
}

/** The descriptor of a document, as an index lists it. */
export function descriptorOf({ mediaType, digest, bytes }: MadeDocument): JsonObject {
  return { mediaType, digest, size: bytes.length };
}

/** OCI image-spec, layer.md: tar, tar+gzip and tar+zstd are all there is. */
export function layerType(compression: Compression): string {
  return compression === 'none' ? mediaTypes.layer : `${mediaTypes.layer}+${compression}`;
}

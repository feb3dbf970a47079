import type { Digest } from '../../../shared/model/digest.ts';
import { parseDescriptor, type Descriptor } from './descriptor.ts';
import { arrayOf, field, isJsonObject, textMapOf, textOf } from './json.ts';
import { parseSchemaOne, type SchemaOneManifest } from './schema-one.ts';

export type Manifest = ImageManifest | ImageIndex | SchemaOneManifest;

/** One image, or one artifact (OCI image-spec, manifest.md; Docker image manifest version 2, schema 2). */
export interface ImageManifest {
  readonly kind: 'image';
  readonly mediaType: string;
  readonly artifactType: string;
  /** Null when the manifest names none. */
  readonly config: Descriptor | null;
  readonly layers: readonly Descriptor[];
  readonly subject: Digest | null;
  readonly annotations: ReadonlyMap<string, string>;
}

/** Manifests of several platforms, or of anything else (OCI image-spec, image-index.md; Docker manifest list). */
export interface ImageIndex {
  readonly kind: 'index';
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
  readonly subject: Digest | null;
  readonly annotations: ReadonlyMap<string, string>;
}

/**
 * Reads a manifest of any kind. Its own shape decides, not a media type, which is missing in OCI 1.0 manifests and
 * wrong in some archives. Null when it has the shape of none.
 */
export function parseManifest(value: unknown): Manifest | null {
  if (!isJsonObject(value)) return null;
  if (Array.isArray(field(value, 'fsLayers'))) return parseSchemaOne(value);
  const layers = field(value, 'layers');
  const config = field(value, 'config');
  if (Array.isArray(layers) || isJsonObject(config)) return parseImageManifest(value);
  const manifests = field(value, 'manifests');
  if (Array.isArray(manifests) || manifests === null) return parseIndex(value);
  // The artifact manifest of OCI 1.1 release candidates lists its content as `blobs`.
  return Array.isArray(field(value, 'blobs')) ? parseImageManifest(value) : null;
}

/** The descriptors of an index; `manifests` may be null (early Docker 25.0). */
export function parseIndex(value: unknown): ImageIndex {
  return {
    kind: 'index',
    mediaType: textOf(field(value, 'mediaType')),
    manifests: descriptorsOf(field(value, 'manifests')),
    subject: parseDescriptor(field(value, 'subject'))?.digest ?? null,
    annotations: textMapOf(field(value, 'annotations')),
  };
}

function parseImageManifest(value: unknown): ImageManifest {
  const layers = descriptorsOf(field(value, 'layers'));
  return {
    kind: 'image',
    mediaType: textOf(field(value, 'mediaType')),
    artifactType: textOf(field(value, 'artifactType')),
    config: parseDescriptor(field(value, 'config')),
    layers: layers.length > 0 ? layers : descriptorsOf(field(value, 'blobs')),
    subject: parseDescriptor(field(value, 'subject'))?.digest ?? null,
    annotations: textMapOf(field(value, 'annotations')),
  };
}

function descriptorsOf(value: unknown): readonly Descriptor[] {
  return arrayOf(value)
    .map(parseDescriptor)
    .filter((descriptor) => descriptor !== null);
}

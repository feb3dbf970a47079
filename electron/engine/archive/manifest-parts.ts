import type { Artifact, ArtifactBlob } from '../../../shared/model/image.ts';
import { looksLikeConfig, parseConfig } from '../image/config.ts';
import type { Descriptor } from '../image/descriptor.ts';
import type { ImageManifest } from '../image/manifest.ts';
import { isImageConfigType, layerFormOf } from '../image/media-type.ts';
import type { SchemaOneManifest } from '../image/schema-one.ts';
import type { BlobStore } from './blob-store.ts';
import type { ConfigProblem, ImageParts, LayerParts } from './image-parts.ts';
import type { FoundManifest } from './manifest-walk.ts';
import type { Opening } from './opening.ts';

const stargzAnnotation = 'containerd.io/snapshot/stargz/toc.digest';
const titleAnnotation = 'org.opencontainers.image.title';
const emptyConfigType = 'application/vnd.oci.empty.v1+json';

/**
 * Whether a manifest describes something else than a container image: its config is no image config (OCI image-spec,
 * manifest.md: an unknown config must not be parsed), or nothing it lists is a layer, as with cosign's signatures and
 * BuildKit's attestations.
 */
export function isArtifact(manifest: ImageManifest | SchemaOneManifest): boolean {
  if (manifest.kind === 'schema-1') return false;
  const { config, layers } = manifest;
  if (config !== null && !isImageConfigType(config.mediaType)) return true;
  const hasLayer = layers.some((layer) => layerFormOf(layer.mediaType) !== 'not-a-layer');
  return !hasLayer && (layers.length > 0 || config === null);
}

/** The parts of an image that a manifest of a layout or a `dir:` describes. */
export function manifestParts(
  found: FoundManifest,
  blobs: BlobStore,
  opening: Opening,
): ImageParts {
  const { manifest, document } = found;
  const common = {
    manifestDigest: found.digest,
    manifestText: document.text,
    references: [...found.references],
    annotations: found.annotations,
    platform: found.platform,
    attachments: [],
    partMissing: false,
  };
  if (manifest.kind === 'schema-1') {
    return {
      ...common,
      id: null,
      configText: manifest.configText === '' ? null : manifest.configText,
      config: manifest.config,
      configProblem: null,
      layers: manifest.layers.map((digest) => schemaOneLayer(digest, blobs)),
      historyByLayer: true,
    };
  }
  const config = readConfig(manifest.config, blobs, opening);
  const layers = manifest.layers.map((layer) => layerParts(layer, blobs));
  return { ...common, ...config, layers, historyByLayer: false };
}

/** What is shown of a manifest that is no image. */
export function artifactOf(found: FoundManifest, key: string, blobs: BlobStore): Artifact | null {
  const { manifest } = found;
  if (manifest.kind === 'schema-1') return null;
  const { config, layers } = manifest;
  const hasConfig = config !== null && config.mediaType !== emptyConfigType;
  const content = [...(hasConfig ? [config] : []), ...layers];
  return {
    key,
    digest: found.digest,
    references: [...found.references],
    type: artifactType(found, manifest),
    blobs: content.map((descriptor) => artifactBlob(descriptor, blobs)),
  };
}

/** What an artifact is: its own `artifactType`, else its config's type, else that of its first blob. */
export function artifactType(found: FoundManifest, manifest: ImageManifest): string {
  const config = manifest.config?.mediaType ?? '';
  const hasOwnConfig = !isImageConfigType(config) && config !== emptyConfigType;
  return (
    manifest.artifactType ||
    found.artifactType ||
    (hasOwnConfig ? config : '') ||
    (manifest.layers[0]?.mediaType ?? '') ||
    manifest.mediaType
  );
}

function artifactBlob(descriptor: Descriptor, blobs: BlobStore): ArtifactBlob {
  const found = blobs.find(descriptor);
  if (descriptor.digest !== null) blobs.note(descriptor.digest, descriptor.size, found);
  return {
    digest: descriptor.digest,
    mediaType: descriptor.mediaType,
    title: descriptor.annotations.get(titleAnnotation) ?? '',
    storedBytes: found?.bytes ?? descriptor.size,
    available: found !== null,
  };
}

interface ReadConfig {
  readonly id: ImageParts['id'];
  readonly configText: string | null;
  readonly config: ImageParts['config'];
  readonly configProblem: ConfigProblem | null;
}

function readConfig(descriptor: Descriptor | null, blobs: BlobStore, opening: Opening): ReadConfig {
  const nothing = { id: null, configText: null, config: null };
  const member = descriptor?.digestText ?? '';
  const missing: ReadConfig = { ...nothing, configProblem: { code: 'config-missing', member } };
  if (descriptor === null || descriptor.digest === null) return missing;
  const found = blobs.find(descriptor);
  blobs.note(descriptor.digest, descriptor.size, found);
  if (found === null) return missing;
  const document = opening.documents.read(found.name, found.location);
  const invalid: ConfigProblem = { code: 'config-invalid', member: found.name };
  if (document === null) return { ...nothing, configProblem: invalid };
  const isConfig = looksLikeConfig(document.value);
  return {
    id: document.digest,
    configText: document.text,
    config: isConfig ? parseConfig(document.value) : null,
    configProblem: isConfig ? null : invalid,
  };
}

function layerParts(descriptor: Descriptor, blobs: BlobStore): LayerParts {
  const found = blobs.find(descriptor);
  if (descriptor.digest !== null) blobs.note(descriptor.digest, descriptor.size, found);
  return {
    name: found?.name ?? (descriptor.digestText || descriptor.mediaType),
    form: layerFormOf(descriptor.mediaType),
    mediaType: descriptor.mediaType,
    digest: descriptor.digest,
    location: found?.location ?? null,
    statedBytes: descriptor.size,
    urls: descriptor.urls,
    stargz: descriptor.annotations.has(stargzAnnotation),
  };
}

function schemaOneLayer(digest: LayerParts['digest'], blobs: BlobStore): LayerParts {
  const found = digest === null ? null : blobs.findDigest(digest);
  if (digest !== null) blobs.note(digest, null, found);
  return {
    name: found?.name ?? digest ?? '',
    form: 'tar',
    mediaType: '',
    digest,
    location: found?.location ?? null,
    statedBytes: null,
    urls: [],
    stargz: false,
  };
}

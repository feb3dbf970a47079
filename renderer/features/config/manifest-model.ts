import {
  isArray,
  isObject,
  jsonText,
  member,
  numberMember,
  objectMember,
  pairsMember,
  parseJson,
  textMember,
  textsMember,
} from './json-value.ts';
import type { JsonObject, JsonValue, Pair } from './json-value.ts';

/** What a manifest says, for reading. */
export type ManifestModel = ImageManifestModel | DockerArchiveModel | Schema1Model;

/** OCI image-spec, manifest.md, and Docker's schema 2, which has the same members. */
export interface ImageManifestModel {
  readonly form: 'image-manifest';
  readonly schemaVersion: number | null;
  readonly mediaType: string | null;
  readonly artifactType: string | null;
  readonly config: Descriptor | null;
  readonly layers: readonly Descriptor[];
  readonly subject: Descriptor | null;
  readonly annotations: readonly Pair[];
  readonly others: readonly Pair[];
}

/** Entries of the `manifest.json` of a `docker save` archive. */
export interface DockerArchiveModel {
  readonly form: 'docker-archive';
  readonly entries: readonly DockerArchiveEntry[];
}

export interface DockerArchiveEntry {
  readonly config: string | null;
  readonly references: readonly string[];
  readonly layers: readonly string[];
  readonly others: readonly Pair[];
}

/** Docker's first manifest, newest layer first. */
export interface Schema1Model {
  readonly form: 'schema-1';
  readonly name: string | null;
  readonly tag: string | null;
  readonly architecture: string | null;
  readonly blobs: readonly string[];
}

/** A pointer to a blob (OCI image-spec, descriptor.md); the digest is text, as it may have no valid form. */
export interface Descriptor {
  readonly mediaType: string | null;
  readonly digest: string | null;
  readonly size: number | null;
  readonly platform: string | null;
  readonly urls: readonly string[];
  readonly annotations: readonly Pair[];
}

/** Reads a manifest document; null when it is no JSON or none of the known forms. */
export function manifestModel(text: string): ManifestModel | null {
  const document = parseJson(text);
  if (document === null) return null;
  const { value } = document;
  if (isArray(value)) return dockerArchive(value.filter(isObject));
  if (!isObject(value)) return null;
  if (isArray(member(value, 'fsLayers'))) return schema1(value);
  if (member(value, 'Config') !== undefined && typeof member(value, 'Config') === 'string')
    return dockerArchive([value]);
  return imageManifest(value);
}

function imageManifest(value: JsonObject): ImageManifestModel {
  const layers = member(value, 'layers');
  return {
    form: 'image-manifest',
    schemaVersion: numberMember(value, 'schemaVersion'),
    mediaType: textMember(value, 'mediaType'),
    artifactType: textMember(value, 'artifactType'),
    config: descriptor(member(value, 'config')),
    layers: isArray(layers) ? layers.map(descriptor).filter((layer) => layer !== null) : [],
    subject: descriptor(member(value, 'subject')),
    annotations: pairsMember(value, 'annotations'),
    others: others(value, [
      'schemaVersion',
      'mediaType',
      'artifactType',
      'config',
      'layers',
      'subject',
      'annotations',
    ]),
  };
}

function descriptor(value: JsonValue | undefined): Descriptor | null {
  if (!isObject(value)) return null;
  const platform = objectMember(value, 'platform');
  const parts = ['os', 'architecture', 'variant'].map((key) => textMember(platform, key));
  return {
    mediaType: textMember(value, 'mediaType'),
    digest: textMember(value, 'digest'),
    size: numberMember(value, 'size'),
    platform: platform.size === 0 ? null : parts.filter((part) => part !== null).join('/'),
    urls: textsMember(value, 'urls'),
    annotations: pairsMember(value, 'annotations'),
  };
}

function dockerArchive(entries: readonly JsonObject[]): DockerArchiveModel {
  return {
    form: 'docker-archive',
    entries: entries.map((entry) => ({
      config: textMember(entry, 'Config'),
      references: textsMember(entry, 'RepoTags'),
      layers: textsMember(entry, 'Layers'),
      others: others(entry, ['Config', 'RepoTags', 'Layers']),
    })),
  };
}

function schema1(value: JsonObject): Schema1Model {
  const layers = member(value, 'fsLayers');
  return {
    form: 'schema-1',
    name: textMember(value, 'name'),
    tag: textMember(value, 'tag'),
    architecture: textMember(value, 'architecture'),
    blobs: isArray(layers)
      ? layers.filter(isObject).map((layer) => textMember(layer, 'blobSum') ?? '')
      : [],
  };
}

function others(object: JsonObject, known: readonly string[]): readonly Pair[] {
  const lower = new Set(known.map((key) => key.toLowerCase()));
  return [...object]
    .filter(([key, value]) => value !== null && !lower.has(key.toLowerCase()))
    .map(([name, value]) => ({ name, value: jsonText(value) }));
}

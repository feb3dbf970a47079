import type { Digest } from '../../../shared/model/digest.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { locationBytes } from '../archive/image-parts.ts';
import { isArtifact } from '../archive/manifest-parts.ts';
import { looksLikeConfig, parseConfig, type ImageConfig } from '../image/config.ts';
import { parseDescriptor, type Descriptor } from '../image/descriptor.ts';
import { parseJson } from '../image/json.ts';
import { subjectOf } from '../image/manifest-subject.ts';
import { parseManifest, type ImageManifest, type Manifest } from '../image/manifest.ts';
import { layerFormOf, type LayerForm } from '../image/media-type.ts';
import type { SchemaOneManifest } from '../image/schema-one.ts';

/** Finds the bytes of a descriptor: in an opened source, or in the store. Null when they are not there. */
export type FindBlob = (descriptor: Descriptor) => BlobLocation | null;

/** Reads a document: see `readJson`. */
export type ReadJson = (location: BlobLocation) => unknown;

/** All that can be reached from one entry of index.json. */
export interface Reach {
  readonly root: Digest;
  /** Indexes, the outermost first. */
  readonly indexes: readonly ReachedDocument[];
  readonly manifests: readonly ReachedManifest[];
  /** Manifests that are named and not there: platforms that nobody fetched, or a loss when it is the root itself. */
  readonly absent: readonly Digest[];
}

/** A JSON document that a digest names. */
export interface ReachedDocument {
  readonly digest: Digest;
  readonly mediaType: string;
  readonly location: BlobLocation;
  readonly bytes: number;
}

export interface ReachedManifest extends ReachedDocument {
  /** Docker's format before 1.10, which has no config. */
  readonly isSchemaOne: boolean;
  readonly isImage: boolean;
  /** What the manifest is about, when it is attached to another one. */
  readonly subject: Digest | null;
  /** Layers that the config speaks of; null when there is none, or it is no image config. */
  readonly diffIds: number | null;
  /** Config and layers in their order. */
  readonly content: readonly ContentBlob[];
}

/** A blob that a manifest names. */
export interface ContentBlob {
  readonly role: 'config' | 'layer' | 'blob';
  readonly digestText: string;
  readonly digest: Digest | null;
  readonly mediaType: string;
  readonly statedBytes: number | null;
  readonly form: LayerForm;
  /** Kept elsewhere by intent (Windows base layers). */
  readonly isForeign: boolean;
  /** Null when the blob is not there. */
  readonly location: BlobLocation | null;
  /** What the config says that the layer unpacks to; null for what is no layer, and where it does not say. */
  readonly diffId: Digest | null;
}

interface Walk {
  readonly indexes: Map<Digest, ReachedDocument>;
  readonly manifests: Map<Digest, ReachedManifest>;
  readonly absent: Set<Digest>;
  visits: number;
}

/** Walks from entries of index.json to everything below them. Documents are read once, however many entries lead there. */
export class Reacher {
  readonly #find: FindBlob;
  readonly #readJson: ReadJson;
  readonly #documents = new Map<Digest, Manifest | null>();
  /** A hostile index can name one large config ten thousand times. */
  readonly #configs = new Map<Digest, ImageConfig | null>();

  constructor(find: FindBlob, read: ReadJson = readJson) {
    this.#find = find;
    this.#readJson = read;
  }

  /**
   * Everything below an entry (OCI image-spec, image-index.md: indexes may nest). Null when the entry has no digest.
   * Throws `EngineError` `limit-reached` for more manifests than anybody has, and what reading throws.
   */
  reach(entry: Descriptor): Reach | null {
    if (entry.digest === null) return null;
    const walk: Walk = { indexes: new Map(), manifests: new Map(), absent: new Set(), visits: 0 };
    this.#visit(entry, walk, 0);
    return {
      root: entry.digest,
      indexes: [...walk.indexes.values()],
      manifests: [...walk.manifests.values()],
      absent: [...walk.absent],
    };
  }

  #visit(entry: Descriptor, walk: Walk, depth: number): void {
    const { digest } = entry;
    if (digest === null || walk.indexes.has(digest) || walk.manifests.has(digest)) return;
    if (depth > limits.indexDepth)
      throw new EngineError('limit-reached', limitValues('indexDepth'));
    if (++walk.visits > limits.manifests) {
      throw new EngineError('limit-reached', limitValues('manifests'));
    }
    const location = this.#find(entry);
    const manifest = location === null ? null : this.#read(digest, location);
    if (location === null || manifest === null) {
      walk.absent.add(digest);
      return;
    }
    const bytes = locationBytes(location);
    const document = {
      digest,
      mediaType: entry.mediaType || manifestType(manifest),
      location,
      bytes,
    };
    if (manifest.kind === 'index') {
      walk.indexes.set(digest, document);
      for (const child of manifest.manifests) this.#visit(child, walk, depth + 1);
      return;
    }
    walk.manifests.set(digest, this.#manifest(entry, manifest, document));
  }

  #manifest(
    entry: Descriptor,
    manifest: ImageManifest | SchemaOneManifest,
    document: ReachedDocument,
  ): ReachedManifest {
    const isImage = !isArtifact(manifest);
    const subject = subjectOf(entry, manifest)?.digest ?? null;
    if (manifest.kind === 'schema-1') {
      const content = manifest.layers.map((digest) =>
        this.#content('layer', bareLayer(digest), null),
      );
      return { ...document, isSchemaOne: true, isImage, subject, diffIds: null, content };
    }
    const config = isImage ? this.#config(manifest.config) : null;
    const stated = config?.diffIds.length === manifest.layers.length ? config.diffIds : [];
    const role = isImage ? 'layer' : 'blob';
    const layers = manifest.layers.map((layer, at) =>
      this.#content(role, layer, stated[at] ?? null),
    );
    const configs =
      manifest.config === null ? [] : [this.#content('config', manifest.config, null)];
    const content = [...configs, ...layers];
    const diffIds = config?.diffIds.length ?? null;
    return { ...document, isSchemaOne: false, isImage, subject, diffIds, content };
  }

  #content(role: ContentBlob['role'], descriptor: Descriptor, diffId: Digest | null): ContentBlob {
    const { digest, digestText, mediaType, size } = descriptor;
    const form = layerFormOf(mediaType);
    return {
      role,
      digestText,
      digest,
      mediaType,
      statedBytes: size,
      form,
      isForeign: form === 'foreign' || descriptor.urls.length > 0,
      location: digest === null ? null : this.#find(descriptor),
      diffId: role === 'layer' && (form === 'tar' || form === 'foreign') ? diffId : null,
    };
  }

  #config(descriptor: Descriptor | null): ImageConfig | null {
    const location = descriptor === null ? null : this.#find(descriptor);
    if (descriptor === null || descriptor.digest === null || location === null) return null;
    const known = this.#configs.get(descriptor.digest);
    if (known !== undefined) return known;
    const value = this.#readJson(location);
    const config = looksLikeConfig(value) ? parseConfig(value) : null;
    this.#configs.set(descriptor.digest, config);
    return config;
  }

  #read(digest: Digest, location: BlobLocation): Manifest | null {
    const known = this.#documents.get(digest);
    if (known !== undefined) return known;
    const manifest = parseManifest(this.#readJson(location));
    this.#documents.set(digest, manifest);
    return manifest;
  }
}

/** Digests of everything that a reach holds on to: what is there and what should be. */
export function heldDigests(reach: Reach): ReadonlySet<Digest> {
  const held = new Set<Digest>([reach.root, ...reach.absent]);
  for (const { digest } of reach.indexes) held.add(digest);
  for (const { digest, content } of reach.manifests) {
    held.add(digest);
    for (const blob of content) if (blob.digest !== null) held.add(blob.digest);
  }
  return held;
}

function manifestType(manifest: Manifest): string {
  return manifest.kind === 'schema-1' ? '' : manifest.mediaType;
}

/** A document's value; undefined when it is no JSON or too large to be one. Throws what reading gives. */
export function readJson(location: BlobLocation): unknown {
  if (locationBytes(location) > limits.jsonBytes) return undefined;
  const parsed = parseJson(withBlob(location, (source) => readStart(source, limits.jsonBytes)));
  return parsed.ok ? parsed.value : undefined;
}

/** Schema 1 names layers by digest alone. */
function bareLayer(digest: Digest | null): Descriptor {
  const described = parseDescriptor({ digest: digest ?? '' });
  if (described === null) throw new EngineError('internal', { what: 'descriptor' });
  return described;
}

import { createHash } from 'node:crypto';
import type { Digest } from '../../../shared/model/digest.ts';
import type { ExportLoss } from '../../../shared/model/export.ts';
import { digestOf } from '../bytes/digest-of.ts';
import { parseDescriptor } from '../image/descriptor.ts';
import { arrayOf, entriesOf, field, isJsonObject, type JsonObject } from '../image/json.ts';
import { ociType, packedLayerType } from '../image/layer-types.ts';
import { subjectOf } from '../image/manifest-subject.ts';
import type {
  ExportBlob,
  ExportImage,
  ExportLayer,
  ExportRoot,
  ExportSelection,
} from './export-selection.ts';
import { LossLog } from './loss-log.ts';
import { SelectedDocuments, type SelectedDocument } from './selected-documents.ts';

/** A layer that takes the place of another one: the same tar, packed in another way. */
export type NewLayer = Omit<ExportLayer, 'mediaType' | 'compression' | 'unpackedBytes'> & {
  readonly compression: 'none' | 'gzip' | 'zstd';
  readonly unpackedBytes: number;
};

export interface RewriteRequest {
  readonly selection: ExportSelection;
  /** By the digest that a layer had. */
  readonly layers: ReadonlyMap<Digest, NewLayer>;
  /** Docker's media types become OCI's, since Docker's have no word for zstd. */
  readonly oci: boolean;
}

export interface RewrittenSelection {
  readonly selection: ExportSelection;
  readonly losses: readonly ExportLoss[];
}

/**
 * A selection in which layers are others: descriptors and manifests are made new, and indexes of
 * what there is of their platforms; configs stay byte for byte, and so the IDs of the images. Everything else a document
 * says stays, except what is only true of the bytes that were (`data`, `urls`, and tables of contents in annotations).
 * What has no new layer in it stays to the byte. Attestations and signatures of a manifest that was made new are left
 * out, and told: they vouch for a digest that is no more.
 */
export function rewriteSelection({ selection, layers, oci }: RewriteRequest): RewrittenSelection {
  const rewriter = new Rewriter(selection, layers, oci);
  const own = selection.roots.filter(({ attached }) => !attached);
  const attached = selection.roots.filter((root) => root.attached);
  // What is attached comes last: only then is it known what it is about.
  const roots = [...own, ...attached].flatMap((root) => rewriter.root(root) ?? []);
  return { selection: { roots }, losses: rewriter.losses.losses() };
}

class Rewriter {
  readonly losses = new LossLog();
  readonly #documents: SelectedDocuments;
  readonly #layers: ReadonlyMap<Digest, NewLayer>;
  readonly #oci: boolean;
  /** Digests of manifests and indexes that were made new. */
  readonly #changed = new Map<Digest, Digest>();

  constructor(selection: ExportSelection, layers: ReadonlyMap<Digest, NewLayer>, oci: boolean) {
    this.#documents = new SelectedDocuments(selection);
    this.#layers = layers;
    this.#oci = oci;
  }

  /** Null when the root is left out. */
  root(root: ExportRoot): ExportRoot | null {
    const blobs = new Map<Digest, ExportBlob>();
    const entries = root.entries.flatMap((entry) => {
      const raw = this.#descriptor(entry.raw, blobs);
      return raw === null ? [] : [{ ...entry, raw }];
    });
    if (entries.length === 0) return null;
    return { ...root, entries, blobs: [...blobs.values()], image: this.#image(root.image) };
  }

  #image(image: ExportImage | null): ExportImage | null {
    if (image === null) return null;
    const layers = image.layers.map((layer): ExportLayer => {
      const made = this.#layers.get(layer.digest);
      if (made === undefined) return layer;
      return { ...made, mediaType: packedLayerType(layer.mediaType, made.compression) };
    });
    return { ...image, layers };
  }

  /** What a descriptor of an index or manifest becomes, with everything below it put into `blobs`; null when it goes. */
  #descriptor(raw: JsonObject, blobs: Map<Digest, ExportBlob>): JsonObject | null {
    const descriptor = parseDescriptor(raw);
    const document = descriptor === null ? null : this.#documents.document(descriptor);
    if (descriptor === null || document === null) {
      this.#keep(descriptor?.digest ?? null, blobs);
      return this.#documents.blob(descriptor?.digest ?? null) === null ? null : raw;
    }
    const { manifest, blob } = document;
    const below = new Map<Digest, ExportBlob>();
    if (manifest.kind === 'index') {
      const value = this.#index(document, below);
      return this.#made(raw, document, value, below, blobs);
    }
    const subject = subjectOf(descriptor, manifest);
    if (subject?.digest !== null && subject !== null && this.#changed.has(subject.digest)) {
      this.losses.add('attachment', encode(blob.digest));
      return null;
    }
    const value = this.#manifest(document, below);
    return this.#made(raw, document, value, below, blobs);
  }

  /** Takes a document over, or puts the new one in its place. */
  #made(
    raw: JsonObject,
    { blob }: SelectedDocument,
    value: JsonObject | null,
    below: ReadonlyMap<Digest, ExportBlob>,
    blobs: Map<Digest, ExportBlob>,
  ): JsonObject {
    if (value === null) {
      blobs.set(blob.digest, blob);
      for (const each of below.values()) blobs.set(each.digest, each);
      return raw;
    }
    const bytes = encode(JSON.stringify(value));
    const digest = digestOf(createHash('sha256').update(bytes));
    if (!this.#changed.has(blob.digest)) {
      this.losses.add('digest-changed', encode(blob.digest), encode(digest));
    }
    this.#changed.set(blob.digest, digest);
    const location = { kind: 'inline', bytes } as const;
    blobs.set(digest, { digest, bytes: bytes.length, location, packed: 'none' });
    for (const each of below.values()) blobs.set(each.digest, each);
    const mediaType = this.#type(field(raw, 'mediaType'));
    return { ...without(raw, ['data']), ...mediaType, digest, size: bytes.length };
  }

  /** Null when nothing below has changed. What is attached comes last. */
  #index({ value }: SelectedDocument, below: Map<Digest, ExportBlob>): JsonObject | null {
    const listed = arrayOf(field(value, 'manifests')).filter(isJsonObject);
    const rewritten = new Map<JsonObject, JsonObject | null>();
    const order = listed.toSorted(
      (a, b) => Number(this.#isAttached(a)) - Number(this.#isAttached(b)),
    );
    for (const raw of order) rewritten.set(raw, this.#descriptor(raw, below));
    const children = listed.flatMap((raw) => rewritten.get(raw) ?? []);
    const isSame = listed.every((raw) => {
      const now = rewritten.get(raw);
      return now === raw || (now === null && !this.#isLeftOut(raw));
    });
    return isSame
      ? null
      : { ...value, ...this.#type(field(value, 'mediaType')), manifests: children };
  }

  #isAttached(raw: JsonObject): boolean {
    const descriptor = parseDescriptor(raw);
    const document = descriptor === null ? null : this.#documents.document(descriptor);
    if (descriptor === null || document === null || document.manifest.kind === 'index')
      return false;
    return subjectOf(descriptor, document.manifest) !== null;
  }

  /** Whether it was there and is not any more; platforms that were never there change nothing. */
  #isLeftOut(raw: JsonObject): boolean {
    return this.#documents.blob(parseDescriptor(raw)?.digest ?? null) !== null;
  }

  /** Null when no layer has changed. */
  #manifest(document: SelectedDocument, below: Map<Digest, ExportBlob>): JsonObject | null {
    const { manifest, value } = document;
    if (manifest.kind !== 'image') return null;
    this.#keep(manifest.config?.digest ?? null, below);
    const listed = this.#documents.layersOf(document);
    if (!listed.some(({ blob }) => blob !== null && this.#layers.has(blob.digest))) {
      for (const { digest } of manifest.layers) this.#keep(digest, below);
      return null;
    }
    const layers = listed.map(({ raw, descriptor, blob }) => {
      const made = blob === null ? undefined : this.#layers.get(blob.digest);
      if (made === undefined) {
        this.#keep(descriptor.digest, below);
        return { ...raw, ...this.#type(field(raw, 'mediaType')) };
      }
      below.set(made.digest, made);
      return layerDescriptor(raw, descriptor.mediaType, made);
    });
    const config = field(value, 'config');
    const newConfig = isJsonObject(config)
      ? { config: { ...config, ...this.#type(field(config, 'mediaType')) } }
      : {};
    return { ...value, ...this.#type(field(value, 'mediaType')), ...newConfig, layers };
  }

  #keep(digest: Digest | null, blobs: Map<Digest, ExportBlob>): void {
    const blob = this.#documents.blob(digest);
    if (blob !== null) blobs.set(blob.digest, blob);
  }

  /** The field `mediaType`, in OCI's name where that is wanted; no field where there was none. */
  #type(before: unknown): { readonly mediaType?: string } {
    if (typeof before !== 'string') return {};
    return { mediaType: this.#oci ? ociType(before) : before };
  }
}

/** Annotations that describe the packed bytes: tables of contents of eStargz and zstd:chunked. */
const packedAnnotations = [
  'containerd.io/snapshot/stargz/',
  'io.containers.estargz.',
  'io.github.containers.zstd-chunked.',
] as const;

function layerDescriptor(raw: JsonObject, before: string, made: NewLayer): JsonObject {
  const { digest, bytes, compression } = made;
  const kept = entriesOf(field(raw, 'annotations')).filter(
    ([name]) => !packedAnnotations.some((start) => name.startsWith(start)),
  );
  return {
    ...without(raw, ['data', 'urls', 'annotations']),
    mediaType: packedLayerType(before, compression),
    digest,
    size: bytes,
    ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
  };
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(entriesOf(value).filter(([name]) => !names.includes(name)));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

import type { Digest } from '../../../shared/model/digest.ts';
import { isArtifact } from '../archive/manifest-parts.ts';
import { withBlob, readStart } from '../bytes/random-access.ts';
import { limits } from '../bytes/limits.ts';
import { parseConfig } from '../image/config.ts';
import { parseDescriptor, type Descriptor } from '../image/descriptor.ts';
import { arrayOf, field, isJsonObject, parseJson, type JsonObject } from '../image/json.ts';
import { parseManifest, type Manifest } from '../image/manifest.ts';
import { layerFormOf } from '../image/media-type.ts';
import type { ExportBlob, ExportSelection } from './export-selection.ts';

/** A document of a selection: an index or a manifest. */
export interface SelectedDocument {
  readonly blob: ExportBlob;
  readonly value: JsonObject;
  readonly manifest: Manifest;
}

/** A layer as a manifest lists it. */
export interface ListedLayer {
  /** The descriptor as stored. */
  readonly raw: JsonObject;
  readonly descriptor: Descriptor;
  /** Null for one that is not there. */
  readonly blob: ExportBlob | null;
  /** Null where the config does not say it, and for what is no tar of ours (encrypted, foreign). */
  readonly diffId: Digest | null;
}

/** The blobs of a selection by digest, and its documents, each read once. */
export class SelectedDocuments {
  readonly #blobs = new Map<Digest, ExportBlob>();
  readonly #documents = new Map<Digest, SelectedDocument | null>();

  constructor(selection: ExportSelection) {
    for (const blob of selection.roots.flatMap(({ blobs }) => blobs)) {
      this.#blobs.set(blob.digest, blob);
    }
  }

  blob(digest: Digest | null): ExportBlob | null {
    return digest === null ? null : (this.#blobs.get(digest) ?? null);
  }

  /** The index or manifest that a descriptor names; null when it is not there or is none. */
  document({ digest }: Descriptor): SelectedDocument | null {
    if (digest === null) return null;
    const known = this.#documents.get(digest);
    if (known !== undefined) return known;
    const document = this.#read(digest);
    this.#documents.set(digest, document);
    return document;
  }

  /** The layers of an image's manifest; none of an artifact, of an index and of Docker's first format. */
  layersOf({ manifest, value }: SelectedDocument): readonly ListedLayer[] {
    if (manifest.kind !== 'image' || isArtifact(manifest)) return [];
    const config = this.#json(this.blob(manifest.config?.digest ?? null));
    const { diffIds } = parseConfig(config);
    const listed = arrayOf(field(value, 'layers')).filter(isJsonObject);
    return listed.flatMap((raw, at): readonly ListedLayer[] => {
      const descriptor = parseDescriptor(raw);
      if (descriptor === null) return [];
      const isOurs = layerFormOf(descriptor.mediaType) === 'tar';
      const diffId = isOurs && diffIds.length === listed.length ? (diffIds[at] ?? null) : null;
      return [{ raw, descriptor, blob: this.blob(descriptor.digest), diffId }];
    });
  }

  #read(digest: Digest): SelectedDocument | null {
    const blob = this.blob(digest);
    const value = this.#json(blob);
    const manifest = parseManifest(value);
    return blob === null || manifest === null || !isJsonObject(value)
      ? null
      : { blob, value, manifest };
  }

  #json(blob: ExportBlob | null): unknown {
    if (blob === null || blob.bytes > limits.jsonBytes) return undefined;
    const parsed = parseJson(
      withBlob(blob.location, (source) => readStart(source, limits.jsonBytes)),
    );
    return parsed.ok ? parsed.value : undefined;
  }
}

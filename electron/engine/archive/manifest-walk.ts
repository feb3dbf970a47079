import type { Digest } from '../../../shared/model/digest.ts';
import { platformText, type Platform } from '../../../shared/model/platform.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { subjectOf, type ManifestSubject } from '../image/manifest-subject.ts';
import { parseManifest, type ImageIndex, type ImageManifest } from '../image/manifest.ts';
import { isIndexType } from '../image/media-type.ts';
import { noPlatform } from '../image/platform.ts';
import { familiarName } from '../image/reference.ts';
import { referenceOfEntry } from '../image/reference-annotations.ts';
import type { SchemaOneManifest } from '../image/schema-one.ts';
import type { BlobStore } from './blob-store.ts';
import type { StoredDocument } from './documents.ts';
import type { Opening } from './opening.ts';

/** A manifest that the walk came to: of an image, or of something else. */
export interface FoundManifest {
  readonly manifest: ImageManifest | SchemaOneManifest;
  readonly document: StoredDocument;
  readonly digest: Digest | null;
  /** Names from all entries of index.json that lead here, in the order found. */
  readonly references: Set<string>;
  readonly platform: Platform;
  /** Digests of the indexes above, the nearest last. */
  readonly indexes: readonly Digest[];
  /** What the entry says it is about: BuildKit attestations and containerd's exported referrers. */
  readonly subject: ManifestSubject | null;
  readonly artifactType: string;
  /** Of the entry that led here first. */
  readonly annotations: ReadonlyMap<string, string>;
}

/**
 * Walks from an index to all manifests below it (OCI image-spec, image-index.md: indexes may nest). Each digest is
 * visited once; further ways to it add their names. A manifest that is not in the archive is a problem, not the end.
 */
export class ManifestWalk {
  readonly #opening: Opening;
  readonly #blobs: BlobStore;
  readonly #found = new Map<string, FoundManifest>();
  /** Indexes that were opened, with what stands directly in them. */
  readonly #indexes = new Map<string, ImageIndex>();
  readonly #missing = new Set<string>();
  #visits = 0;

  constructor(opening: Opening, blobs: BlobStore) {
    this.#opening = opening;
    this.#blobs = blobs;
  }

  get manifests(): readonly FoundManifest[] {
    return [...this.#found.values()];
  }

  /** Visits the entries of index.json, or of the list that a `dir:` holds. */
  async walkIndex(index: ImageIndex, references: readonly string[] = []): Promise<void> {
    for (const entry of index.manifests) {
      await this.#visit(entry, [...references, ...namesOf(entry)], []);
    }
  }

  /** Takes in a manifest that no descriptor leads to: the manifest.json of a `dir:`. */
  async walkDocument(document: StoredDocument): Promise<void> {
    const manifest = parseManifest(document.value);
    if (manifest === null) {
      if (document.value !== undefined) this.#invalid(document.name);
      return;
    }
    if (manifest.kind === 'index') return this.walkIndex(manifest);
    this.#found.set(document.name, {
      manifest,
      document,
      digest: document.digest,
      references: new Set(referencesOf(manifest)),
      platform: noPlatform,
      indexes: [],
      subject: null,
      artifactType: '',
      annotations: new Map(),
    });
  }

  async #visit(
    entry: Descriptor,
    names: readonly string[],
    above: readonly Digest[],
  ): Promise<void> {
    await this.#opening.pause();
    const { log } = this.#opening;
    if (this.#isOverLimit()) return;
    const known = this.#found.get(entry.digestText);
    if (known !== undefined) {
      for (const name of names) known.references.add(name);
      return;
    }
    if (entry.digest !== null && above.includes(entry.digest)) {
      log.add('index-cycle', 'warning', { member: entry.digestText });
      return;
    }
    const opened = this.#indexes.get(entry.digestText);
    if (opened !== undefined) return this.#descend(entry, opened, names, above);
    const found = entry.digest === null ? null : this.#blobs.find(entry);
    if (entry.digest === null || found === null) {
      this.#reportMissing(entry, above.length > 0);
      return;
    }
    this.#blobs.note(entry.digest, entry.size, found);
    const document = this.#opening.documents.read(found.name, found.location);
    if (document === null || document.value === undefined) return;
    const manifest = parseManifest(document.value);
    if (manifest === null) {
      this.#invalid(found.name);
      return;
    }
    if (entry.mediaType !== '' && isIndexType(entry.mediaType) !== (manifest.kind === 'index')) {
      log.add('media-type-wrong', 'note', { member: found.name }, { mediaType: entry.mediaType });
    }
    if (manifest.kind === 'index') {
      this.#indexes.set(entry.digestText, manifest);
      return this.#descend(entry, manifest, names, above);
    }
    this.#found.set(entry.digestText, {
      manifest,
      document,
      digest: entry.digest,
      references: new Set([...names, ...referencesOf(manifest)]),
      platform: entry.platform,
      indexes: above,
      subject: subjectOf(entry, manifest),
      artifactType: entry.artifactType,
      annotations: entry.annotations,
    });
  }

  async #descend(
    entry: Descriptor,
    index: ImageIndex,
    names: readonly string[],
    above: readonly Digest[],
  ): Promise<void> {
    if (entry.digest === null) return;
    if (above.length >= limits.indexDepth) {
      const where = { member: entry.digestText };
      this.#opening.log.add('index-depth', 'warning', where, limitValues('indexDepth'));
      return;
    }
    for (const child of index.manifests) await this.#visit(child, names, [...above, entry.digest]);
  }

  /** The same manifest may be listed again and again, so the entries are counted too. */
  #isOverLimit(): boolean {
    this.#visits++;
    const isOver = this.#found.size >= limits.manifests || this.#visits > 10 * limits.manifests;
    if (isOver && !this.#opening.log.has('limit-reached')) {
      this.#opening.log.add('limit-reached', 'error', {}, limitValues('manifests'));
    }
    return isOver;
  }

  /** Below an index a manifest may be absent by intent: engines save the platforms they have pulled. */
  #reportMissing(entry: Descriptor, belowIndex: boolean): void {
    if (this.#missing.has(entry.digestText)) return;
    this.#missing.add(entry.digestText);
    const where = { member: entry.digestText };
    if (belowIndex && entry.digest !== null) {
      const platform = platformText(entry.platform);
      this.#opening.log.add('platform-absent', 'note', where, { platform });
    } else {
      this.#opening.log.add('manifest-missing', 'error', where);
    }
  }

  #invalid(member: string): void {
    this.#opening.log.add('manifest-invalid', 'error', { member });
  }
}

function namesOf(entry: Descriptor): readonly string[] {
  const name = referenceOfEntry(entry);
  return name === null ? [] : [name];
}

function referencesOf(manifest: ImageManifest | SchemaOneManifest): readonly string[] {
  return manifest.kind === 'schema-1' && manifest.reference !== ''
    ? [familiarName(manifest.reference)]
    : [];
}

import type { Digest } from '../../../shared/model/digest.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { LoadedImage, RefusedImage } from '../../../shared/model/store.ts';
import type { Archive } from '../archive/archive.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { JsonObject } from '../image/json.ts';
import type { BlobIntake, WantedBlob } from './blob-intake.ts';
import type { RootLoad, RootOutcome } from './root-load.ts';
import type { ContentBlob, ReachedDocument, ReachedManifest } from './reach.ts';
import { refusal, refusalOfBlob } from './refusal.ts';
import { namesOf, type StoredRoot } from './source-roots.ts';

/** Loads what has OCI documents: they are kept to the byte, so that every digest stays. */
export class StoredRootLoad implements RootLoad {
  readonly #root: StoredRoot;
  readonly #archive: Archive;
  readonly #refused = new Map<ReachedManifest, Problem>();
  #kept: readonly ReachedManifest[] = [];

  constructor(root: StoredRoot, archive: Archive) {
    this.#root = root;
    this.#archive = archive;
  }

  readonly prepare = (intake: BlobIntake): void => {
    for (const manifest of this.#root.reach.manifests) {
      const problem = obstacleOf(manifest);
      if (problem !== null) this.#refused.set(manifest, problem);
      else for (const { wanted } of wantedOf(manifest)) intake.want(wanted);
    }
  };

  readonly describe = (intake: BlobIntake): void => {
    for (const manifest of this.#root.reach.manifests) {
      const problem = this.#refused.get(manifest) ?? blobProblem(manifest, intake);
      if (problem !== null) this.#refused.set(manifest, problem);
    }
    const { indexes, manifests } = this.#root.reach;
    this.#kept = manifests.filter((manifest) => !this.#refused.has(manifest));
    if (!isWorthKeeping(this.#kept, this.#refused.size)) this.#kept = [];
    if (this.#kept.length === 0) return;
    for (const document of [...this.#kept, ...indexes]) intake.want(wantedDocument(document));
  };

  readonly finish = (intake: BlobIntake): RootOutcome => {
    const { reach } = this.#root;
    const problemOf = (document: ReachedDocument): Problem | null =>
      refusalOfBlob(intake.outcome(wantedDocument(document)), document.digest);
    for (const manifest of this.#kept) {
      const problem = problemOf(manifest);
      if (problem !== null) this.#refused.set(manifest, problem);
    }
    const kept = this.#kept.filter((manifest) => !this.#refused.has(manifest));
    const lost = kept.length === 0 ? null : firstOf(reach.indexes, problemOf);
    if (lost !== null) for (const manifest of kept) this.#refused.set(manifest, lost);
    const refused = [...this.#refused].map(([manifest, problem]) =>
      this.#refusedImage(manifest, problem),
    );
    if (lost !== null || !isWorthKeeping(kept, refused.length)) {
      return { entries: [], loaded: [], refused };
    }
    const loaded = kept.flatMap((manifest) => this.#loadedImage(manifest));
    const entries = this.#root.entries.map(({ raw, references }) => ({
      raw: entryOf(raw, this.#root),
      references,
    }));
    return { entries, loaded, refused };
  };

  #keyOf(digest: Digest): string {
    const { images, artifacts } = this.#archive.contents;
    return (
      images.find(({ manifestDigest }) => manifestDigest === digest)?.key ??
      artifacts.find((artifact) => artifact.digest === digest)?.key ??
      digest
    );
  }

  /** What is attached to an image is not told of on its own. */
  #loadedImage(manifest: ReachedManifest): readonly Omit<LoadedImage, 'references' | 'added'>[] {
    const { digest, isImage, subject, content } = manifest;
    if (!isImage && subject !== null) return [];
    const config = content.find(({ role }) => role === 'config');
    const id = isImage ? (config?.digest ?? null) : null;
    return [{ key: this.#keyOf(digest), manifestDigest: digest, id }];
  }

  #refusedImage({ digest }: ReachedManifest, problem: Problem): RefusedImage {
    return { key: this.#keyOf(digest), references: namesOf(this.#root), problem };
  }
}

/** The first answer that is not null. */
function firstOf<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Result | null,
): Result | null {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== null) return answer;
  }
  return null;
}

/** A document is taken over as it came. */
function wantedDocument({ digest, location }: ReachedDocument): WantedBlob {
  return { location, digest, diffId: null, isLayer: false, plainIfOdd: false };
}

/** The entry without what would be wrong in another index: bytes that it carries itself. */
function entryOf(raw: JsonObject, { reach }: StoredRoot): JsonObject {
  const { data: _, ...rest } = raw;
  const document = [...reach.indexes, ...reach.manifests].find(
    ({ digest }) => digest === reach.root,
  );
  if (document === undefined) throw new EngineError('internal', { what: 'root' });
  const mediaType = document.mediaType === '' ? {} : { mediaType: document.mediaType };
  return { ...rest, ...mediaType, size: document.bytes };
}

/** Attestations alone are of no use when the images they speak of were refused. */
function isWorthKeeping(kept: readonly ReachedManifest[], refused: number): boolean {
  const standsAlone = kept.some(({ isImage, subject }) => isImage || subject === null);
  return standsAlone || (kept.length > 0 && refused === 0);
}

/** Why an image cannot be loaded, as far as its documents tell. */
function obstacleOf(manifest: ReachedManifest): Problem | null {
  const { content, isImage, diffIds } = manifest;
  const layers = content.filter(({ role }) => role === 'layer');
  if (isImage && diffIds === null) return refusal('config-missing', manifest.digest);
  if (isImage && diffIds !== null && diffIds !== layers.length) {
    return refusal('diff-ids-mismatch', manifest.digest, { layers: layers.length, diffIds });
  }
  const gone = content.find(({ location, isForeign }) => location === null && !isForeign);
  if (gone === undefined) return null;
  const layer = layers.indexOf(gone);
  return refusal('blob-missing', gone.digestText, {}, layer < 0 ? undefined : layer);
}

function blobProblem(manifest: ReachedManifest, intake: BlobIntake): Problem | null {
  for (const { wanted, blob, layer } of wantedOf(manifest)) {
    const problem = refusalOfBlob(intake.outcome(wanted), blob.digestText, layer);
    if (problem !== null) return problem;
  }
  return null;
}

interface WantedContent {
  readonly wanted: WantedBlob;
  readonly blob: ContentBlob;
  readonly layer: number | undefined;
}

/** What is there of a manifest's content. Foreign layers may be absent: they are kept elsewhere by intent. */
function wantedOf({ content }: ReachedManifest): readonly WantedContent[] {
  let position = -1;
  return content.flatMap((blob): readonly WantedContent[] => {
    if (blob.role === 'layer') position++;
    const { location, digest, diffId } = blob;
    if (location === null || digest === null) return [];
    const layer = blob.role === 'layer' ? position : undefined;
    const wanted = { location, digest, diffId, isLayer: diffId !== null, plainIfOdd: false };
    return [{ wanted, blob, layer }];
  });
}

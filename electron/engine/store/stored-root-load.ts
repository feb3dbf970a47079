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
import type { StoredRoot } from './source-roots.ts';
import { isStored } from './store-blobs.ts';
import { inlineWork } from './store-work.ts';

/** Loads what has OCI documents: they are kept to the byte, so that every digest stays. */
export class StoredRootLoad implements RootLoad {
  readonly #folder: string;
  readonly #root: StoredRoot;
  readonly #archive: Archive;
  readonly #refused = new Map<ReachedManifest, Problem>();

  constructor(folder: string, root: StoredRoot, archive: Archive) {
    this.#folder = folder;
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

  readonly finish = async (intake: BlobIntake): Promise<RootOutcome> => {
    const { reach, references } = this.#root;
    const kept: ReachedManifest[] = [];
    for (const manifest of reach.manifests) {
      const problem = this.#refused.get(manifest) ?? blobProblem(manifest, intake);
      const written = problem ?? (await this.#writeDocument(manifest));
      if (written === null) kept.push(manifest);
      else this.#refused.set(manifest, written);
    }
    const refused = [...this.#refused].map(([manifest, problem]) =>
      this.#refusedImage(manifest, problem),
    );
    if (!isWorthKeeping(kept, refused.length))
      return { raw: null, references, loaded: [], refused };
    for (const index of reach.indexes) {
      const problem = await this.#writeDocument(index);
      if (problem !== null) {
        const all = reach.manifests.map((each) => this.#refusedImage(each, problem));
        return { raw: null, references, loaded: [], refused: all };
      }
    }
    const loaded = kept.flatMap((manifest) => this.#loadedImage(manifest));
    return { raw: entryOf(this.#root), references, loaded, refused };
  };

  /** Copies a document as it came, unless it is there. */
  async #writeDocument({ digest, location }: ReachedDocument): Promise<Problem | null> {
    if (isStored(this.#folder, digest)) return null;
    const plain = { isLayer: false, diffId: null, plainIfOdd: false };
    const request = { folder: this.#folder, location, digest, ...plain };
    return refusalOfBlob(await inlineWork.copy(request, {}), digest);
  }

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
    return { key: this.#keyOf(digest), references: this.#root.references, problem };
  }
}

/** The entry without what would be wrong in another index: bytes that it carries itself. */
function entryOf({ raw, reach }: StoredRoot): JsonObject {
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
  const { content, isImage, config } = manifest;
  const layers = content.filter(({ role }) => role === 'layer');
  if (isImage && config === null) return refusal('config-missing', manifest.digest);
  const diffIds = config?.diffIds.length ?? 0;
  if (isImage && diffIds !== layers.length) {
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

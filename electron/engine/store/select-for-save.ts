import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import { locationBytes } from '../archive/image-parts.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type {
  ExportImage,
  ExportLayer,
  ExportRoot,
  ExportSelection,
} from '../export/export-selection.ts';
import { defaultImage } from '../image/select.ts';
import { requireTarget } from './find-image.ts';
import { manifestOf, type Library } from './library.ts';
import type { LayerRecord } from './layer-records.ts';
import type { Reach, ReachedManifest } from './reach.ts';
import { namedEntry } from './store-index.ts';
import { inlineWork, type StoreOptions } from './store-work.ts';

/**
 * What has to be written to save the images that `targets` name, with everything below them and what is attached to
 * them. An image that is chosen by a name is saved under that name alone, one that is chosen by ID under all its names,
 * as `docker save` does. Rejects with `EngineError` `image-unknown`, `image-ambiguous`, `image-incomplete`, `cancelled`.
 */
export async function selectForSave(
  library: Library,
  targets: readonly string[],
  options: StoreOptions = {},
): Promise<ExportSelection> {
  const chosen = new Map<Digest, { names: Set<string>; images: readonly Image[] }>();
  for (const text of targets) {
    const target = requireTarget(library, text);
    const [root] = target.roots;
    if (root === undefined) throw new EngineError('image-unknown', { name: text });
    const names = target.reference === null ? namesOf(library, root) : [target.reference];
    const known = chosen.get(root);
    chosen.set(root, {
      names: new Set([...(known?.names ?? []), ...names]),
      images: known?.images ?? target.images,
    });
  }
  const roots: ExportRoot[] = [];
  for (const [root, { names, images }] of chosen) {
    const image = defaultImage(images);
    roots.push(await exportRoot(library, root, [...names], image, options));
  }
  return { roots: [...roots, ...attachedRoots(library, roots)] };
}

function namesOf(library: Library, root: Digest): readonly string[] {
  return library.entries.flatMap(({ descriptor, reference }) =>
    descriptor.digest === root && reference !== null ? [reference] : [],
  );
}

async function exportRoot(
  library: Library,
  root: Digest,
  references: readonly string[],
  image: Image | null,
  options: StoreOptions,
): Promise<ExportRoot> {
  const entry = library.entries.find(({ descriptor }) => descriptor.digest === root);
  const reach = library.reaches.get(root);
  if (entry === undefined || reach === undefined || reach.absent.includes(root)) {
    throw new EngineError('image-incomplete', { name: references[0] ?? root });
  }
  const manifest = image === null ? null : manifestOf(library, image);
  return {
    raw: namedEntry(entry.raw, null).raw,
    references,
    blobs: blobsOf(reach),
    attached: false,
    image: manifest === null ? null : await exportImage(library, manifest, references, options),
  };
}

/** Documents and content that are there, outermost first. What must be there and is not fails the save. */
function blobsOf(reach: Reach): ExportRoot['blobs'] {
  const content = reach.manifests.flatMap((manifest) =>
    manifest.content.flatMap(({ digest, location, isForeign, digestText }) => {
      if (digest !== null && location !== null)
        return [{ digest, location, bytes: locationBytes(location) }];
      if (isForeign) return [];
      throw new EngineError('image-incomplete', { name: digestText });
    }),
  );
  const documents = [...reach.indexes, ...reach.manifests];
  return [
    ...documents.map(({ digest, bytes, location }) => ({ digest, bytes, location })),
    ...content,
  ];
}

/** Null when a layer is not there, or is no tar: formats that need them cannot hold such an image. */
async function exportImage(
  library: Library,
  manifest: ReachedManifest,
  references: readonly string[],
  options: StoreOptions,
): Promise<ExportImage | null> {
  const config = manifest.content.find(({ role }) => role === 'config');
  if (!config?.digest || config.location?.kind !== 'file') return null;
  const layers: ExportLayer[] = [];
  for (const { role, digest, location, diffId, mediaType } of manifest.content) {
    if (role !== 'layer') continue;
    if (digest === null || diffId === null || location?.kind !== 'file') return null;
    const record = library.records.get(digest) ?? (await measured(digest, location, options));
    if (record === null || record.diffId !== diffId) return null;
    const { compression, unpackedBytes } = record;
    layers.push({
      digest,
      bytes: location.length,
      location,
      mediaType,
      diffId,
      compression,
      unpackedBytes,
    });
  }
  const { digest, location } = config;
  return { references, config: { digest, location, bytes: location.length }, layers };
}

function measured(
  digest: Digest,
  location: NonNullable<ReachedManifest['content'][number]['location']>,
  { signal, work = inlineWork }: StoreOptions,
): Promise<LayerRecord | null> {
  return work.measure({ digest, location }, { signal });
}

/** Entries without a name whose manifests are about something that is saved. */
function attachedRoots(library: Library, roots: readonly ExportRoot[]): readonly ExportRoot[] {
  const saved = new Set(roots.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)));
  return library.entries.flatMap((entry): readonly ExportRoot[] => {
    const { digest } = entry.descriptor;
    const reach = digest === null ? undefined : library.reaches.get(digest);
    if (digest === null || reach === undefined || saved.has(digest)) return [];
    const isAttached =
      entry.reference === null &&
      reach.manifests.length > 0 &&
      reach.manifests.every(({ subject }) => subject !== null && saved.has(subject));
    if (!isAttached) return [];
    const { raw } = entry;
    return [{ raw, references: [], blobs: blobsOf(reach), image: null, attached: true }];
  });
}

import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Archive, ArchiveImage } from '../archive/archive.ts';
import { parseDescriptor } from '../image/descriptor.ts';
import { arrayOf, field, isJsonObject, type JsonObject } from '../image/json.ts';
import { isIndexType, mediaTypes } from '../image/media-type.ts';
import { referenceOfEntry } from '../image/reference-annotations.ts';
import { Reacher, type Reach, type ReachedManifest } from './reach.ts';
import { lookIntoSource } from './source-lookup.ts';

/** What a source brings into the store. */
export interface SourceRoots {
  /** What has OCI documents, which are taken over byte for byte. */
  readonly stored: readonly StoredRoot[];
  /** Images without a manifest of their own, which get one. */
  readonly bare: readonly BareImage[];
}

/** An entry of index.json with everything below it. */
export interface StoredRoot {
  /** The entry as stored. */
  readonly raw: JsonObject;
  readonly references: readonly string[];
  readonly reach: Reach;
}

export interface BareImage {
  readonly image: Image;
  readonly source: ArchiveImage;
}

/** Finds what an opened source holds. Throws `EngineError` `source-changed` and what reading gives. */
export function sourceRoots(path: string, archive: Archive): SourceRoots {
  const stored = hasDigests(archive) ? storedRoots(path, archive) : [];
  const described = new Map(
    stored.flatMap(({ reach }) => reach.manifests.map((each) => [each.digest, each] as const)),
  );
  const bare = archive.contents.images.flatMap((image): readonly BareImage[] => {
    const source = archive.images.get(image.key);
    if (source === undefined) return [];
    const manifest = image.manifestDigest === null ? null : described.get(image.manifestDigest);
    return manifest && isTrueTo(manifest, source) ? [] : [{ image, source }];
  });
  const replaced = new Set(bare.flatMap(({ image }) => image.manifestDigest ?? []));
  return { bare, stored: stored.map((root) => withoutManifests(root, replaced)) };
}

function hasDigests({ contents }: Archive): boolean {
  return !['docker-archive-v1', 'docker-archive', 'root-fs'].includes(contents.kind);
}

/** The names that manifest.json adds to those of index.json go to the entries that lead to the image. */
function storedRoots(path: string, archive: Archive): readonly StoredRoot[] {
  const lookup = lookIntoSource(path, archive);
  const reacher = new Reacher(lookup.find);
  const roots = new Map<Digest, StoredRoot>();
  for (const raw of rootEntries(archive, lookup)) {
    const descriptor = parseDescriptor(raw);
    const reach = descriptor === null ? null : reacher.reach(descriptor);
    if (descriptor === null || reach === null || reach.absent.includes(reach.root)) continue;
    const known = roots.get(reach.root);
    const reference = referenceOfEntry(descriptor);
    const named = reference === null ? [] : [reference];
    const references = [...new Set([...(known?.references ?? []), ...named])];
    roots.set(reach.root, { raw: known?.raw ?? raw, references, reach });
  }
  const named = new Set([...roots.values()].flatMap(({ references }) => references));
  return [...roots.values()].map((root) => {
    const more = archive.contents.images
      .filter(({ manifestDigest }) =>
        root.reach.manifests.some((each) => each.digest === manifestDigest),
      )
      .flatMap(({ references }) => references)
      .filter((reference) => !named.has(reference));
    return { ...root, references: [...new Set([...root.references, ...more])] };
  });
}

/** The entries of index.json; of a `dir:` the manifest or list that its manifest.json is. */
function rootEntries(
  archive: Archive,
  { index, manifest, find }: ReturnType<typeof lookIntoSource>,
): readonly JsonObject[] {
  if (archive.contents.kind !== 'docker-dir') {
    return arrayOf(field(index?.value, 'manifests')).filter(isJsonObject);
  }
  if (manifest === null || manifest.digest === null) return [];
  const stated = field(manifest.value, 'mediaType');
  const isList = Array.isArray(field(manifest.value, 'manifests'));
  const usual = isList ? mediaTypes.dockerList : mediaTypes.dockerManifest;
  const mediaType = typeof stated === 'string' && stated !== '' ? stated : usual;
  const { digest, bytes, text } = manifest;
  const entry = { mediaType, digest, size: bytes };
  const described = parseDescriptor(entry);
  if (described !== null && find(described) !== null) return [entry];
  // The document lies in no file of its digest's name: it is carried along.
  const data = Buffer.from(text).toString('base64');
  return isIndexType(mediaType) || !isList ? [{ ...entry, data }] : [];
}

/**
 * Whether the manifest describes the image as it was understood when it was opened: early Docker 25.0 wrote manifests
 * with layers missing or out of order, and schema 1 has no config.
 */
function isTrueTo(manifest: ReachedManifest, source: ArchiveImage): boolean {
  if (manifest.manifest.kind === 'schema-1') return false;
  const layers = manifest.content.filter(({ role }) => role === 'layer');
  return (
    layers.length === source.layers.length &&
    layers.every(({ digest }, at) => digest === source.layers[at]?.statedDigest)
  );
}

function withoutManifests(root: StoredRoot, digests: ReadonlySet<Digest>): StoredRoot {
  const manifests = root.reach.manifests.filter(({ digest }) => !digests.has(digest));
  return { ...root, reach: { ...root.reach, manifests } };
}

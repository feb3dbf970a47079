import type { Digest } from '../../../shared/model/digest.ts';
import type { Archive, ArchiveImage } from '../archive/archive.ts';
import { parseDescriptor } from '../image/descriptor.ts';
import { arrayOf, field, isJsonObject, type JsonObject } from '../image/json.ts';
import { isIndexType, mediaTypes } from '../image/media-type.ts';
import { referenceOfEntry } from '../image/reference-annotations.ts';
import { bareImage, type BareImage, type FindTar } from './bare-image.ts';
import { Reacher, type FindBlob, type Reach, type ReachedManifest } from './reach.ts';
import { lookIntoSource } from './source-lookup.ts';

/** What a source brings into the store. */
export interface SourceRoots {
  /** What has OCI documents, which are taken over byte for byte. */
  readonly stored: readonly StoredRoot[];
  /** Images without a manifest of their own, which get one. */
  readonly bare: readonly BareImage[];
}

/** What entries of index.json lead to, with everything below it. */
export interface StoredRoot {
  /** All entries that lead there; what each says beside the digest is its own. */
  readonly entries: readonly RootEntry[];
  readonly reach: Reach;
}

export interface RootEntry {
  /** The entry as stored. */
  readonly raw: JsonObject;
  readonly references: readonly string[];
}

/** Gives blobs and tars that a source speaks of and does not hold. */
export interface BlobSupply {
  readonly find: FindBlob;
  readonly tar: FindTar;
}

/**
 * Finds what an opened source holds, with what `supply` adds. Throws `EngineError` `source-changed` and what reading gives.
 */
export function sourceRoots(path: string, archive: Archive, supply?: BlobSupply): SourceRoots {
  const stored = hasDigests(archive) ? storedRoots(path, archive, supply) : [];
  const described = new Map(
    stored.flatMap(({ reach }) => reach.manifests.map((each) => [each.digest, each] as const)),
  );
  const bare = archive.contents.images.flatMap((image): readonly BareImage[] => {
    const source = archive.images.get(image.key);
    if (source === undefined) return [];
    const manifest = image.manifestDigest === null ? null : described.get(image.manifestDigest);
    return manifest && isTrueTo(manifest, source) ? [] : [bareImage(image, source, supply?.tar)];
  });
  const replaced = new Set(bare.flatMap(({ image }) => image.manifestDigest ?? []));
  return { bare, stored: stored.map((root) => withoutManifests(root, replaced)) };
}

function hasDigests({ contents }: Archive): boolean {
  return !['docker-archive-v1', 'docker-archive', 'root-fs'].includes(contents.kind);
}

/** The names that manifest.json adds to those of index.json go to the entries that lead to the image. */
function storedRoots(
  path: string,
  archive: Archive,
  supply: BlobSupply | undefined,
): readonly StoredRoot[] {
  const lookup = lookIntoSource(path, archive);
  const reacher = new Reacher(
    (descriptor) => lookup.find(descriptor) ?? supply?.find(descriptor) ?? null,
  );
  const roots = new Map<Digest, StoredRoot>();
  for (const raw of rootEntries(archive, lookup)) {
    const descriptor = parseDescriptor(raw);
    const reach = descriptor === null ? null : reacher.reach(descriptor);
    if (descriptor === null || reach === null || reach.absent.includes(reach.root)) continue;
    const reference = referenceOfEntry(descriptor);
    const entry = { raw, references: reference === null ? [] : [reference] };
    roots.set(reach.root, { entries: [...(roots.get(reach.root)?.entries ?? []), entry], reach });
  }
  const named = new Set([...roots.values()].flatMap(namesOf));
  return [...roots.values()].map((root) => {
    const more = archive.contents.images
      .filter(({ manifestDigest }) =>
        root.reach.manifests.some((each) => each.digest === manifestDigest),
      )
      .flatMap(({ references }) => references)
      .filter((reference) => !named.has(reference));
    return more.length === 0 ? root : withNames(root, more);
  });
}

/** All names that lead to a root, each once. */
export function namesOf({ entries }: StoredRoot): readonly string[] {
  return [...new Set(entries.flatMap(({ references }) => references))];
}

/** Names that no entry of index.json has say nothing else: they stand beside those of the first. */
function withNames({ entries, reach }: StoredRoot, names: readonly string[]): StoredRoot {
  const [first, ...rest] = entries;
  if (first === undefined) return { entries, reach };
  const references = [...new Set([...first.references, ...names])];
  return { entries: [{ ...first, references }, ...rest], reach };
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
  if (manifest.isSchemaOne) return false;
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

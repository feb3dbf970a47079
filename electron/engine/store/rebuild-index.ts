import type { Digest } from '../../../shared/model/digest.ts';
import { limits } from '../bytes/limits.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { field, parseJson } from '../image/json.ts';
import { parseManifest } from '../image/manifest.ts';
import { mediaTypes } from '../image/media-type.ts';
import { heldDigests, Reacher } from './reach.ts';
import { findStored, listBlobs, type StoredBlob } from './store-blobs.ts';
import { namedEntry, type IndexEntry } from './store-index.ts';

/** A blob this large is no manifest. */
const longestManifest = 4 * 1024 * 1024;

/**
 * Entries without a name for all manifests and indexes among the blobs that none of `known` leads to: what can be told
 * of the content of a store whose index.json is lost. A manifest that an index lists gets no entry of its own.
 */
export function rebuildEntries(
  folder: string,
  known: readonly IndexEntry[],
): readonly IndexEntry[] {
  const reacher = new Reacher((descriptor) => findStored(folder, descriptor));
  const held = new Set<Digest>();
  for (const { descriptor } of known) {
    const reach = reacher.reach(descriptor);
    if (reach !== null) for (const digest of heldDigests(reach)) held.add(digest);
  }
  const found = [...listBlobs(folder).blobs.values()]
    .filter(({ digest }) => !held.has(digest))
    .flatMap(manifestEntry)
    .toSorted((one, other) => Number(isIndex(other)) - Number(isIndex(one)));
  const entries: IndexEntry[] = [];
  for (const entry of found) {
    const { digest } = entry.descriptor;
    if (digest === null || held.has(digest)) continue;
    entries.push(entry);
    const reach = reacher.reach(entry.descriptor);
    if (reach !== null) for (const each of heldDigests(reach)) held.add(each);
  }
  return entries;
}

function manifestEntry({ digest, location, bytes }: StoredBlob): readonly IndexEntry[] {
  if (bytes > longestManifest) return [];
  const text = withBlob(location, (source) => readStart(source, limits.jsonBytes));
  // Most blobs are no JSON, which their first byte tells.
  if (text[0] !== openBrace) return [];
  const parsed = parseJson(text);
  // A config has fields of the same names as a manifest, but no version (OCI image-spec, manifest.md: required).
  const isVersioned = parsed.ok && typeof field(parsed.value, 'schemaVersion') === 'number';
  const manifest = isVersioned ? parseManifest(parsed.value) : null;
  if (manifest === null) return [];
  const usual = manifest.kind === 'index' ? mediaTypes.index : mediaTypes.manifest;
  const stated = manifest.kind === 'schema-1' ? '' : manifest.mediaType;
  return [namedEntry({ mediaType: stated || usual, digest, size: bytes }, null)];
}

const openBrace = 0x7b;

function isIndex({ descriptor }: IndexEntry): boolean {
  return (
    descriptor.mediaType === mediaTypes.index || descriptor.mediaType === mediaTypes.dockerList
  );
}

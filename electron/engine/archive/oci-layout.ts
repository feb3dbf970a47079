import { field, isJsonObject } from '../image/json.ts';
import { parseIndex } from '../image/manifest.ts';
import type { BlobStore } from './blob-store.ts';
import type { StoredDocument } from './documents.ts';
import { sortManifests, type LayoutContents } from './layout-contents.ts';
import type { Lookup } from './lookup.ts';
import { ManifestWalk } from './manifest-walk.ts';
import type { Opening } from './opening.ts';

const supportedLayout = '1.0.0';

/** Whether an OCI layout is described here at all, however broken. */
export function hasLayout(lookup: Lookup, index: StoredDocument | null): boolean {
  if (lookup.find('oci-layout') !== null) return true;
  if (index === null) return false;
  const isIndex = isJsonObject(index.value) && field(index.value, 'manifests') !== undefined;
  return isIndex || hasBlobs(lookup);
}

/** Whether anything lies where a layout keeps its blobs. */
export function hasBlobs(lookup: Lookup): boolean {
  return lookup.names.some((name) => /^blobs\/sha(?:256|384|512)\/./.test(name));
}

/** Reads an OCI image layout (OCI image-spec, image-layout.md), whether it lies in a tar or a folder. */
export async function readLayout(
  index: StoredDocument | null,
  blobs: BlobStore,
  opening: Opening,
): Promise<LayoutContents> {
  checkMarker(opening);
  if (index === null || !isJsonObject(index.value)) {
    // What is no JSON has been reported as such.
    if (index === null || index.value !== undefined) {
      opening.log.add('manifest-invalid', 'error', { member: 'index.json' });
    }
    return { images: [], artifacts: [] };
  }
  if (field(index.value, 'manifests') === undefined) {
    opening.log.add('manifest-invalid', 'error', { member: 'index.json' });
  }
  const walk = new ManifestWalk(opening, blobs);
  await walk.walkIndex(parseIndex(index.value));
  // Single platforms may be absent by intent; all of them together are a loss.
  if (walk.manifests.length === 0 && opening.log.has('platform-absent')) {
    opening.log.add('manifest-missing', 'error', { member: 'index.json' });
  }
  return sortManifests(walk.manifests, blobs, opening);
}

/** The marker must be there and say 1.0.0; both other cases are readable all the same. */
function checkMarker(opening: Opening): void {
  const { lookup, documents, log } = opening;
  const file = lookup.find('oci-layout');
  if (file === null) {
    log.add('layout-missing', 'warning', { member: 'oci-layout' });
    return;
  }
  const marker = documents.read(file.name, file.location);
  const version = field(marker?.value, 'imageLayoutVersion');
  if (version === supportedLayout) return;
  const found = typeof version === 'string' ? version : '';
  log.add('layout-version', 'warning', { member: 'oci-layout' }, { version: found });
}

import type { ArchiveKind } from '../../../shared/model/source.ts';
import { readDocument } from './begin-opening.ts';
import { isDockerList } from './docker-archive.ts';
import { isDockerDir } from './docker-dir.ts';
import { hasLegacyLayers } from './docker-v1.ts';
import type { StoredDocument } from './documents.ts';
import { hasBlobs, hasLayout } from './oci-layout.ts';
import type { Opening } from './opening.ts';

/** Which descriptions of images an archive or folder holds. */
export interface Descriptions {
  readonly kind: ArchiveKind;
  readonly index: StoredDocument | null;
  readonly manifest: StoredDocument | null;
  readonly repositories: StoredDocument | null;
  readonly hasLayout: boolean;
  readonly hasDockerList: boolean;
}

/**
 * Tells from the documents which format this is; null when no image is described. Names alone decide nothing: a web
 * application may have a manifest.json too, so a document must also have the shape it should have.
 */
export function detectDescriptions(opening: Opening): Descriptions | null {
  const { lookup } = opening;
  const isFolder = lookup.identity === null;
  const index = readDocument('index.json', opening);
  const manifest = readDocument('manifest.json', opening);
  const repositories = readDocument('repositories', opening);
  const documents = { index, manifest, repositories };

  const isLayout = hasLayout(lookup, index);
  const isBrokenList =
    manifest?.value === undefined &&
    manifest !== null &&
    (isLayout || repositories !== null || hasBlobs(lookup) || hasLegacyLayers(lookup));
  const isList = isDockerList(manifest) || isBrokenList;
  const found = { ...documents, hasLayout: isLayout, hasDockerList: isList };

  if (isLayout && isList) {
    return { ...found, kind: isFolder ? 'docker-oci-layout' : 'docker-oci-archive' };
  }
  if (isLayout) return { ...found, kind: isFolder ? 'oci-layout' : 'oci-archive' };
  if (isList) return { ...found, kind: 'docker-archive' };
  if (isDockerDir(manifest)) return { ...found, kind: 'docker-dir' };
  if ((!isFolder || repositories !== null) && hasLegacyLayers(lookup)) {
    return { ...found, kind: 'docker-archive-v1' };
  }
  if (!isFolder && hasBlobs(lookup)) return { ...found, hasLayout: true, kind: 'oci-archive' };
  return null;
}

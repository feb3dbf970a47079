import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { looksLikeConfig, parseConfig } from '../image/config.ts';
import { parseDescriptor, type Descriptor } from '../image/descriptor.ts';
import { arrayOf, entriesOf, field, textOf, textsOf } from '../image/json.ts';
import { layerFormOf } from '../image/media-type.ts';
import { noPlatform } from '../image/platform.ts';
import { familiarName } from '../image/reference.ts';
import type { BlobStore } from './blob-store.ts';
import type { StoredDocument } from './documents.ts';
import type { ImageParts, LayerParts } from './image-parts.ts';
import { folderOf, memberName } from './member-name.ts';
import type { Opening } from './opening.ts';

/** Names by the id of a `repositories` file: `app:1` for the id of its top layer. */
export type LegacyNames = ReadonlyMap<string, readonly string[]>;

/** Whether manifest.json is the list of a docker archive: items with a config or layers, or nothing at all in it. */
export function isDockerList(manifest: StoredDocument | null): boolean {
  if (manifest?.value === null) return true;
  if (!Array.isArray(manifest?.value)) return false;
  return manifest.value.every(
    (item) => field(item, 'Config') !== undefined || field(item, 'Layers') !== undefined,
  );
}

/**
 * Reads manifest.json as `docker save` has written it since 1.10, and podman, kaniko, jib and others after it: a list
 * of images, each with the member paths of its config and layers. The paths are opaque; only `blobs/<alg>/<hex>`
 * tells a digest. Keys are taken in any case, as Go's decoder does.
 */
export async function readDockerArchive(
  manifest: StoredDocument,
  blobs: BlobStore,
  legacyNames: LegacyNames,
  opening: Opening,
): Promise<readonly ImageParts[]> {
  if (!Array.isArray(manifest.value)) {
    if (manifest.value !== undefined) {
      opening.log.add('manifest-invalid', 'error', { member: manifest.name });
    }
    return [];
  }
  const images: ImageParts[] = [];
  if (manifest.value.length > limits.manifests) {
    opening.log.add('limit-reached', 'error', { member: manifest.name }, limitValues('manifests'));
  }
  for (const item of arrayOf(manifest.value).slice(0, limits.manifests)) {
    await opening.pause();
    images.push(readItem(item, blobs, legacyNames, opening));
  }
  return images;
}

function readItem(
  item: unknown,
  blobs: BlobStore,
  legacyNames: LegacyNames,
  opening: Opening,
): ImageParts {
  const config = readConfig(textOf(field(item, 'Config')), blobs, opening);
  const paths = textsOf(field(item, 'Layers')).map(memberName);
  const sources = layerSources(field(item, 'LayerSources'));
  const diffIds = config.config?.diffIds ?? [];
  const top = folderOf(paths.at(-1) ?? '');
  const names = textsOf(field(item, 'RepoTags')).map(familiarName);
  return {
    ...config,
    manifestDigest: null,
    manifestText: null,
    references: [...new Set([...names, ...(legacyNames.get(top) ?? [])])],
    annotations: new Map(),
    platform: noPlatform,
    layers: paths.map((path, position) => {
      const diffId = paths.length === diffIds.length ? (diffIds[position] ?? null) : null;
      return layerAt(path, diffId === null ? null : (sources.get(diffId) ?? null), blobs, opening);
    }),
    attachments: [],
    partMissing: false,
    historyByLayer: false,
  };
}

type ReadConfig = Pick<ImageParts, 'id' | 'configText' | 'config' | 'configProblem'>;

function readConfig(path: string, blobs: BlobStore, opening: Opening): ReadConfig {
  const nothing = { id: null, configText: null, config: null };
  const file = path === '' ? null : opening.lookup.find(path);
  if (file === null) {
    return { ...nothing, configProblem: { code: 'config-missing', member: path } };
  }
  const digest = digestOfPath(file.name);
  if (digest !== null) blobs.note(digest, null, { ...file, bytes: file.location.length });
  const document = opening.documents.read(file.name, file.location);
  const isConfig = looksLikeConfig(document?.value);
  return {
    id: document?.digest ?? null,
    configText: document?.text ?? null,
    config: isConfig ? parseConfig(document?.value) : null,
    configProblem: isConfig ? null : { code: 'config-invalid', member: file.name },
  };
}

function layerAt(
  path: string,
  source: Descriptor | null,
  blobs: BlobStore,
  opening: Opening,
): LayerParts {
  const file = opening.lookup.find(path);
  const ownDigest = digestOfPath(path);
  if (ownDigest !== null) {
    const found = file === null ? null : { ...file, bytes: file.location.length };
    blobs.note(ownDigest, source?.digest === ownDigest ? source.size : null, found);
  }
  return {
    name: path,
    form: layerFormOf(source?.mediaType ?? ''),
    mediaType: source?.mediaType ?? '',
    // A source's digest is of the blob in its registry: of what is stored here only when nothing else is.
    digest: ownDigest ?? (file === null ? (source?.digest ?? null) : null),
    location: file?.location ?? null,
    statedBytes: source?.size ?? null,
    urls: source?.urls ?? [],
    stargz: false,
  };
}

/** `LayerSources` describes layers by diffID: those that are kept elsewhere, and since Docker 25 all. */
function layerSources(value: unknown): ReadonlyMap<string, Descriptor> {
  const sources = new Map<string, Descriptor>();
  for (const [diffId, described] of entriesOf(value)) {
    const descriptor = parseDescriptor(described);
    if (descriptor !== null) sources.set(diffId, descriptor);
  }
  return sources;
}

function digestOfPath(path: string): Digest | null {
  const match = /^blobs\/([^/]+)\/([^/]+)$/.exec(path);
  return match === null ? null : parseDigest(`${match[1]}:${match[2]}`);
}

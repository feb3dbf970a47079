import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type {
  ExportBlob,
  ExportEntry,
  ExportLayer,
  ExportRoot,
  ExportSelection,
} from '../export/export-selection.ts';
import { defaultImage } from '../image/select.ts';
import { bareDocuments, nameOf, obstacleOf, type BareImage } from './bare-image.ts';
import { BareLayerFinder, type FoundLayer } from './bare-layer-finder.ts';
import { exportBlobs, exportImage } from './export-parts.ts';
import { selectRoots, type LoadSelection } from './load-selection.ts';
import { descriptorOf, layerType, type MadeDocument } from './made-documents.ts';
import { placeReference, repositoryFrom } from './place-reference.ts';
import { namesOf, sourceRoots, type BlobSupply, type StoredRoot } from './source-roots.ts';
import { namedEntry } from './store-index.ts';
import type { SourceRequest } from './store-work.ts';

/**
 * What has to be written to save images of an opened source as they are, without the store in between: the same
 * documents, digests and IDs as loading and saving them gives. What is not there is asked of `supply`. An image without an OCI manifest gets one; of its layers
 * only those are read beforehand whose digests nobody states. Names stay as the source has them. Rejects with
 * `EngineError` `image-unknown`, `image-incomplete`, `blob-damaged`, `not-an-image` for a root file system, `cancelled`,
 * and what reading gives.
 */
export async function selectFromSource(
  { path, archive }: SourceRequest,
  select: LoadSelection,
  signal?: AbortSignal,
  supply?: BlobSupply,
): Promise<ExportSelection> {
  const name = basename(path);
  if (archive.contents.kind === 'root-fs') throw new EngineError('not-an-image', { name });
  const { stored, bare } = selectRoots(sourceRoots(path, archive, supply), archive, select);
  if (stored.length + bare.length === 0) throw new EngineError('image-unknown', { name });
  const naming: Naming = (references) =>
    references.map((each) => placeReference(each, repositoryFrom(name)));
  const roots: ExportRoot[] = stored.map((root) => storedRoot(archive, root, naming));
  const finder = new BareLayerFinder(signal);
  for (const each of bare) roots.push(bareRoot(each, await layersOf(each, finder), naming));
  return { roots };
}

async function layersOf(bare: BareImage, finder: BareLayerFinder): Promise<readonly FoundLayer[]> {
  const name = nameOf(bare);
  if (obstacleOf(bare) !== null) throw new EngineError('image-incomplete', { name });
  const layers: FoundLayer[] = [];
  for (const layer of bare.layers) {
    if (layer === null) throw new EngineError('image-incomplete', { name });
    layers.push(await finder.find(layer, name));
  }
  return layers;
}

/** Names for formats that take no bare tags. */
type Naming = (references: readonly string[]) => readonly string[];

function storedRoot({ contents }: Archive, root: StoredRoot, naming: Naming): ExportRoot {
  const { reach } = root;
  const digests = new Set(reach.manifests.map(({ digest }) => digest));
  const images = contents.images.filter(
    ({ manifestDigest }) => manifestDigest !== null && digests.has(manifestDigest),
  );
  const image = defaultImage(images);
  const manifest = reach.manifests.find(({ digest }) => digest === image?.manifestDigest);
  const named = naming(namesOf(root));
  return {
    entries: root.entries.map(({ raw, references }): ExportEntry => {
      const { data: _, ...rest } = namedEntry(raw, null).raw;
      return { raw: rest, references };
    }),
    blobs: exportBlobs(reach),
    attached: reach.manifests.every(({ subject }) => subject !== null),
    image: manifest === undefined ? null : exportImage(manifest, named, new Map()),
  };
}

function bareRoot(bare: BareImage, layers: readonly FoundLayer[], naming: Naming): ExportRoot {
  const { references } = bare.image;
  const documents = bareDocuments(bare, layers);
  if (documents === null) throw new EngineError('image-incomplete', { name: nameOf(bare) });
  const config = madeBlob(documents.config);
  const typed = layers.map((layer): ExportLayer => {
    return { ...layer, mediaType: layerType(layer.compression) };
  });
  return {
    entries: [{ raw: descriptorOf(documents.manifest), references }],
    blobs: [madeBlob(documents.manifest), config, ...typed],
    attached: false,
    image: { references: naming(references), config, layers: typed },
  };
}

function madeBlob({ digest, bytes }: MadeDocument): ExportBlob {
  return { digest, bytes: bytes.length, location: { kind: 'inline', bytes }, packed: 'none' };
}

import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { locationBytes } from '../archive/image-parts.ts';
import { throwIfCancelled } from '../archive/opening.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type {
  ExportBlob,
  ExportEntry,
  ExportLayer,
  ExportRoot,
  ExportSelection,
} from '../export/export-selection.ts';
import { defaultImage } from '../image/select.ts';
import { bareDocuments, obstacleOf, type BareImage, type BareLayer } from './bare-image.ts';
import { exportBlobs, exportImage } from './export-parts.ts';
import { selectRoots, type LoadSelection } from './load-selection.ts';
import { descriptorOf, layerType, type MadeDocument } from './made-documents.ts';
import { measureLayer } from './measure-layer.ts';
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
  const finder = new LayerFinder(signal);
  for (const each of bare) roots.push(bareRoot(each, await finder.layersOf(each), naming));
  return { roots };
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
  const { references, key } = bare.image;
  const documents = bareDocuments(bare, layers);
  if (documents === null) throw new EngineError('image-incomplete', { name: references[0] ?? key });
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

type FoundLayer = Omit<ExportLayer, 'mediaType'>;

/** Finds out what bare layers become; images of one source share layers, and each is read once at most. */
class LayerFinder {
  readonly #signal: AbortSignal | undefined;
  readonly #found = new Map<string, FoundLayer>();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  async layersOf(bare: BareImage): Promise<readonly FoundLayer[]> {
    const name = bare.image.references[0] ?? bare.image.key;
    if (obstacleOf(bare) !== null) throw new EngineError('image-incomplete', { name });
    const layers: FoundLayer[] = [];
    for (const layer of bare.layers) {
      if (layer === null) throw new EngineError('image-incomplete', { name });
      layers.push(await this.#find(layer, name));
    }
    return layers;
  }

  async #find(layer: BareLayer, name: string): Promise<FoundLayer> {
    throwIfCancelled(this.#signal ?? null);
    const { location, diffId } = layer;
    const place = location.kind === 'file' ? `${location.path} ${location.offset}` : '';
    const key = `${place} ${diffId ?? ''}`;
    const known = place === '' ? undefined : this.#found.get(key);
    const found = known ?? statedLayer(layer) ?? (await this.#measure(layer, name));
    this.#found.set(key, found);
    return found;
  }

  async #measure(layer: BareLayer, name: string): Promise<FoundLayer> {
    const { location, compression, diffId } = layer;
    const context = { isCancelled: () => this.#signal?.aborted === true, progress: () => {} };
    const record = await measureLayer({ location, digest: null }, context);
    if (record === null || record.diffId !== (diffId ?? record.diffId)) {
      throw new EngineError('blob-damaged', { name });
    }
    const { unpackedBytes } = record;
    const known = { diffId: record.diffId, location, unpackedBytes };
    return layer.becomesPlain
      ? {
          ...known,
          digest: record.diffId,
          bytes: unpackedBytes,
          packed: compression,
          compression: 'none',
        }
      : { ...known, digest: record.digest, bytes: record.storedBytes, packed: 'none', compression };
  }
}

/** A layer of which the documents say all; the bytes are held against it when they are written. */
function statedLayer(layer: BareLayer): FoundLayer | null {
  const { location, compression, digest, diffId, becomesPlain } = layer;
  const isPacked = becomesPlain && compression !== 'none';
  if (digest === null || diffId === null || isPacked) return null;
  const bytes = locationBytes(location);
  const unpackedBytes = compression === 'none' ? bytes : null;
  return { digest, diffId, bytes, location, packed: 'none', compression, unpackedBytes };
}

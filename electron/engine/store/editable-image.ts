import { EngineError } from '../bytes/engine-error.ts';
import type { ExportBlob, ExportLayer } from '../export/export-selection.ts';
import { arrayOf, entriesOf, field, isJsonObject, type JsonObject } from '../image/json.ts';
import { bareDocuments, documentObstacleOf, nameOf, type BareImage } from './bare-image.ts';
import { BareLayerFinder } from './bare-layer-finder.ts';
import { partialImage } from './export-parts.ts';
import { selectRoots } from './load-selection.ts';
import { layerType } from './made-documents.ts';
import { readJson, type ReachedManifest } from './reach.ts';
import { sourceRoots } from './source-roots.ts';
import type { SourceRequest } from './store-work.ts';

/** An image that another one is to be made of. */
export interface EditableImage {
  readonly config: ExportBlob;
  /** Lowest first; null for one that is not there: it can only be dropped. */
  readonly layers: readonly (EditableLayer | null)[];
  /** Of the manifest; null for none, and in formats that have none. */
  readonly annotations: JsonObject | null;
}

export interface EditableLayer {
  readonly stored: ExportLayer;
  /** Of its descriptor. */
  readonly annotations: JsonObject | null;
}

/**
 * An image of an opened source with what there is of its layers. Of an image without an OCI manifest those layers are read
 * whose digests nobody states. Rejects with `EngineError` `image-unknown`, `image-incomplete` where its documents are
 * missing or contradict each other, `blob-damaged`, `cancelled`, and what reading gives.
 */
export async function editableImage(
  { path, archive }: SourceRequest,
  key: string,
  signal?: AbortSignal,
): Promise<EditableImage> {
  const image = archive.contents.images.find((each) => each.key === key);
  if (image === undefined) throw new EngineError('image-unknown');
  const selection = { kind: 'some', keys: [key] } as const;
  const { stored, bare } = selectRoots(sourceRoots(path, archive), archive, selection);
  const [one] = bare;
  if (one !== undefined) return bareEditable(one, signal);
  const manifest = stored
    .flatMap(({ reach }) => reach.manifests)
    .find(({ digest }) => digest === image.manifestDigest);
  const found = manifest === undefined ? null : storedEditable(manifest);
  if (found === null) throw new EngineError('image-incomplete');
  return found;
}

function storedEditable(manifest: ReachedManifest): EditableImage | null {
  const image = partialImage(manifest, new Map());
  if (image === null) return null;
  const document = readJson(manifest.location);
  const described = arrayOf(field(document, 'layers'));
  return {
    config: image.config,
    layers: image.layers.map((stored) => {
      if (stored === null) return null;
      const descriptor = described.find((each) => field(each, 'digest') === stored.digest);
      return { stored, annotations: annotationsOf(descriptor) };
    }),
    annotations: annotationsOf(document),
  };
}

function annotationsOf(document: unknown): JsonObject | null {
  const annotations = field(document, 'annotations');
  return isJsonObject(annotations) && entriesOf(annotations).length > 0 ? annotations : null;
}

async function bareEditable(
  bare: BareImage,
  signal: AbortSignal | undefined,
): Promise<EditableImage> {
  const name = nameOf(bare);
  if (documentObstacleOf(bare) !== null) throw new EngineError('image-incomplete', { name });
  const finder = new BareLayerFinder(signal);
  const layers: (EditableLayer | null)[] = [];
  for (const layer of bare.layers) {
    if (layer === null) {
      layers.push(null);
      continue;
    }
    const found = await finder.find(layer, name);
    const mediaType = layerType(found.compression);
    layers.push({ stored: { ...found, mediaType }, annotations: null });
  }
  const there = layers.flatMap((layer) => layer?.stored ?? []);
  const config = bareDocuments(bare, there)?.config;
  if (config === undefined) throw new EngineError('image-incomplete', { name });
  const { digest, bytes } = config;
  const location = { kind: 'inline', bytes } as const;
  return {
    config: { digest, bytes: bytes.length, location, packed: 'none' },
    layers,
    annotations: null,
  };
}

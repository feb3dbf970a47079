import type {
  ConflictRule,
  ExportName,
  ExportOutcome,
  ExportPlan,
  LayerExport,
} from '../../../shared/model/export.ts';
import { locationBytes } from '../archive/image-parts.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { LayerFileFormat, StoredBlob } from '../export/export-layer.ts';
import { exportLayers } from '../export/export-layers.ts';
import { requireSpace } from '../export/free-space.ts';
import { layerFileName } from '../export/layer-names.ts';
import { plannedBytes } from '../export/plan-layers.ts';
import type { PlannedLayer } from '../export/plan-layers.ts';
import type { OutputPlace } from '../export/write-pieces.ts';
import { Priority } from '../worker/task-runner.ts';
import { decidePlace, inFolder, placeName } from './export-place.ts';
import type { ExportParts } from './export-parts.ts';
import { nameToSave } from './image-saving.ts';
import type { RunningJob } from './jobs.ts';
import { planLayerFolders, runLayerFolders } from './layer-folders.ts';

/** A layer that is to be taken out. */
interface ChosenLayer extends PlannedLayer {
  readonly position: number;
  readonly layer: StoredBlob;
  /** Of its file or folder. */
  readonly name: string;
}

/** What the file of a layer is to be called, or the folder for several. */
export async function nameLayers(
  request: LayerExport,
  parts: ExportParts,
  signal: AbortSignal,
): Promise<ExportName> {
  return nameOf(request, await chosenLayers(request, parts, signal), parts);
}

/** What taking layers out would do. Layers are read for that only where they are to be unpacked. */
export async function planLayers(
  request: LayerExport,
  parts: ExportParts,
  signal: AbortSignal,
): Promise<ExportPlan> {
  const { format } = request;
  const layers = await chosenLayers(request, parts, signal);
  const plan = { ...nameOf(request, layers, parts), saved: null };
  if (format === 'folder') return { ...plan, ...(await planLayerFolders(request, parts, signal)) };
  return { ...plan, bytes: plannedBytes(layers, format), files: layers.length, losses: [] };
}

/**
 * Writes one layer to a file, or several into a folder, which is made when it is not there. Rejects with `EngineError`
 * `layer-unavailable` for a layer that is not in the archive, and like `exportLayers` and `unpackListing`.
 */
export async function runLayers(
  request: LayerExport,
  wanted: OutputPlace,
  rule: ConflictRule,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  const { format, level } = request;
  const layers = await chosenLayers(request, parts, job.signal);
  const [first] = layers;
  if (format === 'folder') {
    return runLayerFolders(request, layers, wanted, rule, parts, job);
  }
  if (layers.length === 1 && first !== undefined) {
    return runOne(first, { format, level }, wanted, rule, parts, job);
  }
  if (wanted.kind === 'descriptor') throw new EngineError('arguments-invalid', { at: 'layers' });
  return inFolder(wanted.path, (folder) =>
    exportLayers({ layers, format, level, folder, rule }, parts.work, job),
  );
}

function nameOf(
  request: LayerExport,
  layers: readonly ChosenLayer[],
  { sources }: ExportParts,
): ExportName {
  const [first] = layers;
  return layers.length === 1 && first !== undefined
    ? { name: first.name, isFolder: request.format === 'folder' }
    : { name: `${nameToSave(sources, [request])}-layers`, isFolder: true };
}

async function runOne(
  chosen: ChosenLayer,
  how: { readonly format: LayerFileFormat; readonly level: number | null },
  wanted: OutputPlace,
  rule: ConflictRule,
  { work }: ExportParts,
  { signal, progress }: RunningJob,
): Promise<ExportOutcome> {
  const decided = await decidePlace(wanted, rule, false);
  if (decided.kind === 'told') return decided.outcome;
  const { place } = decided;
  const { layer } = chosen;
  if (place.kind === 'file') {
    await requireSpace(place.path, plannedBytes([chosen], how.format) ?? 0);
  }
  const total = locationBytes(layer.location);
  const { bytes } = await work.layer(
    { ...how, layer, place },
    { signal, progress: (done) => progress(done, total) },
  );
  return { kind: 'done', name: placeName(place), bytes, files: 1, losses: [] };
}

/** The chosen layers in the order of the stack, each once. */
async function chosenLayers(
  { grant, image: key, layers, format }: LayerExport,
  { sources, tasks }: ExportParts,
  signal: AbortSignal,
): Promise<readonly ChosenLayer[]> {
  const image = sources.opened(grant).image(key);
  const positions = [...new Set(layers)].toSorted((a, b) => a - b);
  const found = positions.map((position) => {
    const layer = image.layers[position];
    if (layer === undefined) throw new EngineError('arguments-invalid', { layer: position });
    const { location, availability } = layer;
    const isStored = format === 'blob' || availability === 'available';
    if (location === null || !isStored) {
      throw new EngineError('layer-unavailable', { layer: position });
    }
    return { position, layer, location };
  });
  const locations = found.map(({ location }) => location);
  const options = { priority: Priority.interactive, signal };
  const compressions = await tasks.run('layers.sniff', { locations }, options);
  const known = await unpackedSizes(grant, key, sources);
  return found.map(({ position, layer, location }, at): ChosenLayer => {
    const compression = compressions[at]!;
    const { statedDigest: digest, statedDiffId: diffId } = layer;
    const named = { index: position, compression, digest, diffId };
    return {
      position,
      layer: { location, compression, digest, diffId },
      name: layerFileName(named, format, image.layers.length),
      compression,
      storedBytes: locationBytes(location),
      unpackedBytes: known.get(position) ?? null,
    };
  });
}

/** Bytes of the tars of an image's layers, where it has been read. */
async function unpackedSizes(
  grant: LayerExport['grant'],
  key: string,
  sources: ExportParts['sources'],
): Promise<ReadonlyMap<number, number>> {
  const read = await sources
    .opened(grant)
    .known(key)
    .catch(() => null);
  const facts = read?.facts.layers ?? [];
  return new Map(facts.map(({ index, unpackedBytes }) => [index, unpackedBytes]));
}

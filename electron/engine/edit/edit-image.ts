import { EngineError } from '../bytes/engine-error.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import { arrayOf, field, isJsonObject, parseJson, textOf } from '../image/json.ts';
import { nameToGive } from '../store/place-reference.ts';
import { editableImage, type EditableImage } from '../store/editable-image.ts';
import { missingLayer, type EditLayer } from './edit-layer.ts';
import { EditProgress } from './edit-progress.ts';
import type { EditContext, EditPlan, EditRequest, MadeEdit } from './edit-request.ts';
import { runSteps, type SteppedImage } from './edit-steps.ts';
import type { EditedImage } from './edited-image.ts';
import { editedSelection } from './edited-selection.ts';
import { layerPlanner, LayerWriter, type LayerMaker } from './layer-maker.ts';
import { LayerReader } from './layer-reader.ts';

/**
 * What an edit would do, to the byte, with nothing written: layers that would be squashed are listed, folders and tars
 * that would be appended are looked at. Rejects like `makeEdit`, but for what only reading every byte shows.
 */
export async function planEdit(request: EditRequest, context: EditContext = {}): Promise<EditPlan> {
  const edit = await beginEdit(request, context);
  const { image, losses } = await edit.run(layerPlanner, async () => {});
  return {
    saved: {
      layersBefore: edit.start.layers.length,
      layersAfter: image.layers.length,
      unpackedBefore: await edit.unpackedBytes(edit.start.layers),
      // No layer of what comes out is missing.
      unpackedAfter: (await edit.unpackedBytes(image.layers)) ?? 0,
      settingsKept: image.settingsKept,
      historyLost: image.historyLost,
    },
    losses,
  };
}

/**
 * Makes a new image of one. Layers that no step touches keep their stored bytes and digests; new ones are written into
 * files in `spoolDir`, none of which stays behind when this fails. The same image and the same steps give the same
 * digests: no clock, no chance and no file name goes into them.
 *
 * Rejects with `EngineError` `image-unknown`, `image-incomplete` for an image of which a layer that is not dropped is
 * missing or foreign, `not-an-image`, `blob-damaged` where a layer that must be read is not what the documents say, `layer-unavailable`,
 * `not-a-layer`, `change-invalid`, `reference-invalid`, `arguments-invalid`, `limit-reached`, `disk-full`,
 * `not-writable`, `permission-denied`, `source-changed`, `cancelled`.
 */
export async function makeEdit(request: EditRequest, context: EditContext = {}): Promise<MadeEdit> {
  const { reference, packing, spoolDir } = request;
  const references = reference === null ? [] : [nameToGive(reference)];
  const edit = await beginEdit(request, context);
  const { signal } = context;
  const writer = new LayerWriter({ folder: spoolDir, packing, progress: edit.progress, signal });
  try {
    const { image, losses } = await edit.run(writer, async (layers) => {
      await writer.keepOnly(layers);
    });
    const selection = editedSelection(image, references);
    return { selection, files: await writer.keepOnly(image.layers), losses };
  } catch (error) {
    await writer.keepOnly([]);
    throw error;
  }
}

interface Edit {
  readonly start: EditedImage;
  readonly progress: EditProgress;
  readonly run: (
    maker: LayerMaker,
    settle: (layers: readonly EditLayer[]) => Promise<void>,
  ) => Promise<SteppedImage>;
  /** Null when a layer is missing. */
  readonly unpackedBytes: (layers: readonly EditLayer[]) => Promise<number | null>;
}

async function beginEdit(request: EditRequest, { signal, progress }: EditContext): Promise<Edit> {
  const { source, image, steps, cacheDir, spoolDir, packing } = request;
  const chosen = await editableImage(source, image, signal);
  const start = startOf(chosen);
  const told = new EditProgress(progress);
  const stargz = stargzLayers(source.archive.images.get(image)?.layers ?? [], chosen);
  const reader = new LayerReader({ cacheDir, progress: told, stargz, signal });
  const time = timeOf(start);
  return {
    start,
    progress: told,
    run: (maker, settle) =>
      runSteps(start, steps, { reader, maker, packing, time, spoolDir, signal, settle }),
    unpackedBytes: async (layers) => {
      if (layers.includes(missingLayer)) return null;
      let sum = 0;
      for (const layer of layers) {
        const known = layer.stored?.unpackedBytes ?? null;
        sum += known ?? (await reader.index(layer, false)).unpackedBytes;
      }
      return sum;
    },
  };
}

function startOf({ config, layers, annotations }: EditableImage): EditedImage {
  const bytes = withBlob(config.location, (blob) => readStart(blob, limits.jsonBytes + 1));
  const parsed = parseJson(bytes);
  if (!parsed.ok && parsed.code === 'json-too-large') {
    throw new EngineError('limit-reached', limitValues(parsed.limit));
  }
  if (!parsed.ok || !isJsonObject(parsed.value)) throw new EngineError('not-an-image');
  const history = field(parsed.value, 'history');
  return {
    config: parsed.value,
    history: Array.isArray(history) ? arrayOf(history) : null,
    historyLost: false,
    settingsKept: [],
    layers: layers.map((layer) => {
      if (layer === null) return missingLayer;
      const { stored, annotations: own } = layer;
      return { stored, index: null, ...(own === null ? {} : { annotations: own }) };
    }),
    annotations,
  };
}

/**
 * When the image says it was made (RFC 3339, with its zone); the beginning of 1970 where it does not, or says a time
 * before that.
 */
function timeOf({ config }: EditedImage): number {
  const created = textOf(field(config, 'created'));
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(created);
  const time = isWhole ? Date.parse(created) : Number.NaN;
  return Number.isNaN(time) ? 0 : Math.max(0, Math.floor(time / 1000) * 1000);
}

function stargzLayers(
  said: readonly { readonly stargz: boolean }[],
  { layers }: EditableImage,
): ReadonlySet<Digest> {
  if (said.length !== layers.length) return new Set();
  return new Set(
    layers.flatMap((layer, at) =>
      layer !== null && said[at]?.stargz === true ? [layer.stored.digest] : [],
    ),
  );
}

import type {
  ExportBlob,
  ExportLayer,
  ExportRoot,
  ExportSelection,
} from '../export/export-selection.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { field, isJsonObject } from '../image/json.ts';
import { mediaTypes } from '../image/media-type.ts';
import { descriptorOf, makeDocument, makeManifest } from '../store/made-documents.ts';
import type { MadeDocument } from '../store/made-documents.ts';
import type { EditLayer } from './edit-layer.ts';
import type { EditedImage } from './edited-image.ts';
import { withFields } from './with-fields.ts';

/**
 * What has to be written to save an edited image: its config with the new diffIDs and history, everything else in it as
 * it was, and an OCI manifest with the annotations of the one before. Both depend on what they speak of alone.
 */
export function editedSelection(
  image: EditedImage,
  references: readonly string[],
): ExportSelection {
  const layers = image.layers.map(({ stored }): ExportLayer => {
    if (stored === null) throw new EngineError('internal', { what: 'layer' });
    return stored;
  });
  const config = makeDocument(configOf(image, layers), mediaTypes.config);
  const described = layers.map((layer, at) => ({ ...layer, ...annotationsOf(image.layers[at]) }));
  const manifest = makeManifest(config, described, image.annotations);
  const root: ExportRoot = {
    entries: [{ raw: descriptorOf(manifest), references }],
    blobs: [madeBlob(manifest), madeBlob(config), ...layers],
    attached: false,
    image: { references, config: madeBlob(config), layers },
  };
  return { roots: [root] };
}

function annotationsOf(layer: EditLayer | undefined): Pick<EditLayer, 'annotations'> {
  return layer?.annotations === undefined ? {} : { annotations: layer.annotations };
}

function configOf(
  { config, history }: EditedImage,
  layers: readonly ExportLayer[],
): EditedImage['config'] {
  const stated = field(config, 'rootfs');
  const rootfs = withFields(isJsonObject(stated) ? stated : {}, {
    type: 'layers',
    diff_ids: layers.map(({ diffId }) => diffId),
  });
  return withFields(config, { rootfs, history: history ?? undefined });
}

function madeBlob({ digest, bytes }: MadeDocument): ExportBlob {
  return { digest, bytes: bytes.length, location: { kind: 'inline', bytes }, packed: 'none' };
}

import { digestHex, type Digest } from '../../../shared/model/digest.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { readStart, withBlob } from '../bytes/random-access.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import { chainIds } from '../image/chain.ts';
import { entriesOf, field, isJsonObject, parseJson, type JsonObject } from '../image/json.ts';
import { listItem, repositoriesOf, topId } from './docker-list.ts';
import type { ExportImage, ExportLayer } from './export-selection.ts';
import type { Output } from './output-tar.ts';

/** Writes the bytes of a layer: as a plain tar, or packed in a way that engines unpack. */
export type WriteLayer = (name: string, layer: ExportLayer) => Promise<void>;

/**
 * Writes images as `docker save` did from 1.10 to 24, which docker and podman of any age load: `<id>/layer.tar` plain,
 * `<config>.json`, manifest.json, and the documents of the format before it. The id of a layer is its chainID, so images
 * that share a stack share the folders. A layer that stands at several places is written once and linked to. Of a delta
 * the lowest layers are named and not there: Docker takes those it has by their chainID and never looks for them.
 */
export async function writeDockerArchive(
  images: readonly ExportImage[],
  output: Output,
  writeLayer: WriteLayer,
): Promise<void> {
  const folderOfDiff = new Map<Digest, string>();
  const written = new Set<string>();
  const items: JsonObject[] = [];
  const tops: { image: ExportImage; top: string }[] = [];
  for (const image of images) {
    const ids = layerIds(image);
    const lacking = image.lacking ?? 0;
    for (const [position, layer] of image.layers.entries()) {
      const id = ids[position] ?? '';
      if (position < lacking || written.has(id)) continue;
      written.add(id);
      await output.folder(id);
      await output.file(`${id}/VERSION`, encode('1.0'));
      await output.file(`${id}/json`, legacyDocument(image, ids, position));
      const first = folderOfDiff.get(layer.diffId);
      folderOfDiff.set(layer.diffId, first ?? id);
      if (first === undefined) await writeLayer(`${id}/layer.tar`, layer);
      else await output.link(`${id}/layer.tar`, `../${first}/layer.tar`);
    }
    const config = `${digestHex(image.config.digest)}.json`;
    if (!written.has(config)) await output.file(config, documentOf(image));
    written.add(config);
    const layers = image.layers.map(({ diffId }, position) => {
      const folder = position < lacking ? ids[position] : folderOfDiff.get(diffId);
      return `${folder ?? ''}/layer.tar`;
    });
    items.push(listItem(image, config, layers));
    tops.push({ image, top: topId(image, ids) });
  }
  await output.file('manifest.json', encode(JSON.stringify(items)));
  const repositories = repositoriesOf(tops);
  if (repositories !== null)
    await output.file('repositories', encode(JSON.stringify(repositories)));
}

/** ChainIDs in hex: they name a layer together with everything below it, as the old ids did. */
function layerIds(image: ExportImage): readonly string[] {
  return chainIds(image.layers.map(({ diffId }) => diffId)).map((id) =>
    id === null ? '' : digestHex(id),
  );
}

/** What readers of the first format need: the parent, and for the top layer the config of the container. */
function legacyDocument(image: ExportImage, ids: readonly string[], position: number): Uint8Array {
  const parsed = parseJson(documentOf(image));
  const config: unknown = parsed.ok ? parsed.value : null;
  const isTop = position === ids.length - 1;
  const copied = ['created', 'architecture', 'os', 'author', ...(isTop ? ['config'] : [])];
  const known = copied.flatMap((name): readonly (readonly [string, unknown])[] => {
    const value = field(config, name);
    return value === undefined ? [] : [[name, value]];
  });
  const parent = ids[position - 1];
  return encode(
    JSON.stringify({
      id: ids[position],
      ...(parent === undefined ? {} : { parent }),
      created: '1970-01-01T00:00:00Z',
      ...Object.fromEntries(isJsonObject(config) ? known : entriesOf(null)),
    }),
  );
}

/** The config to the byte. */
function documentOf({ config }: ExportImage): Uint8Array {
  if (config.bytes > limits.jsonBytes) {
    throw new EngineError('limit-reached', limitValues('jsonBytes'));
  }
  return withBlob(config.location, (source) => readStart(source, limits.jsonBytes));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

import type { Image } from '../../../shared/model/image.ts';
import type { Layer, LayerAvailability } from '../../../shared/model/layer.ts';
import type { Digest } from '../../../shared/model/digest.ts';
import { limits, limitValues } from '../bytes/limits.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import { pairHistory } from '../image/history.ts';
import { mergePlatforms, noPlatform } from '../image/platform.ts';
import type { ArchiveImage, ArchiveLayer } from './archive.ts';
import { locationBytes, type ImageParts, type LayerParts } from './image-parts.ts';

export interface AssembledImage {
  readonly image: Image;
  readonly archiveImage: ArchiveImage;
}

/**
 * Makes the image that the user sees from its parts: pairs layers with diffIDs and with history, and names what is
 * missing as problems of this image.
 */
export function assembleImage(stated: ImageParts, key: string, log: ProblemLog): AssembledImage {
  const parts = limitLayers(stated, key, log);
  const { config, layers } = parts;
  const diffIds = config?.diffIds ?? [];
  const positions = pairDiffIds(parts, key, log);
  const history = pairHistory(config?.history ?? null, positions, positionCount(parts));
  if (!history.agrees) {
    const values = { steps: history.stepsWithLayer, layers: positionCount(parts) };
    log.add('history-mismatch', 'note', { image: key }, values);
  }
  if (parts.configProblem !== null) {
    const { code, member } = parts.configProblem;
    log.add(code, 'error', { image: key, member });
  }
  const archiveLayers = layers.map((layer, index) =>
    archiveLayer(layer, diffIdAt(diffIds, positions[index] ?? null)),
  );
  for (const [index, layer] of layers.entries()) reportLayer(layer, index, key, log);
  const image: Image = {
    key,
    id: parts.id,
    manifestDigest: parts.manifestDigest,
    references: parts.references,
    platform: mergePlatforms(parts.platform, config?.platform ?? noPlatform),
    created: config?.created ?? null,
    layers: layers.map((layer, index): Layer => ({
      index,
      availability: availabilityOf(layer),
      digest: layer.digest,
      diffId: diffIdAt(diffIds, positions[index] ?? null),
      mediaType: layer.mediaType,
      storedBytes: layer.location === null ? layer.statedBytes : locationBytes(layer.location),
      command: history.commands[index] ?? null,
      urls: layer.urls,
    })),
    history: history.steps,
    attachments: parts.attachments,
    complete:
      parts.configProblem === null &&
      !parts.partMissing &&
      layers.every((layer) => layer.location !== null),
  };
  const documents = { manifest: parts.manifestText, config: parts.configText };
  const { annotations } = parts;
  return { image, archiveImage: { key, documents, annotations, layers: archiveLayers } };
}

function limitLayers(parts: ImageParts, key: string, log: ProblemLog): ImageParts {
  if (parts.layers.length <= limits.layers) return parts;
  log.add('limit-reached', 'error', { image: key }, limitValues('layers'));
  return { ...parts, layers: parts.layers.slice(0, limits.layers), partMissing: true };
}

/** Layers that history can speak about: those of the config, or the listed ones where the format has no diffIDs. */
function positionCount(parts: ImageParts): number {
  return parts.historyByLayer ? parts.layers.length : (parts.config?.diffIds.length ?? 0);
}

/**
 * For each layer the place of its diffID in the config. Layer i belongs to diffID i when there are as many of one as
 * of the other. Otherwise the archive was trimmed, and only a layer whose digest is itself a diffID (an uncompressed
 * blob) can be placed (engines refuse such archives).
 */
function pairDiffIds(parts: ImageParts, key: string, log: ProblemLog): readonly (number | null)[] {
  const { config, layers } = parts;
  if (parts.historyByLayer) return layers.map((_, index) => index);
  if (config === null) return layers.map(() => null);
  if (config.diffIds.length === layers.length) return layers.map((_, index) => index);
  const values = { layers: layers.length, diffIds: config.diffIds.length };
  log.add('diff-ids-mismatch', 'warning', { image: key }, values);
  const places = placesOf(config.diffIds);
  let from = 0;
  return layers.map((layer) => {
    const left = (layer.digest === null ? undefined : places.get(layer.digest)) ?? [];
    while ((left.at(-1) ?? from) < from) left.pop();
    const found = left.pop() ?? null;
    if (found !== null) from = found + 1;
    return found;
  });
}

/** All places of each diffID, the lowest last, to be taken from there: one may stand several times in a stack. */
function placesOf(diffIds: readonly (Digest | null)[]): ReadonlyMap<Digest, number[]> {
  const places = new Map<Digest, number[]>();
  for (const [place, diffId] of [...diffIds.entries()].toReversed()) {
    if (diffId === null) continue;
    const known = places.get(diffId);
    if (known === undefined) places.set(diffId, [place]);
    else known.push(place);
  }
  return places;
}

function diffIdAt(diffIds: readonly (Digest | null)[], position: number | null): Digest | null {
  return position === null ? null : (diffIds[position] ?? null);
}

function archiveLayer(layer: LayerParts, diffId: Digest | null): ArchiveLayer {
  return {
    name: layer.name,
    availability: availabilityOf(layer),
    location: layer.location,
    statedDiffId: diffId,
    statedDigest: layer.digest,
    stargz: layer.stargz,
  };
}

function availabilityOf(layer: LayerParts): LayerAvailability {
  if (layer.location === null) {
    return layer.form === 'foreign' || layer.urls.length > 0 ? 'foreign' : 'missing';
  }
  return layer.form === 'tar' || layer.form === 'foreign' ? 'available' : layer.form;
}

function reportLayer(layer: LayerParts, index: number, image: string, log: ProblemLog): void {
  const where = { image, layer: index, member: layer.name };
  switch (availabilityOf(layer)) {
    case 'available':
      return;
    case 'missing':
      return log.add('blob-missing', 'error', where);
    case 'foreign':
      return log.add('layer-foreign', 'warning', where, { urls: layer.urls.length });
    case 'encrypted':
      return log.add('layer-encrypted', 'warning', where, { mediaType: layer.mediaType });
    case 'unsupported':
    case 'not-a-layer':
      return log.add('layer-unsupported', 'warning', where, { mediaType: layer.mediaType });
  }
}

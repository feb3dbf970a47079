import type { Digest } from '../../../shared/model/digest.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import type { ImageParts, LayerParts } from './image-parts.ts';

/**
 * One list of images from two descriptions of the same archive: those of index.json first, then those that only
 * manifest.json has. Images are the same when their configs are. Their names are put together. Where the layer lists
 * disagree, manifest.json's is taken: early Docker 25.0 wrote OCI manifests with layers missing or out of order, and
 * engines with a graph driver load by manifest.json alone.
 */
export function mergeDescriptions(
  fromIndex: readonly ImageParts[],
  fromManifest: readonly ImageParts[],
  log: ProblemLog,
): readonly ImageParts[] {
  const merged: ImageParts[] = [];
  const placesById = new Map<Digest, number[]>();
  function add(image: ImageParts): void {
    if (image.id !== null) {
      const places = placesById.get(image.id);
      if (places === undefined) placesById.set(image.id, [merged.length]);
      else places.push(merged.length);
    }
    merged.push(image);
  }
  for (const image of fromIndex) add(image);
  for (const image of fromManifest) {
    const same = image.id === null ? [] : (placesById.get(image.id) ?? []);
    const equal = same.find((at) => haveSameLayers(merged[at]?.layers ?? [], image.layers));
    const at = equal ?? same[0];
    const known = at === undefined ? undefined : merged[at];
    if (at === undefined || known === undefined) {
      add(image);
      continue;
    }
    const references = [...new Set([...known.references, ...image.references])];
    if (equal !== undefined) {
      merged[at] = { ...known, references };
    } else if (known === fromIndex[at]) {
      const values = { index: known.layers.length, manifest: image.layers.length };
      log.add('descriptions-differ', 'warning', { member: 'manifest.json' }, values);
      merged[at] = { ...known, references, layers: takeLayers(image.layers, known.layers) };
    } else {
      add(image);
    }
  }
  return merged;
}

function haveSameLayers(one: readonly LayerParts[], other: readonly LayerParts[]): boolean {
  return one.length === other.length && one.every((layer, at) => isSameLayer(layer, other[at]));
}

function isSameLayer(one: LayerParts, other: LayerParts | undefined): boolean {
  if (other === undefined) return false;
  if (one.location?.kind === 'file' && other.location?.kind === 'file') {
    return (
      one.location.path === other.location.path && one.location.offset === other.location.offset
    );
  }
  return one.name === other.name || (one.digest !== null && one.digest === other.digest);
}

/** The layers of manifest.json with what index.json knows beyond the path: media type, digest, size. */
function takeLayers(
  layers: readonly LayerParts[],
  described: readonly LayerParts[],
): readonly LayerParts[] {
  return layers.map((layer) => described.find((each) => isSameLayer(each, layer)) ?? layer);
}

import type { Digest } from '../../../shared/model/digest.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { chainIds } from '../image/chain.ts';
import type { LackingLayer } from '../image/delta-document.ts';
import type { ExportBlob, ExportImage, ExportLayer, ExportSelection } from './export-selection.ts';

/**
 * A selection of one image without the layers that a base has, and with a document that names them.
 *
 * What may be left out depends on the form. A docker archive goes by chainID: an engine takes a layer that it has only
 * where everything below is the same, and looks for the file of any other. So the common bottom of the stack is left
 * out, and nothing above it. A layout goes by blobs: whatever blob the base has, or can give by unpacking one, is left
 * out wherever it stands; one that the base has only packed in another way stays, since its bytes cannot be had from
 * there. The two in one file leave out what both can do without.
 *
 * Manifests, configs and indexes are all there, to the byte.
 *
 * @throws EngineError `image-incomplete` for what is no single image of tars
 */
export function makeDelta(
  selection: ExportSelection,
  base: ExportSelection,
  format: SaveFormat,
): ExportSelection {
  const image = onlyImage(selection);
  const baseImage = onlyImage(base);
  const common = commonBottom(image, baseImage);
  const byBlob = format !== 'docker-archive';
  const byChain = format === 'docker-archive' || format === 'docker-oci-archive';
  const given = givenBy(base);
  const isGiven = ({ digest, diffId }: ExportLayer): boolean =>
    given.digests.has(digest) || (digest === diffId && given.diffIds.has(diffId));
  // A blob that stands at several places is there for all of them or for none.
  const needed = new Set(
    image.layers
      .filter((layer, at) => (byChain && at >= common) || (byBlob && !isGiven(layer)))
      .map(({ digest }) => digest),
  );
  const lacking = image.layers.flatMap(({ digest, diffId }, position): readonly LackingLayer[] => {
    const isLacking = byBlob ? !needed.has(digest) : position < common;
    return isLacking ? [{ position, diffId, digest: byBlob ? digest : null }] : [];
  });
  const left = new Set(lacking.flatMap(({ digest }) => digest ?? []));
  const isLeft = ({ digest }: ExportBlob): boolean => left.has(digest);
  const roots = selection.roots.map((root) => ({
    ...root,
    blobs: root.blobs.filter((blob) => !isLeft(blob)),
    image: root.image === null || byBlob ? root.image : { ...root.image, lacking: common },
  }));
  const [reference = null] = baseImage.references;
  const delta = {
    image: image.config.digest,
    base: { image: baseImage.config.digest, reference },
    layers: lacking,
  };
  return { roots, delta };
}

/** How many layers from the bottom two images have in common. */
function commonBottom(image: ExportImage, base: ExportImage): number {
  const ids = chainIds(image.layers.map(({ diffId }) => diffId));
  const baseIds = chainIds(base.layers.map(({ diffId }) => diffId));
  const first = ids.findIndex((id, position) => id === null || id !== baseIds[position]);
  return first < 0 ? ids.length : first;
}

/** What a base can give: blobs as they lie there, and tars by unpacking. */
function givenBy({ roots }: ExportSelection): {
  readonly digests: ReadonlySet<Digest>;
  readonly diffIds: ReadonlySet<Digest>;
} {
  const layers = roots.flatMap(({ image }) => image?.layers ?? []);
  return {
    digests: new Set(layers.map(({ digest }) => digest)),
    diffIds: new Set(layers.map(({ diffId }) => diffId)),
  };
}

/** The image of a selection that was made for one. */
function onlyImage({ roots }: ExportSelection): ExportImage {
  const images = roots.flatMap(({ attached, image }) => (attached ? [] : (image ?? [])));
  const [image] = images;
  if (image === undefined || images.length > 1) throw new EngineError('image-incomplete');
  return image;
}

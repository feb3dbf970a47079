import { platformText } from '../../shared/model/platform.ts';
import type { StoreImage } from '../../shared/model/store.ts';

/** An image of the layer store as JSON. */
export function storeImageRecord({ image, roots, labels, size, dangling }: StoreImage): object {
  return {
    key: image.key,
    id: image.id,
    manifestDigest: image.manifestDigest,
    roots,
    references: image.references,
    platform: platformText(image.platform),
    created: image.created,
    complete: image.complete,
    dangling,
    labels,
    layers: image.layers.length,
    ...size,
  };
}

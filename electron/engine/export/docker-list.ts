import { digestHex } from '../../../shared/model/digest.ts';
import type { JsonObject } from '../image/json.ts';
import { fullName, parseReference } from '../image/reference.ts';
import type { ExportImage } from './export-selection.ts';

/**
 * The names that Docker takes in `RepoTags`: whole names with a tag. Those of docker.io are written without it, as
 * `docker save` does. A bare tag is none.
 */
export function repoTags(references: readonly string[]): readonly string[] {
  return references.filter((name) => /[/:]/.test(name) && hasTag(name));
}

/** One item of manifest.json, as `docker save` has written it since 1.10. */
export function listItem(
  image: ExportImage,
  config: string,
  layers: readonly string[],
): JsonObject {
  const tags = repoTags(image.references);
  return { Config: config, RepoTags: tags.length === 0 ? null : tags, Layers: layers };
}

/** `LayerSources`: what each layer is, by diffID; Docker writes it since 25 for every layer. */
export function layerSources(image: ExportImage): JsonObject {
  return Object.fromEntries(
    image.layers.map(({ diffId, digest, bytes, mediaType }) => [
      diffId,
      { mediaType, size: bytes, digest },
    ]),
  );
}

/** The file `repositories`: `{repository: {tag: id of the top layer}}`; null when nothing has a name. */
export function repositoriesOf(
  images: readonly { readonly image: ExportImage; readonly top: string }[],
): JsonObject | null {
  const repositories = new Map<string, Map<string, string>>();
  for (const { image, top } of images) {
    for (const name of repoTags(image.references)) {
      const cut = name.lastIndexOf(':');
      const tags = repositories.get(name.slice(0, cut)) ?? new Map<string, string>();
      repositories.set(name.slice(0, cut), tags.set(name.slice(cut + 1), top));
    }
  }
  if (repositories.size === 0) return null;
  const plain = [...repositories].map(([name, tags]) => [name, Object.fromEntries(tags)] as const);
  return Object.fromEntries(plain);
}

/** Id of an image without layers: there is nothing else to take it from. */
export function topId(image: ExportImage, chain: readonly string[]): string {
  return chain.at(-1) ?? digestHex(image.config.digest);
}

function hasTag(name: string): boolean {
  const reference = parseReference(name);
  return reference !== null && reference.digest === null && fullName(name).includes(':');
}

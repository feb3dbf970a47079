import { libraryGrant } from '../../../shared/model/library.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { FollowedHit } from '../../../shared/model/search.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { SearchCatalog } from '../search/search-catalog.ts';
import type { HitImage } from '../search/search-hits.ts';
import { runSliced } from '../tree/slices.ts';
import type { ReadImage } from './image-reading.ts';
import { LayerNumbers } from './layer-numbers.ts';
import type { Sources } from './sources.ts';

/** An image of something open. */
export interface OpenImage {
  readonly grant: Grant;
  readonly image: Image;
  /** Null while it has not been read. */
  readonly read: ReadImage | null;
}

/** Every image that is open, those of the library last. */
export function openImages(sources: Sources): readonly OpenImage[] {
  const all = sources.all();
  const ordered = [
    ...all.filter(({ grant }) => grant !== libraryGrant),
    ...all.filter(({ grant }) => grant === libraryGrant),
  ];
  return ordered.flatMap(({ grant, source }) =>
    source.archive.contents.images.map((image) => {
      return { grant, image, read: source.readByNow(image.key) };
    }),
  );
}

/** An image in the catalog. */
export interface SearchedImage extends OpenImage {
  readonly read: ReadImage;
}

/** Whether nothing about an image has changed. */
export function isSameImage(image: SearchedImage, other: SearchedImage | undefined): boolean {
  return other !== undefined && other.grant === image.grant && other.read === image.read;
}

/** The images that have been read, made ready for searching. */
export class SearchImages {
  readonly catalog = new SearchCatalog();
  readonly #images: SearchedImage[] = [];
  readonly #numbers = new LayerNumbers();

  /** By position in the catalog. */
  get images(): readonly SearchedImage[] {
    return this.#images;
  }

  get hitImages(): readonly HitImage[] {
    return this.#images.map(({ grant, image }) => {
      return { grant, image: image.key, commands: image.layers.map(({ command }) => command) };
    });
  }

  /** Layers that could not be read, each once. */
  get unreadLayers(): number {
    const unread = this.#images.flatMap(({ grant, image, read }) =>
      read.layers.flatMap((layer, position) =>
        layer === null
          ? [image.layers[position]?.diffId ?? `${grant}/${image.key}/${position}`]
          : [],
      ),
    );
    return new Set(unread).size;
  }

  /** Where among some versions a hit is that may have been found among others; null when it is not there. */
  placeOf({ grant, image, node, layer }: FollowedHit, versions: Uint32Array): number | null {
    const number = this.#images.findIndex(
      (other) => other.grant === grant && other.image.key === image,
    );
    const version = number === -1 ? null : this.catalog.versionAt(number, layer, node);
    const place = version === null ? -1 : versions.indexOf(version);
    return place === -1 ? null : place;
  }

  /** Whether these are the first of `images`, so that only the others have to be added. */
  beginsWith(images: readonly SearchedImage[]): boolean {
    return this.#images.every((image, place) => isSameImage(image, images[place]));
  }

  /** Adds what is in `images` behind those that are there, in turns with other work. */
  async addRest(images: readonly SearchedImage[]): Promise<void> {
    for (const added of images.slice(this.#images.length)) {
      const { tree, layers } = added.read;
      const numbers = layers.map((layer, position) => {
        const stated = added.image.layers[position]?.diffId ?? null;
        return layer === null ? null : this.#numbers.numberOf(layer, stated);
      });
      this.#images.push(added);
      await runSliced(this.catalog.add({ tree, layers: numbers }));
    }
  }
}

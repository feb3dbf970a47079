import type { Image } from '../../../shared/model/image.ts';
import type { ImageFacts } from '../../../shared/model/source-state.ts';

/** The layers up to `to` that could not be read, the lowest first: the union after `to` is without what they hold. */
export function unreadLayers(image: Image, facts: ImageFacts, to: number): readonly number[] {
  const read = new Set(facts.layers.map(({ index }) => index));
  return image.layers.map(({ index }) => index).filter((index) => index <= to && !read.has(index));
}

import type { ImageChoice } from '../../shared/model/export.ts';
import type { Situation } from './situation.ts';

/** The image that is meant, as the engine names it; a bare root file system is one, too. */
export function meantImage({
  source,
  image,
}: Pick<Situation, 'source' | 'image'>): ImageChoice | null {
  return source === null || image === null ? null : { grant: source.grant, image: image.key };
}

import { none } from '../tree/union-tree.ts';
import type { CatalogImage } from './catalog-image.ts';

/** An event by which a layer puts a path there. */
export interface ImageEvent {
  readonly image: CatalogImage;
  readonly event: number;
}

/**
 * Whether two events of one layer at one path, in images where it stands on different layers, bring the same: folders
 * that no layer has an entry for, or an entry of the same layer, which for a hard link may be a lower one.
 */
export function isSameVersion(one: ImageEvent, other: ImageEvent): boolean {
  const [a, b] = [one.image.tree, other.image.tree];
  if (a.dataEntry[one.event] !== b.dataEntry[other.event]) return false;
  if (a.dataEntry[one.event] === none) return true;
  const layer = one.image.layers[a.dataLayer[one.event]!] ?? null;
  return layer !== null && layer === other.image.layers[b.dataLayer[other.event]!];
}

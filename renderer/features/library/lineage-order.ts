import type { Lineage } from '../../../shared/model/lineage.ts';

/** An image of the library in the order of its family. */
export interface KeptRelative {
  /** Key of the image in the library. */
  readonly key: string;
  /** 1 for an image that stands on none of the others. */
  readonly level: number;
}

/**
 * The images of the library, each before those that are built on it. An image stands below the nearest one of the
 * library that it is built on, though others that are only open may lie between them.
 */
export function orderByLineage(lineage: Lineage): readonly KeptRelative[] {
  const keyOf = lineage.images.map(
    ({ places }) => places.find(({ source }) => source === 'store')?.key ?? null,
  );
  const children = new Map<number | null, number[]>();
  for (const image of lineage.images.keys()) {
    if (keyOf[image] === null) continue;
    const parent = nearestKept(lineage, keyOf, image);
    children.set(parent, [...(children.get(parent) ?? []), image]);
  }
  const ordered: KeptRelative[] = [];
  const pending = (children.get(null) ?? []).toReversed().map((image) => ({ image, level: 1 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { image, level } = next;
    const key = keyOf[image];
    if (typeof key === 'string') ordered.push({ key, level });
    for (const child of (children.get(image) ?? []).toReversed()) {
      pending.push({ image: child, level: level + 1 });
    }
  }
  return ordered;
}

/** Parents have shorter chains, so that going up ends. */
function nearestKept(
  lineage: Lineage,
  keyOf: readonly (string | null)[],
  image: number,
): number | null {
  let parents = lineage.images[image]?.parents ?? [];
  while (parents.length > 0) {
    const kept = parents.find((parent) => keyOf[parent] !== null);
    if (kept !== undefined) return kept;
    parents = lineage.images[parents[0] ?? -1]?.parents ?? [];
  }
  return null;
}

import type { Digest } from '../../../shared/model/digest.ts';
import type { Archive } from '../archive/archive.ts';
import type { Reach } from './reach.ts';
import type { SourceRoots, StoredRoot } from './source-roots.ts';

/** Which images and artifacts of a source to load. */
export type LoadSelection =
  | { readonly kind: 'all' }
  /** By their keys in the source. */
  | { readonly kind: 'some'; readonly keys: readonly string[] };

/**
 * The part of a source's roots that was selected. Of an index of several platforms the index itself stays with the
 * chosen platforms, as engines keep it: its digest is what the name stands for. What is attached to a chosen image
 * (attestations, signatures) comes along.
 */
export function selectRoots(
  roots: SourceRoots,
  archive: Archive,
  selection: LoadSelection,
): SourceRoots {
  if (selection.kind === 'all') return roots;
  const keys = new Set(selection.keys);
  const { images, artifacts } = archive.contents;
  const chosen = new Set<Digest>([
    ...images.flatMap(({ key, manifestDigest }) => (keys.has(key) ? (manifestDigest ?? []) : [])),
    ...artifacts.flatMap(({ key, digest }) => (keys.has(key) ? (digest ?? []) : [])),
  ]);
  const above = new Set<Digest>(chosen);
  for (const { reach } of roots.stored) {
    if (!reach.manifests.some(({ digest }) => chosen.has(digest))) continue;
    for (const { digest } of reach.indexes) above.add(digest);
  }
  return {
    bare: roots.bare.filter(({ image }) => keys.has(image.key)),
    stored: roots.stored.flatMap((root) => chosenPart(root, chosen, above)),
  };
}

function chosenPart(
  root: StoredRoot,
  chosen: ReadonlySet<Digest>,
  above: ReadonlySet<Digest>,
): readonly StoredRoot[] {
  const reach = withManifests(root.reach, chosen, above);
  return reach.manifests.length === 0 ? [] : [{ ...root, reach }];
}

/** The part of what a root leads to that belongs to chosen manifests: these, what is attached to them, and all indexes. */
export function chosenReach(reach: Reach, chosen: ReadonlySet<Digest>): Reach {
  const above = new Set([...chosen, ...reach.indexes.map(({ digest }) => digest)]);
  return withManifests(reach, chosen, above);
}

function withManifests(
  reach: Reach,
  chosen: ReadonlySet<Digest>,
  above: ReadonlySet<Digest>,
): Reach {
  const manifests = reach.manifests.filter(
    ({ digest, subject }) => chosen.has(digest) || (subject !== null && above.has(subject)),
  );
  return { ...reach, manifests };
}

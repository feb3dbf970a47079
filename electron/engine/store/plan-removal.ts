import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import type {
  BlobRole,
  KeptBlob,
  PlannedBlob,
  RemovalPlan,
  RemovedEntry,
} from '../../../shared/model/store.ts';
import { findTarget } from './find-image.ts';
import { usedDigests } from './list-images.ts';
import type { Library } from './library.ts';
import { heldDigests, type Reach } from './reach.ts';

export interface PruneOptions {
  /** Images without a name. */
  readonly dangling: boolean;
  /** Blobs that nothing names. */
  readonly unreferenced: boolean;
}

const mostUsers = 10;

/**
 * What removing the images that `targets` name would do. A name of something that has other names only goes itself; an
 * ID, a digest or a key takes the image with all its names, and of an index of platforms all of it.
 */
export function planRemoval(library: Library, targets: readonly string[]): RemovalPlan {
  const names = new Set<string>();
  const roots = new Set<Digest>();
  const unknown: string[] = [];
  for (const text of targets) {
    const target = findTarget(library, text);
    if (target === null) unknown.push(text);
    else if (target.reference === null) for (const root of target.roots) roots.add(root);
    else names.add(target.reference);
  }
  const going = library.entries.filter(
    ({ descriptor, reference }) =>
      (descriptor.digest !== null && roots.has(descriptor.digest)) ||
      (reference !== null && names.has(reference)),
  );
  return { ...planOf(library, going.flatMap(removedEntry), false), unknown };
}

/**
 * What pruning would do: remove images without a name and what is attached to them, and blobs that nothing names. An
 * artifact without a name stays, unless it is attached to an image that goes.
 */
export function planPrune(library: Library, options: PruneOptions): RemovalPlan {
  const named = new Set<Digest>();
  for (const { descriptor, reference } of library.entries) {
    const reach = descriptor.digest === null ? undefined : library.reaches.get(descriptor.digest);
    if (reference !== null && reach !== undefined) {
      for (const digest of heldDigests(reach)) named.add(digest);
    }
  }
  const going = options.dangling
    ? library.entries.filter(({ descriptor, reference }) => {
        const { digest } = descriptor;
        const reach = digest === null ? undefined : library.reaches.get(digest);
        if (reference !== null || digest === null || reach === undefined) return false;
        return !named.has(digest) && reach.manifests.some(({ isImage }) => isImage);
      })
    : [];
  return planOf(library, going.flatMap(removedEntry), options.unreferenced);
}

function removedEntry({
  descriptor,
  reference,
}: Library['entries'][number]): readonly RemovedEntry[] {
  return descriptor.digest === null ? [] : [{ digest: descriptor.digest, reference }];
}

/** The whole plan from the entries that go; `loose`: with blobs that nothing named before. */
function planOf(library: Library, chosen: readonly RemovedEntry[], loose: boolean): RemovalPlan {
  const entries = withAttached(library, chosen);
  const staying = stayingReaches(library, entries);
  const stays = digestsOf(staying.values());
  const goingReaches = [...library.reaches.values()].filter(({ root }) => !staying.has(root));
  const goes = digestsOf(goingReaches);
  const roles = rolesOf(goingReaches);
  const used = usedDigests(library);
  const blobs: PlannedBlob[] = [];
  const kept: KeptBlob[] = [];
  for (const { digest, bytes } of library.blobs.values()) {
    const role = roles.get(digest) ?? 'unreferenced';
    if (goes.has(digest) && stays.has(digest)) {
      kept.push({ digest, bytes, role, usedBy: usersOf(library, staying, digest) });
    } else if (goes.has(digest) || (loose && !used.has(digest))) {
      blobs.push({ digest, bytes, role });
    }
  }
  return {
    entries,
    untagged: entries.flatMap(({ digest, reference }) =>
      staying.has(digest) ? (reference ?? []) : [],
    ),
    removed: library.images.filter((image) => goesWhole(image, goes, stays)).map(removedImage),
    blobs,
    freedBytes: blobs.reduce((sum, { bytes }) => sum + bytes, 0),
    kept,
    unknown: [],
  };
}

/** Entries without a name that are attached to something that goes (signatures, SBOMs) go with it. */
function withAttached(library: Library, chosen: readonly RemovedEntry[]): readonly RemovedEntry[] {
  let entries = chosen;
  for (;;) {
    const staying = stayingReaches(library, entries);
    const stays = digestsOf(staying.values());
    const lost = digestsOf([...library.reaches.values()].filter(({ root }) => !staying.has(root)));
    const more = library.entries.flatMap((entry) => {
      const { digest } = entry.descriptor;
      const reach = digest === null ? undefined : staying.get(digest);
      if (reach === undefined || entry.reference !== null) return [];
      const isAttached =
        reach.manifests.length > 0 &&
        reach.manifests.every(
          ({ subject }) => subject !== null && lost.has(subject) && !stays.has(subject),
        );
      return isAttached ? removedEntry(entry) : [];
    });
    if (more.length === 0) return entries;
    entries = [...entries, ...more];
  }
}

/** What entries lead to that do not go. */
function stayingReaches(
  library: Library,
  going: readonly RemovedEntry[],
): ReadonlyMap<Digest, Reach> {
  const staying = new Map<Digest, Reach>();
  for (const { descriptor, reference } of library.entries) {
    const { digest } = descriptor;
    const reach = digest === null ? undefined : library.reaches.get(digest);
    if (digest === null || reach === undefined) continue;
    if (!going.some((entry) => entry.digest === digest && entry.reference === reference)) {
      staying.set(digest, reach);
    }
  }
  return staying;
}

function digestsOf(reaches: Iterable<Reach>): ReadonlySet<Digest> {
  const digests = new Set<Digest>();
  for (const reach of reaches) for (const digest of heldDigests(reach)) digests.add(digest);
  return digests;
}

function rolesOf(reaches: readonly Reach[]): ReadonlyMap<Digest, BlobRole> {
  const roles = new Map<Digest, BlobRole>();
  for (const { indexes, manifests } of reaches) {
    for (const { digest } of indexes) roles.set(digest, 'index');
    for (const { digest, content } of manifests) {
      roles.set(digest, 'manifest');
      for (const blob of content) if (blob.digest !== null) roles.set(blob.digest, blob.role);
    }
  }
  return roles;
}

function usersOf(
  library: Library,
  staying: ReadonlyMap<Digest, Reach>,
  digest: Digest,
): readonly string[] {
  const users: string[] = [];
  for (const reach of staying.values()) {
    for (const manifest of reach.manifests) {
      if (users.length >= mostUsers) break;
      const uses =
        manifest.digest === digest || manifest.content.some((blob) => blob.digest === digest);
      if (!uses) continue;
      const image = library.images.find(({ manifestDigest }) => manifestDigest === manifest.digest);
      users.push(image?.references[0] ?? image?.key ?? manifest.digest);
    }
  }
  return [...new Set(users)];
}

function goesWhole(
  { manifestDigest }: Image,
  goes: ReadonlySet<Digest>,
  stays: ReadonlySet<Digest>,
): boolean {
  return manifestDigest !== null && goes.has(manifestDigest) && !stays.has(manifestDigest);
}

function removedImage({ key, id, references }: Image): RemovalPlan['removed'][number] {
  return { key, id, references };
}

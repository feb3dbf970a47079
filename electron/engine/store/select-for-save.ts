import type { Digest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { ExportEntry, ExportRoot, ExportSelection } from '../export/export-selection.ts';
import { defaultImage } from '../image/select.ts';
import { exportBlobs, exportImage } from './export-parts.ts';
import { requireTarget } from './find-image.ts';
import { manifestOf, type Library } from './library.ts';
import { chosenReach } from './load-selection.ts';
import { namedEntry, type IndexEntry } from './store-index.ts';

/**
 * What has to be written to save the images of the library that `targets` name, with everything below them and what is
 * attached to them. An image that is chosen by a name is saved under that name alone, one that is chosen by ID under all
 * its names, as `docker save` does. Of a name for several platforms only the images with `keys` are taken, where those are
 * given; the index stays as it is, since its digest is what the name stands for. Throws `EngineError` `image-unknown`,
 * `image-ambiguous`, `image-incomplete`.
 */
export function selectForSave(
  library: Library,
  targets: readonly string[],
  keys: readonly string[] | null = null,
): ExportSelection {
  const wanted = keys === null ? null : manifestsOf(library, keys);
  const chosen = new Map<Digest, { names: Set<string>; images: readonly Image[] }>();
  for (const text of targets) {
    const target = requireTarget(library, text);
    const [root] = target.roots;
    if (root === undefined) throw new EngineError('image-unknown', { name: text });
    const names = target.reference === null ? namesOf(library, root) : [target.reference];
    const known = chosen.get(root);
    chosen.set(root, {
      names: new Set([...(known?.names ?? []), ...names]),
      images: [...(known?.images ?? []), ...target.images],
    });
  }
  const roots = [...chosen].map(([root, { names, images }]) =>
    exportRoot(library, root, names, defaultImage(images), wanted),
  );
  return { roots: [...roots, ...attachedRoots(library, roots)] };
}

function manifestsOf({ images }: Library, keys: readonly string[]): ReadonlySet<Digest> {
  return new Set(
    images.flatMap(({ key, manifestDigest }) => (keys.includes(key) ? (manifestDigest ?? []) : [])),
  );
}

function entriesFor(library: Library, root: Digest): readonly IndexEntry[] {
  return library.entries.filter(({ descriptor }) => descriptor.digest === root);
}

function namesOf(library: Library, root: Digest): readonly string[] {
  return entriesFor(library, root).flatMap(({ reference }) => reference ?? []);
}

function exportRoot(
  library: Library,
  root: Digest,
  names: ReadonlySet<string>,
  image: Image | null,
  wanted: ReadonlySet<Digest> | null,
): ExportRoot {
  const entries = entriesFor(library, root);
  const [first] = entries;
  const references = [...names];
  const reach = library.reaches.get(root);
  if (first === undefined || reach === undefined || reach.absent.includes(root)) {
    throw new EngineError('image-incomplete', { name: references[0] ?? root });
  }
  const manifest = image === null ? null : manifestOf(library, image);
  const named = entries.filter(({ reference }) => reference !== null && names.has(reference));
  return {
    entries:
      named.length === 0
        ? [exportEntry(first, references)]
        : named.map((each) => exportEntry(each)),
    blobs: exportBlobs(wanted === null ? reach : chosenReach(reach, wanted)),
    attached: false,
    image: manifest === null ? null : exportImage(manifest, references, library.records),
  };
}

function exportEntry(
  { raw, reference }: IndexEntry,
  references: readonly string[] = reference === null ? [] : [reference],
): ExportEntry {
  return { raw: namedEntry(raw, null).raw, references };
}

/** Entries without a name whose manifests are about something that is saved. */
function attachedRoots(library: Library, roots: readonly ExportRoot[]): readonly ExportRoot[] {
  const saved = new Set(roots.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)));
  return library.entries.flatMap((entry): readonly ExportRoot[] => {
    const { digest } = entry.descriptor;
    const reach = digest === null ? undefined : library.reaches.get(digest);
    if (digest === null || reach === undefined || saved.has(digest)) return [];
    const isAttached =
      entry.reference === null &&
      reach.manifests.length > 0 &&
      reach.manifests.every(({ subject }) => subject !== null && saved.has(subject));
    if (!isAttached) return [];
    const entries = [exportEntry(entry)];
    return [{ entries, blobs: exportBlobs(reach), image: null, attached: true }];
  });
}

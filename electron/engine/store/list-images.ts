import picomatch from 'picomatch';
import type { Digest } from '../../../shared/model/digest.ts';
import type { Image, ImageDocuments } from '../../../shared/model/image.ts';
import type {
  Label,
  StoreFilter,
  StoreImage,
  StoreSize,
  StoreTotals,
} from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { entriesOf, field, parseJson } from '../image/json.ts';
import { familiarName, fullName } from '../image/reference.ts';
import { PatternBudget } from '../view/pattern-budget.ts';
import { requireImage } from './find-image.ts';
import { manifestOf, rootsOf, type Library } from './library.ts';
import { heldDigests } from './reach.ts';

/**
 * The images of the store that a filter lets through, the newest first, as `docker image ls` has them. Throws
 * `EngineError` `image-unknown` for an image of `before` or `since` that is not there, `pattern-slow`.
 */
export function listImages(library: Library, filter: StoreFilter = {}): readonly StoreImage[] {
  const users = usersOf(library);
  const passes = passesFilter(library, filter);
  return library.images
    .map((image) => describe(library, image, users))
    .filter(passes)
    .toSorted((one, other) => timeOf(other.image) - timeOf(one.image));
}

/** One image with everything its documents say. */
export interface InspectedImage extends StoreImage {
  readonly documents: ImageDocuments;
}

/** The image of a name or ID; of several platforms the usual one. Throws `EngineError` `image-unknown`. */
export function inspectImage(library: Library, text: string): InspectedImage {
  const image = requireImage(library, text);
  const documents = library.archive?.images.get(image.key)?.documents;
  if (documents === undefined) throw new EngineError('image-unknown', { name: text });
  return { ...describe(library, image, usersOf(library)), documents };
}

/** What the store takes. A layer counts once in whatever forms it is stored; a blob counts once. */
export function storeTotals(library: Library): StoreTotals {
  const used = usedDigests(library);
  const layers = new Map<Digest, number>();
  for (const image of library.images) {
    for (const layer of image.layers) {
      const record = layer.digest === null ? undefined : library.records.get(layer.digest);
      const diffId = record?.diffId ?? layer.diffId;
      if (diffId !== null)
        layers.set(diffId, Math.max(layers.get(diffId) ?? 0, record?.unpackedBytes ?? 0));
    }
  }
  const blobs = [...library.blobs.values()];
  const loose = blobs.filter(({ digest }) => !used.has(digest));
  return {
    images: library.images.length,
    layers: layers.size,
    storedBytes: sum(blobs.map(({ bytes }) => bytes)),
    unpackedBytes: sum([...layers.values()]),
    unreferencedBlobs: loose.length,
    unreferencedBytes: sum(loose.map(({ bytes }) => bytes)),
  };
}

/** Digests of everything that an entry of index.json leads to. */
export function usedDigests(library: Library): ReadonlySet<Digest> {
  const used = new Set<Digest>();
  for (const reach of library.reaches.values()) {
    for (const digest of heldDigests(reach)) used.add(digest);
  }
  return used;
}

/** By digest of a blob, the manifests that name it. */
type Users = ReadonlyMap<Digest, ReadonlySet<Digest>>;

function usersOf(library: Library): Users {
  const users = new Map<Digest, Set<Digest>>();
  for (const reach of library.reaches.values()) {
    for (const { digest, content } of reach.manifests) {
      for (const blob of content) {
        if (blob.digest === null) continue;
        const known = users.get(blob.digest);
        if (known === undefined) users.set(blob.digest, new Set([digest]));
        else known.add(digest);
      }
    }
  }
  return users;
}

function describe(library: Library, image: Image, users: Users): StoreImage {
  return {
    image,
    roots: rootsOf(library, image).map(({ root }) => root),
    labels: labelsOf(library, image),
    size: sizeOf(library, image, users),
    dangling: image.references.length === 0,
  };
}

function sizeOf(library: Library, image: Image, users: Users): StoreSize {
  const manifest = manifestOf(library, image);
  const content = new Set(manifest?.content.flatMap(({ digest }) => digest ?? []) ?? []);
  let sharedBytes = 0;
  let uniqueBytes = manifest?.bytes ?? 0;
  for (const digest of content) {
    const bytes = library.blobs.get(digest)?.bytes ?? 0;
    if ((users.get(digest)?.size ?? 0) > 1) sharedBytes += bytes;
    else uniqueBytes += bytes;
  }
  const unpacked = image.layers.map(({ digest }) =>
    digest === null ? undefined : library.records.get(digest)?.unpackedBytes,
  );
  const isKnown = unpacked.every((bytes) => bytes !== undefined);
  return {
    storedBytes: sharedBytes + uniqueBytes,
    sharedBytes,
    uniqueBytes,
    unpackedBytes: isKnown ? sum(unpacked) : null,
  };
}

function labelsOf(library: Library, image: Image): readonly Label[] {
  const text = library.archive?.images.get(image.key)?.documents.config ?? null;
  const parsed = text === null ? null : parseJson(new TextEncoder().encode(text));
  const labels = parsed?.ok === true ? field(field(parsed.value, 'config'), 'Labels') : null;
  return entriesOf(labels).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ name, value }] : [],
  );
}

function passesFilter(library: Library, filter: StoreFilter): (image: StoreImage) => boolean {
  const { references = [], dangling, labels = [], before, since } = filter;
  const named = references.length === 0 ? null : referencesLike(library, references);
  const latest = before === undefined ? null : timeOf(requireImage(library, before));
  const earliest = since === undefined ? null : timeOf(requireImage(library, since));
  return (stored) =>
    (named === null || stored.image.references.some((reference) => named.has(reference))) &&
    (dangling === undefined || stored.dangling === dangling) &&
    labels.every((label) => hasLabel(stored, label)) &&
    (latest === null || timeOf(stored.image) < latest) &&
    (earliest === null || timeOf(stored.image) > earliest);
}

/**
 * The references that one of some globs fits: over the whole name, with or without its tag and host, as Docker's
 * `reference=` filter is.
 *
 * @throws EngineError `pattern-slow`
 */
function referencesLike({ images }: Library, globs: readonly string[]): ReadonlySet<string> {
  const references = images.flatMap((image) => image.references);
  const found = globs.flatMap((glob) => {
    const matches = picomatch(glob, { dot: true });
    const fits = (reference: string): boolean => {
      const forms = new Set([reference, familiarName(reference), fullName(reference)]);
      return [...forms].some((form) => matches(form) || matches(withoutTag(form)));
    };
    return new PatternBudget(glob).run(() => references.filter(fits));
  });
  return new Set(found);
}

function withoutTag(reference: string): string {
  const colon = reference.lastIndexOf(':');
  return colon > reference.lastIndexOf('/') ? reference.slice(0, colon) : reference;
}

function hasLabel({ labels }: StoreImage, wanted: string): boolean {
  const cut = wanted.indexOf('=');
  const name = cut < 0 ? wanted : wanted.slice(0, cut);
  return labels.some(
    (label) => label.name === name && (cut < 0 || label.value === wanted.slice(cut + 1)),
  );
}

/** Milliseconds since 1970; an image that does not say when it was made is older than any other. */
function timeOf({ created }: Image): number {
  const time = created === null ? Number.NaN : Date.parse(created);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, each) => total + (each ?? 0), 0);
}

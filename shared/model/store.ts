import type { Digest } from './digest.ts';
import type { Image } from './image.ts';
import type { Problem } from './problem.ts';

/** An image as the layer store keeps it. */
export interface StoreImage {
  readonly image: Image;
  /** Digests of the entries of index.json that lead to it: its own manifest, or the index of its platforms. */
  readonly roots: readonly Digest[];
  readonly labels: readonly Label[];
  readonly size: StoreSize;
  /** No name leads to it. */
  readonly dangling: boolean;
}

export interface Label {
  readonly name: string;
  readonly value: string;
}

/** What an image takes in the store. Stored bytes and unpacked bytes are never added to each other. */
export interface StoreSize {
  /** Bytes of its blobs: manifest, config and layers. */
  readonly storedBytes: number;
  /** Of those, what other images use too. */
  readonly sharedBytes: number;
  /** Of those, what removing this image alone would free. */
  readonly uniqueBytes: number;
  /** Uncompressed tars of its layers; null while one of them is not known. */
  readonly unpackedBytes: number | null;
}

/** The store as a whole. Every blob is counted once, and every layer once in whatever forms it is stored. */
export interface StoreTotals {
  readonly images: number;
  /** Different diffIDs. */
  readonly layers: number;
  readonly storedBytes: number;
  readonly unpackedBytes: number;
  /** Blobs that nothing names: what `prune` frees beside dangling images. */
  readonly unreferencedBlobs: number;
  readonly unreferencedBytes: number;
}

/** Which images `ls` lists. What is absent or empty does not restrict. */
export interface StoreFilter {
  /** Globs over whole names or parts of them from a slash on, as `docker image ls --filter reference=` takes. */
  readonly references?: readonly string[];
  readonly dangling?: boolean;
  /** `name` or `name=value`; all must be there. */
  readonly labels?: readonly string[];
  /** Only images made before, or after, the image of this name or ID. */
  readonly before?: string;
  readonly since?: string;
}

/** A name that stood for one thing and now stands for another. */
export interface NameMove {
  readonly reference: string;
  readonly from: Digest;
  readonly to: Digest;
}

/** What loading did. */
export interface LoadResult {
  readonly loaded: readonly LoadedImage[];
  readonly refused: readonly RefusedImage[];
  readonly moved: readonly NameMove[];
  readonly writtenBlobs: number;
  readonly writtenBytes: number;
  /** Blobs that were there already. */
  readonly knownBlobs: number;
  readonly knownBytes: number;
}

export interface LoadedImage {
  /** Key in the source it came from; of an artifact too. */
  readonly key: string;
  readonly manifestDigest: Digest;
  /** Null for an artifact. */
  readonly id: Digest | null;
  readonly references: readonly string[];
  /** False when the store had it already. */
  readonly added: boolean;
}

/** An image that is not stored because something is missing or wrong. */
export interface RefusedImage {
  readonly key: string;
  readonly references: readonly string[];
  readonly problem: Problem;
}

/** What removing would do; nothing has been done. Made by `planRemoval` and `planPrune`, done by `removePlanned`. */
export interface RemovalPlan {
  /** Entries of index.json that go. */
  readonly entries: readonly RemovedEntry[];
  /** Names that go while the image stays. */
  readonly untagged: readonly string[];
  /** Images that go. */
  readonly removed: readonly RemovedImage[];
  /** Files that go. */
  readonly blobs: readonly PlannedBlob[];
  /** Sum of the bytes of `blobs`. */
  readonly freedBytes: number;
  /** What the removed images use and others too: it stays. */
  readonly kept: readonly KeptBlob[];
  /** Targets that name nothing. */
  readonly unknown: readonly string[];
}

export interface RemovedEntry {
  readonly digest: Digest;
  readonly reference: string | null;
}

export interface RemovedImage {
  readonly key: string;
  readonly id: Digest | null;
  readonly references: readonly string[];
}

export type BlobRole = 'index' | 'manifest' | 'config' | 'layer' | 'blob' | 'unreferenced';

export interface PlannedBlob {
  readonly digest: Digest;
  readonly role: BlobRole;
  readonly bytes: number;
}

export interface KeptBlob extends PlannedBlob {
  /** Names, or keys where there is no name, of images that use it; at most ten. */
  readonly usedBy: readonly string[];
}

/** What removing did. */
export interface RemovalResult {
  readonly removedBlobs: number;
  readonly freedBytes: number;
  /** Planned files that stay, because something began to use them after the plan was made. */
  readonly stillUsed: number;
}

/** Something that a check of the store found, and what became of it. */
export interface StoreFinding {
  readonly problem: Problem;
  /** `found`: left as it is. `mended`: set right. `moved-aside`: put into quarantine, and still on the disk. */
  readonly outcome: 'found' | 'mended' | 'moved-aside';
  /** Where it was moved to, below the store's folder; null otherwise. */
  readonly quarantine: string | null;
}

/** What a check of the store came to. */
export interface StoreReport {
  readonly findings: readonly StoreFinding[];
  /** No finding is an error that is still there. */
  readonly sound: boolean;
  readonly checkedBlobs: number;
  readonly checkedBytes: number;
}

/**
 * What images can be written as. `docker-archive`: as Docker before 25 saves. `docker-oci-archive`: as Docker 25 and
 * later, an OCI layout and Docker's own documents in one file.
 */
export const saveFormats = [
  'docker-archive',
  'docker-oci-archive',
  'oci-archive',
  'oci-layout',
] as const;

export type SaveFormat = (typeof saveFormats)[number];

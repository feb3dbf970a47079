import {
  canCompute,
  digestAlgorithm,
  digestHex,
  type Digest,
} from '../../../shared/model/digest.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { ProblemLog } from '../bytes/problem-log.ts';
import type { Descriptor } from '../image/descriptor.ts';
import type { ArchiveBlob } from './archive.ts';
import type { Lookup } from './lookup.ts';

/** A blob that is in the archive. */
export interface FoundBlob {
  readonly name: string;
  readonly location: BlobLocation;
  readonly bytes: number;
}

/** The names a blob can have in a layout, best first. */
export type BlobNames = (digest: Digest) => readonly string[];

/** The only name in an OCI image layout. */
export function layoutNames(digest: Digest): readonly string[] {
  return [layoutName(digest)];
}

/** `blobs/<algorithm>/<encoded>` (OCI image-spec, image-layout.md). */
export function layoutName(digest: Digest): string {
  return `blobs/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}

/** A skopeo `dir:`: bare hex, of old versions with `.tar`; manifests of a list with `.manifest.json`. */
export function dockerDirNames(digest: Digest): readonly string[] {
  const hex = digestHex(digest);
  return [hex, `${hex}.manifest.json`, `${hex}.tar`];
}

/** Finds blobs by digest, and keeps the list of those that a proof has to look at. */
export class BlobStore {
  readonly #lookup: Lookup;
  readonly #names: BlobNames;
  readonly #log: ProblemLog;
  readonly #blobs = new Map<Digest, ArchiveBlob>();

  constructor(lookup: Lookup, names: BlobNames, log: ProblemLog) {
    this.#lookup = lookup;
    this.#names = names;
    this.#log = log;
  }

  /** The blob of a descriptor, from the archive or from the descriptor's own `data`; null when it is in neither. */
  find(descriptor: Descriptor): FoundBlob | null {
    const { digest, data } = descriptor;
    if (digest === null) return null;
    for (const name of this.#names(digest)) {
      const file = this.#lookup.find(name);
      if (file !== null) return { ...file, bytes: file.location.length };
    }
    if (data === null) return null;
    return { name: digest, location: { kind: 'inline', bytes: data }, bytes: data.length };
  }

  /** The blob that a digest alone names. */
  findDigest(digest: Digest): FoundBlob | null {
    for (const name of this.#names(digest)) {
      const file = this.#lookup.find(name);
      if (file !== null) return { ...file, bytes: file.location.length };
    }
    return null;
  }

  /**
   * Takes a blob into the list for the proof, found or not, and compares its size with the stated one: a wrong size is
   * a wrong digest, and known without hashing. Each digest is looked at once.
   */
  note(digest: Digest, statedBytes: number | null, found: FoundBlob | null): void {
    const known = this.#blobs.get(digest);
    if (known !== undefined && (known.statedBytes !== null || statedBytes === null)) return;
    const name = found?.name ?? this.#names(digest)[0] ?? digest;
    this.#blobs.set(digest, { name, digest, statedBytes, location: found?.location ?? null });
    if (known === undefined && !canCompute(digest)) {
      const values = { algorithm: digestAlgorithm(digest) };
      this.#log.add('blob-digest-unknown-algorithm', 'note', { member: name }, values);
    }
    if (found !== null && statedBytes !== null && statedBytes !== found.bytes) {
      const values = { stated: statedBytes, found: found.bytes };
      this.#log.add('blob-size-mismatch', 'error', { member: name }, values);
    }
  }

  blobs(): readonly ArchiveBlob[] {
    return [...this.#blobs.values()];
  }
}

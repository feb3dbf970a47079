import type { Digest } from '../../../shared/model/digest.ts';
import type { Problem, ProblemCode, Severity } from '../../../shared/model/problem.ts';
import type { Descriptor } from '../image/descriptor.ts';
import type { Findings } from './findings.ts';
import { readRecords } from './layer-records.ts';
import { heldDigests, Reacher, type ReachedManifest } from './reach.ts';
import {
  findStored,
  isStored,
  listBlobs,
  type BlobListing,
  type StoredBlob,
} from './store-blobs.ts';
import { commitIndex, entryOfRaw, readStoreIndex, type IndexEntry } from './store-index.ts';

/** Checks the sizes that index.json states; a document that is damaged instead is moved aside. */
export function checkSizes(folder: string, findings: Findings, damaged: ReadonlySet<Digest>): void {
  const index = readStoreIndex(folder);
  if (index === null) return;
  const listing = listBlobs(folder);
  const entries = index.entries.map((entry) =>
    withTrueSize(folder, entry, listing, findings, damaged),
  );
  if (findings.lock !== null && entries.some((entry, at) => entry !== index.entries[at])) {
    commitIndex(folder, findings.lock, index.document, entries);
  }
}

/** Checks that everything that is named is there in its full size, and says what nothing names. */
export function checkReferences(folder: string, findings: Findings): void {
  const index = readStoreIndex(folder);
  if (index === null) return;
  const { entries } = index;
  const listing = listBlobs(folder);
  const reacher = new Reacher((descriptor: Descriptor) => findStored(folder, descriptor));
  const records = readRecords(folder);
  const held = new Set<Digest>();
  const told = new Set<string>();
  function tell(
    code: ProblemCode,
    severity: Severity,
    member: string,
    values: Problem['values'],
  ): void {
    if (told.has(`${code} ${member}`)) return;
    told.add(`${code} ${member}`);
    findings.found({ code, severity, where: { member }, values });
  }
  for (const { descriptor, reference } of entries) {
    const reach = reacher.reach(descriptor);
    if (reach === null) {
      tell('manifest-missing', 'error', reference ?? descriptor.digestText, {});
      continue;
    }
    for (const digest of heldDigests(reach)) held.add(digest);
    if (reach.absent.includes(reach.root)) {
      tell('manifest-missing', 'error', reach.root, { name: reference ?? '' });
    }
    for (const manifest of reach.manifests) {
      for (const gap of gapsOf(manifest, listing))
        tell(gap.code, gap.severity, gap.member, gap.values);
      for (const { digest, diffId } of manifest.content) {
        const found = digest === null ? undefined : records.get(digest)?.diffId;
        if (digest !== null && diffId !== null && found !== undefined && found !== diffId) {
          tell('diff-id-mismatch', 'error', digest, { stated: diffId, found });
        }
      }
    }
  }
  const loose = [...listing.blobs.values()].filter(({ digest }) => !held.has(digest));
  if (loose.length > 0) {
    const bytes = loose.reduce((sum, blob) => sum + blob.bytes, 0);
    tell('store-unreferenced', 'note', 'blobs', { count: loose.length, bytes });
  }
}

interface Gap {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly member: string;
  readonly values: Problem['values'];
}

/** What a manifest names and is not there, or has another size. */
function gapsOf({ content, digest: image }: ReachedManifest, listing: BlobListing): readonly Gap[] {
  return content.flatMap((blob): readonly Gap[] => {
    if (blob.location !== null) return [];
    const member = blob.digestText;
    const there = sizeOf(blob.digest, listing);
    if (there !== null) {
      const values = { stated: blob.statedBytes ?? 0, found: there.bytes };
      return [{ code: 'blob-size-mismatch', severity: 'error', member, values }];
    }
    if (blob.isForeign) return [];
    return [{ code: 'blob-missing', severity: 'error', member, values: { image } }];
  });
}

function sizeOf(digest: Digest | null, listing: BlobListing): StoredBlob | null {
  return digest === null ? null : (listing.blobs.get(digest) ?? null);
}

/** index.json is named by no digest, so a wrong size in it can be set right. */
function withTrueSize(
  folder: string,
  entry: IndexEntry,
  listing: BlobListing,
  findings: Findings,
  damaged: ReadonlySet<Digest>,
): IndexEntry {
  const { digest, size } = entry.descriptor;
  const there = sizeOf(digest, listing);
  if (digest === null || there === null || there.bytes === size || damaged.has(digest))
    return entry;
  const problem: Problem = {
    code: 'blob-size-mismatch',
    severity: 'error',
    where: { member: 'index.json' },
    values: { stated: size ?? 0, found: there.bytes },
  };
  if (!isStored(folder, digest)) {
    findings.misplaced({ ...problem, where: { member: digest } }, there.path);
    return entry;
  }
  let mended = entry;
  findings.mendable(problem, () => {
    mended = entryOfRaw({ ...entry.raw, size: there.bytes });
  });
  return mended;
}

import { digestAlgorithm, type Digest } from '../../../shared/model/digest.ts';
import type { Failure } from '../../../shared/model/job.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { ProofCheck } from '../../../shared/model/proof.ts';
import type { ArchiveKind } from '../../../shared/model/source.ts';
import type { Archive, ArchiveBlob, ArchiveLayer } from '../archive/archive.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { inParallel } from '../bytes/in-parallel.ts';
import { ProgressSum } from './jobs.ts';
import type { RunningJob } from './jobs.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { StoredLayer } from '../worker/tasks.ts';
import type { LayerProof } from '../layer/layer-proof.ts';
import type { LayerShelf } from './layer-shelf.ts';
import { locationKey } from './location-key.ts';
import { unreadProblem } from './unread-problem.ts';

/** What a source's digests were found to be. */
export interface ProofOutcome {
  readonly checks: readonly ProofCheck[];
  readonly problems: readonly Problem[];
}

/** Bytes to be hashed once, with everything that is stated of them. */
interface Subject {
  readonly name: string;
  readonly location: BlobLocation;
  readonly bytes: number;
  readonly blobs: ArchiveBlob[];
  readonly diffIds: Set<Digest>;
  /** Set for a layer, which is read as a tar at the same time. */
  layer: StoredLayer | null;
}

/** More than any machine has threads for; a hostile archive can hold a million blobs, and each task waiting costs. */
const mostAtOnce = 64;

/**
 * Recomputes every digest that a source states: of each blob over its stored bytes, of each layer over its
 * uncompressed tar. Bytes stated several times are hashed once.
 *
 * @throws EngineError `cancelled`
 */
export async function proveSource(
  archive: Archive,
  tasks: TaskRunner,
  shelf: LayerShelf,
  job: RunningJob,
): Promise<ProofOutcome> {
  const subjects = [...collectSubjects(archive, shelf).values()].toSorted(
    (a, b) => b.bytes - a.bytes,
  );
  const progress = new ProgressSum(
    subjects.map(({ bytes }) => bytes),
    job.progress,
  );
  const checks: (readonly ProofCheck[])[] = [];
  const unread = new UnreadFiles();
  await inParallel(subjects, mostAtOnce, async (subject, place) => {
    const work = { signal: job.signal, onProgress: (done: number) => progress.set(place, done) };
    checks[place] =
      subject.layer === null
        ? await checkBlob(subject, tasks, unread, work)
        : await checkLayer(subject, subject.layer, { tasks, shelf, unread }, work);
    progress.set(place, subject.bytes);
  });
  const all = [...checks.flat(), ...absentBlobs(archive), ...absentLayers(archive)];
  const isFolder = folderKinds.has(archive.contents.kind);
  return { checks: all, problems: [...unread.problems(isFolder), ...all.flatMap(problemOf)] };
}

/** Archives of which every blob is a file of its own. */
const folderKinds: ReadonlySet<ArchiveKind> = new Set([
  'oci-layout',
  'docker-oci-layout',
  'docker-dir',
]);

/** Why files could not be read, once for each of them: an archive that changed is one finding, whatever it holds. */
class UnreadFiles {
  readonly #files = new Map<string, { readonly failure: Failure; readonly name: string }>();

  /** The result, or null where the bytes cannot be read. Being cancelled is no such case. */
  async read<Result>(subject: Subject, work: Promise<Result>): Promise<Result | null> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure.code === 'cancelled') throw error;
      const { location, name } = subject;
      const file = location.kind === 'file' ? location.path : '';
      if (!this.#files.has(file)) this.#files.set(file, { failure: error.failure, name });
      return null;
    }
  }

  problems(isFolder: boolean): readonly Problem[] {
    return [...this.#files.values()].map(({ failure, name }) =>
      unreadProblem(failure, isFolder ? { member: name } : {}),
    );
  }
}

type Work = Pick<RunningJob, 'signal'> & { readonly onProgress: (done: number) => void };

function collectSubjects(archive: Archive, shelf: LayerShelf): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  function subjectAt(name: string, location: BlobLocation): Subject {
    const key = locationKey(location);
    const known = subjects.get(key);
    if (known !== undefined) return known;
    const bytes = location.kind === 'inline' ? location.bytes.length : location.length;
    const made: Subject = { name, location, bytes, blobs: [], diffIds: new Set(), layer: null };
    subjects.set(key, made);
    return made;
  }
  for (const blob of archive.blobs) {
    if (blob.location !== null) subjectAt(blob.name, blob.location).blobs.push(blob);
  }
  for (const layer of layersOf(archive)) {
    if (layer.location === null || layer.availability !== 'available') continue;
    const subject = subjectAt(layer.name, layer.location);
    subject.layer = shelf.stored(layer, layer.location);
    if (layer.statedDiffId !== null) subject.diffIds.add(layer.statedDiffId);
  }
  return subjects;
}

function layersOf(archive: Archive): readonly ArchiveLayer[] {
  return [...archive.images.values()].flatMap(({ layers }) => layers);
}

/** However many digests are stated of the bytes, they are hashed once by each algorithm. */
async function checkBlob(
  subject: Subject,
  tasks: TaskRunner,
  unread: UnreadFiles,
  work: Work,
): Promise<readonly ProofCheck[]> {
  const { location, blobs } = subject;
  const hashes = new Map<string, { found: Digest | null; bytes: number } | null>();
  const checks: ProofCheck[] = [];
  for (const blob of blobs) {
    const algorithm = digestAlgorithm(blob.digest);
    if (!hashes.has(algorithm)) {
      const options = { priority: Priority.background, ...work };
      const hashing = tasks.run('blob.hash', { location, stated: blob.digest }, options);
      hashes.set(algorithm, await unread.read(subject, hashing));
    }
    const hashed = hashes.get(algorithm) ?? null;
    checks.push(blobCheck(blob, hashed?.found ?? null, hashed?.bytes ?? null, hashed === null));
  }
  return checks;
}

interface Readers {
  readonly tasks: TaskRunner;
  readonly shelf: LayerShelf;
  readonly unread: UnreadFiles;
}

/** A layer is read once for its blob digest, its diffID and the hashes of its files. */
async function checkLayer(
  subject: Subject,
  layer: StoredLayer,
  { tasks, shelf, unread }: Readers,
  work: Work,
): Promise<readonly ProofCheck[]> {
  const proven = await unread.read(subject, shelf.prove(layer, work));
  const proof = proven?.proof ?? null;
  const sha256 = subject.blobs.filter(({ digest }) => digest.startsWith('sha256:'));
  const others = subject.blobs.filter(({ digest }) => !digest.startsWith('sha256:'));
  return [
    ...sha256.map((blob) =>
      blobCheck(blob, proof?.storedDigest ?? null, subject.bytes, proof === null),
    ),
    ...(await checkBlob({ ...subject, blobs: others }, tasks, unread, work)),
    ...[...subject.diffIds].map((stated) =>
      diffIdCheck(subject.name, stated, proof, proven?.index.unpackedBytes ?? null),
    ),
  ];
}

function blobCheck(
  blob: ArchiveBlob,
  found: Digest | null,
  foundBytes: number | null,
  unreadable: boolean,
): ProofCheck {
  const { name, digest: stated, statedBytes } = blob;
  const sizeDiffers = statedBytes !== null && foundBytes !== null && statedBytes !== foundBytes;
  const result =
    found === null
      ? unreadable
        ? 'unreadable'
        : 'unknown-algorithm'
      : found !== stated || sizeDiffers
        ? 'mismatch'
        : 'verified';
  return { name, over: 'blob', stated, found, statedBytes, foundBytes, result };
}

function diffIdCheck(
  name: string,
  stated: Digest,
  proof: LayerProof | null,
  foundBytes: number | null,
): ProofCheck {
  const found = proof?.diffId ?? null;
  const result =
    found === null
      ? stated.startsWith('sha256:')
        ? 'unreadable'
        : 'unknown-algorithm'
      : found === stated
        ? 'verified'
        : 'mismatch';
  return { name, over: 'diff-id', stated, found, statedBytes: null, foundBytes, result };
}

function absentBlobs(archive: Archive): readonly ProofCheck[] {
  return archive.blobs
    .filter(({ location }) => location === null)
    .map(({ name, digest, statedBytes }) => ({
      name,
      over: 'blob',
      stated: digest,
      found: null,
      statedBytes,
      foundBytes: null,
      result: 'missing',
    }));
}

/** Layers that are not there and have no digest of their own to be listed by: docker archives name files only. */
function absentLayers(archive: Archive): readonly ProofCheck[] {
  return layersOf(archive).flatMap(({ name, location, statedDigest, statedDiffId: stated }) =>
    location !== null || statedDigest !== null || stated === null
      ? []
      : [
          {
            name,
            over: 'diff-id',
            stated,
            found: null,
            statedBytes: null,
            foundBytes: null,
            result: 'missing',
          },
        ],
  );
}

/** A missing blob and a damaged layer have been reported where they were met; only what hashing alone can tell is new. */
function problemOf(check: ProofCheck): readonly Problem[] {
  if (check.result !== 'mismatch') return [];
  const where = { member: check.name };
  const values = { stated: check.stated, found: check.found ?? '' };
  if (check.over === 'diff-id')
    return [{ code: 'diff-id-mismatch', severity: 'error', where, values }];
  if (check.found !== check.stated) {
    return [{ code: 'blob-digest-mismatch', severity: 'error', where, values }];
  }
  const sizes = { stated: check.statedBytes ?? 0, found: check.foundBytes ?? 0 };
  return [{ code: 'blob-size-mismatch', severity: 'error', where, values: sizes }];
}

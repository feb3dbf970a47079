import path from 'node:path';
import type { Failure } from '../../../shared/model/job.ts';
import type { Proof } from '../../../shared/model/proof.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Archive } from '../archive/archive.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { Jobs, RunningJob } from './jobs.ts';
import type { ReadImage } from './image-reading.ts';
import { unproven } from './session.ts';
import type { OpenedSource, Session } from './session.ts';

/** Who is told of what is open. */
export interface SourceEvents {
  readonly changed: (state: SourceState) => void;
  /** A proof has begun or ended; nothing else has changed. */
  readonly proven: (grant: Grant, proof: Proof) => void;
  readonly closed: (grant: Grant) => void;
}

interface Entry {
  state: SourceState;
  source: OpenedSource | null;
  readonly path: string;
}

/** What is open, by grant, and what the windows are told of it. */
export class Sources {
  readonly #session: Session;
  readonly #jobs: Jobs;
  readonly #events: SourceEvents;
  readonly #entries = new Map<Grant, Entry>();

  constructor(session: Session, jobs: Jobs, events: SourceEvents) {
    this.#session = session;
    this.#jobs = jobs;
    this.#events = events;
  }

  list(): readonly SourceState[] {
    return [...this.#entries.values()].map(({ state }) => state);
  }

  /** Begins to open a path under a grant, again if need be; how it ended is told as a `source` event. */
  open(grant: Grant, opened: string): void {
    const before = this.#entries.get(grant);
    if (before !== undefined) {
      this.#jobs.cancelAllOf(grant);
      void before.source?.close();
    }
    const name = path.basename(opened);
    const state: SourceState = { ...opening, grant, role: 'opened', name };
    const entry: Entry = { source: null, path: opened, state };
    this.#entries.set(grant, entry);
    this.#tell(entry);
    void this.#open(entry, opened);
  }

  /** Shows the layer store, as it is now, as a source like any other; null while it holds nothing. */
  showLibrary(archive: Archive | null, folder: string): void {
    const source = this.#session.adopt(archive ?? emptyArchive);
    const { contents } = source.archive;
    const known = this.#entries.get(libraryGrant);
    if (known !== undefined) {
      // The entry stays the same one: a proof that is under way tells its end to it.
      if (known.source !== null) source.takeOver(known.source);
      known.source = source;
      this.#change(known, { contents });
      return;
    }
    const name = path.basename(folder);
    const state: SourceState = {
      ...opening,
      grant: libraryGrant,
      role: 'library',
      name,
      status: 'open',
      contents,
    };
    const entry: Entry = { source, path: folder, state };
    this.#entries.set(libraryGrant, entry);
    this.#tell(entry);
  }

  /** Everything that is open and has been read so far. */
  all(): readonly { readonly grant: Grant; readonly source: OpenedSource }[] {
    return [...this.#entries].flatMap(([grant, { source }]) => (source ? [{ grant, source }] : []));
  }

  /** The file or folder behind a grant. @throws EngineError `source-closed` */
  pathOf(grant: Grant): string {
    const entry = this.#entries.get(grant);
    if (entry === undefined) throw new EngineError('source-closed');
    return entry.path;
  }

  /** Closes a source. The library stays open. */
  async close(grant: Grant): Promise<void> {
    const entry = this.#entries.get(grant);
    if (entry === undefined || grant === libraryGrant) return;
    this.#entries.delete(grant);
    this.#jobs.cancelAllOf(grant);
    this.#events.closed(grant);
    await entry.source?.close();
  }

  /** @throws EngineError `source-closed` for a grant under which nothing is open. */
  opened(grant: Grant): OpenedSource {
    const source = this.#entries.get(grant)?.source;
    if (!source) throw new EngineError('source-closed');
    return source;
  }

  /** Reads an image as a job of its own, which others who ask so share and which ends when the last of them gave it up. */
  readImage(grant: Grant, key: string, signal?: AbortSignal): Promise<ReadImage> {
    const asJob = (work: (job: RunningJob) => Promise<ReadImage>): Promise<ReadImage> =>
      this.#jobs.run('read', grant, key, work);
    return this.opened(grant).readImageAsJob(key, asJob, signal);
  }

  /** Reads an image as part of a job. */
  readPart(grant: Grant, key: string, job: RunningJob): Promise<ReadImage> {
    return this.opened(grant).readImage(key, job);
  }

  /** An image that has been read; else EngineError `image-unknown`. */
  known(grant: Grant, key: string): Promise<ReadImage> {
    return this.opened(grant).known(key);
  }

  /** Starts the proof of a source that nobody has asked for yet. What the library keeps was proven when it came in. */
  proveWhenIdle(grant: Grant): void {
    if (grant === libraryGrant) return;
    if (this.#entries.get(grant)?.state.proof.status === 'waiting') this.prove(grant);
  }

  /** Starts the proof of every digest of a source; how it goes is told as events. */
  prove(grant: Grant): void {
    const source = this.opened(grant);
    const entry = this.#entries.get(grant);
    if (entry === undefined || entry.state.proof.status === 'running') return;
    void this.#prove(entry, source);
  }

  async #open(entry: Entry, opened: string): Promise<void> {
    const { grant } = entry.state;
    try {
      const source = await this.#jobs.run('open', grant, null, (job) =>
        this.#session.open(opened, job),
      );
      if (!this.#isOpen(entry)) {
        await source.close();
        return;
      }
      entry.source = source;
      this.#change(entry, { status: 'open', contents: source.archive.contents });
    } catch (error) {
      this.#change(entry, { status: 'failed', failure: failureOf(error) });
    }
  }

  async #prove(entry: Entry, source: OpenedSource): Promise<void> {
    this.#changeProof(entry, { status: 'running', checks: [], problems: [] });
    try {
      const outcome = await this.#jobs.run('prove', entry.state.grant, null, (job) =>
        source.prove(job),
      );
      this.#changeProof(entry, { status: 'done', ...outcome });
    } catch {
      // Cancelled, or the file went away: either way nothing has been proven, and it can be tried again.
      this.#changeProof(entry, { status: 'cancelled', checks: [], problems: [] });
    }
  }

  #change(entry: Entry, change: Partial<SourceState>): void {
    entry.state = { ...entry.state, ...change };
    if (this.#isOpen(entry)) this.#tell(entry);
  }

  #changeProof(entry: Entry, proof: Proof): void {
    entry.state = { ...entry.state, proof };
    if (this.#isOpen(entry)) this.#events.proven(entry.state.grant, proof);
  }

  #isOpen(entry: Entry): boolean {
    return this.#entries.get(entry.state.grant) === entry;
  }

  #tell(entry: Entry): void {
    this.#events.changed(entry.state);
  }
}

const opening = {
  status: 'opening',
  contents: null,
  failure: null,
  proof: unproven,
} as const;

const emptyArchive: Archive = {
  contents: {
    kind: 'oci-layout',
    compression: 'none',
    storedBytes: 0,
    images: [],
    artifacts: [],
    problems: [],
  },
  images: new Map(),
  blobs: [],
  list: null,
  identity: null,
  spool: null,
};

function failureOf(error: unknown): Failure {
  return error instanceof EngineError ? error.failure : { code: 'internal', values: {} };
}

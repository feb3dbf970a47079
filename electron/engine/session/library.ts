import { unwatchFile, watchFile, type Stats } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { LibraryState } from '../../../shared/model/library.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type {
  LoadResult,
  NameMove,
  RemovalPlan,
  RemovalResult,
  StoreReport,
} from '../../../shared/model/store.ts';
import type { MadeEdit } from '../edit/edit-request.ts';
import { keepEdited } from '../edit/keep-edited.ts';
import { importRootFs } from '../store/import-root-fs.ts';
import type { ImportRequest } from '../store/import-root-fs.ts';
import type { LayerRecords } from '../store/layer-records.ts';
import type { Library as StoreContents } from '../store/library.ts';
import { isCurrent } from '../store/library.ts';
import { listImages, storeTotals } from '../store/list-images.ts';
import { loadArchive } from '../store/load.ts';
import { planPrune, planRemoval } from '../store/plan-removal.ts';
import type { PruneOptions } from '../store/plan-removal.ts';
import { removePlanned } from '../store/remove-planned.ts';
import { storePaths } from '../store/store-paths.ts';
import type { StoreOptions, StoreWork, WorkOptions } from '../store/store-work.ts';
import { tagImage, untagImage } from '../store/tag-image.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { Jobs, RunningJob } from './jobs.ts';
import type { Sources } from './sources.ts';
import { taskWork } from './store-work.ts';

/** Milliseconds between two looks at the store's index. */
const watchInterval = 2000;

export interface LibraryOptions {
  /** The layer store; it need not be there yet. */
  readonly folder: string;
  readonly tasks: TaskRunner;
  readonly sources: Sources;
  readonly jobs: Jobs;
  readonly changed: (state: LibraryState) => void;
}

/** The library as windows see it: what the layer store holds, and what can be done to it. */
export class Library {
  readonly #options: LibraryOptions;
  readonly #work: StoreWork;
  readonly #reader: StoreWork['read'];
  #contents: Promise<StoreContents> | null = null;
  /** How often the store has been read: only what was read last is shown. */
  #readings = 0;

  constructor(options: LibraryOptions) {
    this.#options = options;
    const work = taskWork(options.tasks, availableParallelism());
    this.#reader = work.read;
    this.#work = { ...work, read: (folder, how) => this.#known(folder, how) };
  }

  /**
   * Looks every few seconds whether another program has changed the store, and tells what it holds then. Answers the
   * function that ends this.
   */
  watch(): () => void {
    const { index } = storePaths(this.#folder);
    const changed = (now: Stats, before: Stats): void => {
      // Of a file that is not there Node tells once, although nothing has changed.
      const isSame = now.ino === before.ino && now.mtimeMs === before.mtimeMs;
      if (!isSame) void this.#tellContents();
    };
    watchFile(index, { interval: watchInterval, persistent: false }, changed);
    return () => unwatchFile(index, changed);
  }

  /** What the store holds, read anew after each change. */
  contents(): Promise<StoreContents> {
    return this.#contents ?? this.#readAnew();
  }

  /** What is known of the layers in the store; nothing where the store cannot be read. */
  async records(): Promise<LayerRecords> {
    const contents = await this.contents().catch(() => null);
    return contents?.records ?? new Map();
  }

  async state(): Promise<LibraryState> {
    return stateOf(await this.contents());
  }

  /** Keeps images of an opened source, or all of them; progress as a job. */
  load(grant: Grant, images: readonly string[] | null): Promise<LoadResult> {
    const { sources } = this.#options;
    const { archive } = sources.opened(grant);
    const path = sources.pathOf(grant);
    const select =
      images === null ? ({ kind: 'all' } as const) : ({ kind: 'some', keys: images } as const);
    return this.#change('load', grant, (options) =>
      loadArchive(this.#folder, { path, archive, select }, options),
    );
  }

  import(request: ImportRequest): Promise<LoadResult> {
    return this.#change('load', libraryGrant, (options) =>
      importRootFs(this.#folder, request, options),
    );
  }

  /** Keeps an image that was made, as part of the job that made it. */
  keep(made: MadeEdit, job: RunningJob): Promise<LoadResult> {
    return this.#change(null, libraryGrant, (options) =>
      keepEdited(this.#folder, made, { ...options, ...job }),
    );
  }

  tag(target: string, reference: string): Promise<readonly NameMove[]> {
    return this.#change(null, libraryGrant, (options) =>
      tagImage(this.#folder, target, reference, options),
    );
  }

  untag(reference: string): Promise<void> {
    return this.#change(null, libraryGrant, (options) =>
      untagImage(this.#folder, reference, options),
    );
  }

  async planRemoval(targets: readonly string[]): Promise<RemovalPlan> {
    return planRemoval(await this.contents(), targets);
  }

  remove(targets: readonly string[]): Promise<RemovalResult> {
    return this.#removePlan((contents) => planRemoval(contents, targets));
  }

  async planPrune(options: PruneOptions): Promise<RemovalPlan> {
    return planPrune(await this.contents(), options);
  }

  prune(options: PruneOptions): Promise<RemovalResult> {
    return this.#removePlan((contents) => planPrune(contents, options));
  }

  check(repair: boolean): Promise<StoreReport> {
    const argument = { folder: this.#folder, repair };
    return this.#change('check', libraryGrant, ({ signal, progress }) =>
      this.#options.tasks.run('store.check', argument, {
        priority: Priority.background,
        signal,
        onProgress: (done, total) => progress?.(done, total ?? 0),
      }),
    );
  }

  get #folder(): string {
    return this.#options.folder;
  }

  /** What is planned is planned on the store as it is now, not as a window saw it. */
  #removePlan(plan: (contents: StoreContents) => RemovalPlan): Promise<RemovalResult> {
    return this.#change(null, libraryGrant, async (options) =>
      removePlanned(this.#folder, plan(await this.#work.read(this.#folder, {})), options),
    );
  }

  /** Does something to the store, as a job where it is long, and tells everybody what the store holds then. */
  async #change<Result>(
    kind: 'load' | 'check' | null,
    grant: Grant,
    work: (options: StoreOptions) => Promise<Result>,
  ): Promise<Result> {
    const { jobs } = this.#options;
    const run = (job: Partial<RunningJob>): Promise<Result> => work({ ...job, work: this.#work });
    try {
      return await (kind === null ? run({}) : jobs.run(kind, grant, null, run));
    } finally {
      await this.#tellContents();
    }
  }

  /** Of changes that end together only the newest state is told. A store that cannot be read fails whoever asks next. */
  async #tellContents(): Promise<void> {
    const reading = this.#readAnew();
    const contents = await reading.catch(() => null);
    if (contents !== null && this.#contents === reading) {
      this.#options.changed(stateOf(contents));
    }
  }

  /** A reading that fails is not kept, so that the next to ask tries again. */
  #readAnew(): Promise<StoreContents> {
    const reading = this.#read();
    this.#contents = reading;
    reading.catch(() => {
      if (this.#contents === reading) this.#contents = null;
    });
    return reading;
  }

  /** What has been read of the store, as long as its index is the same; else it is read. */
  async #known(folder: string, how: WorkOptions): Promise<StoreContents> {
    const contents = await this.#contents?.catch(() => null);
    return contents && isCurrent(contents) ? contents : this.#reader(folder, how);
  }

  async #read(): Promise<StoreContents> {
    const turn = ++this.#readings;
    const contents = await this.#reader(this.#folder, {});
    if (turn === this.#readings) {
      this.#options.sources.showLibrary(contents.archive, this.#folder);
    }
    return contents;
  }
}

function stateOf(contents: StoreContents): LibraryState {
  return {
    grant: libraryGrant,
    images: listImages(contents),
    totals: storeTotals(contents),
    problems: contents.problems,
  };
}

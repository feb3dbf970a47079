import path from 'node:path';
import type {
  ComparePoint,
  Comparison,
  ContentComparison,
  GrowthTreemap,
  PairDetail,
  ReportFormat,
} from '../../../shared/model/comparison.ts';
import { textsFor } from '../../../shared/i18n/t.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { PackageComparison } from '../../../shared/model/package.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { ViewOptions, ViewState } from '../../../shared/model/view.ts';
import type { ComparisonReport } from '../../../shared/report/comparison-report.ts';
import { reportPieces } from '../../../shared/report/report-pieces.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { changedPaths } from '../compare/changed-paths.ts';
import { growthLevels, growthSums, growthTreemap } from '../compare/growth-treemap.ts';
import type { GrowthSums } from '../compare/growth-treemap.ts';
import { pairRange, viewedPair } from '../compare/pair-changes.ts';
import { pairDetail } from '../compare/pair-detail.ts';
import { writeText } from '../export/write-text.ts';
import { findNode } from '../tree/paths.ts';
import { treemapDefaults } from '../view/treemap.ts';
import type { Views } from '../view/views.ts';
import { Priority } from '../worker/task-runner.ts';
import { comparisonFacts } from './comparison-facts.ts';
import { endedBy, JobParts } from './jobs.ts';
import type { Jobs, RunningJob } from './jobs.ts';
import { pairImages } from './pair-images.ts';
import type { PairedImages, ReadPoint } from './pair-images.ts';
import { pairPackages } from './pair-packages.ts';
import { fileAt, requireNode } from './session.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork } from './shared-work.ts';
import type { Session } from './session.ts';
import { shortImageName } from './short-image-name.ts';
import type { Sources } from './sources.ts';
import type { ViewFilters } from './view-filters.ts';

/** Comparisons that are kept: each holds the paths of two images, some 100 bytes for each path. */
const mostOpen = 8;

export interface ComparisonsOptions {
  readonly session: Session;
  readonly sources: Sources;
  readonly jobs: Jobs;
  readonly views: Views;
  readonly filters: ViewFilters;
}

/** Where to and how a comparison is written. */
export interface ReportRequest {
  readonly format: ReportFormat;
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly destination: string;
}

interface OpenComparison {
  readonly paired: PairedImages;
  /** Found out when first asked for. */
  growth: GrowthSums | null;
}

/**
 * The comparisons that windows have open, by number. What is compared stays as it was read, and goes with either of its
 * sources; of too many the one that was not asked for longest goes.
 */
export class Comparisons {
  readonly #options: ComparisonsOptions;
  readonly #open = new Map<number, OpenComparison>();
  /** Found out when first asked for. */
  readonly #facts = new Map<number, SharedWork<Comparison>>();
  #nextId = 1;

  constructor(options: ComparisonsOptions) {
    this.#options = options;
  }

  /**
   * Reads two images as far as that has not been done, and holds their files against each other, all as one job.
   * Answers the comparison's number.
   *
   * @throws EngineError `source-closed`, `image-unknown`, `arguments-invalid` for a layer that is not there, `cancelled`
   */
  async open(a: ComparePoint, b: ComparePoint, signal: AbortSignal): Promise<number> {
    for (const { grant, image } of [a, b]) this.#options.sources.opened(grant).image(image);
    return this.#options.jobs.run(
      'compare',
      a.grant,
      a.image,
      (job) => this.#pair(a, b, endedBy(job, signal)),
      [b.grant],
    );
  }

  /** Closing one that is closed already is no error: one of its sources may have gone first. */
  close(comparison: number): void {
    this.#open.delete(comparison);
    this.#facts.delete(comparison);
    this.#options.views.closeAllOf(comparison);
  }

  closeAllOf(grant: Grant): void {
    for (const [comparison, { paired }] of this.#open) {
      const isPart = [paired.a, paired.b].some(({ point }) => point.grant === grant);
      if (isPart) this.close(comparison);
    }
  }

  /** Everything but the single files and the packages; found out as a job when it is first asked for. */
  async read(comparison: number, signal: AbortSignal): Promise<Comparison> {
    const { paired } = this.#get(comparison);
    const work = (own: RunningJob): Promise<Comparison> => this.#readFacts(paired, own.signal);
    return remembered(this.#facts, comparison, work, { signal });
  }

  async openView(
    comparison: number,
    options: ViewOptions,
    signal: AbortSignal,
  ): Promise<ViewState> {
    const { pair, changes } = this.#get(comparison).paired;
    const { filters } = this.#options;
    const view = {
      owner: comparison,
      viewed: viewedPair(pair, changes),
      range: pairRange,
      options,
    };
    return filters.open(view, () => this.#get(comparison), signal);
  }

  /** The node of a path that one of the sides has; null when none has it. */
  find(comparison: number, path: string): number | null {
    const node = findNode(this.#get(comparison).paired.pair.tree, path);
    return node === -1 ? null : node;
  }

  describe(comparison: number, node: number): PairDetail {
    const { pair, changes } = this.#get(comparison).paired;
    return pairDetail(pair, changes, requireNode(pair.tree, node));
  }

  /**
   * Holds the two files of a path against each other.
   *
   * @throws EngineError `content-unavailable` where one side has no file there, and what reading gives
   */
  async contents(
    comparison: number,
    node: number,
    signal: AbortSignal,
  ): Promise<ContentComparison> {
    const { a, b } = this.#get(comparison).paired;
    const detail = this.describe(comparison, node);
    if (detail.a === null || detail.b === null) {
      throw new EngineError('content-unavailable', { node });
    }
    const files = {
      a: fileAt(a.read, a.point.layer, detail.a.node),
      b: fileAt(b.read, b.point.layer, detail.b.node),
    };
    const options = { priority: Priority.interactive, signal };
    return this.#options.session.tasks.run('files.difference', files, options);
  }

  packages(comparison: number, signal: AbortSignal): Promise<PackageComparison> {
    const { paired } = this.#get(comparison);
    const { jobs, session } = this.#options;
    const { grant, image } = paired.a.point;
    return jobs.run(
      'packages',
      grant,
      image,
      (job) => pairPackages(paired, session.tasks, endedBy(job, signal).signal),
      [paired.b.point.grant],
    );
  }

  /** A file name to suggest for a report, without its ending. */
  name(comparison: number): string {
    const { a, b } = this.#get(comparison).paired;
    return `${shortImageName(a.image, a.source)}..${shortImageName(b.image, b.source)}`;
  }

  /** Writes a report of everything that differs, in the words of a language. */
  async save(
    comparison: number,
    request: ReportRequest,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: number }> {
    const { pair, changes } = this.#get(comparison).paired;
    const report: ComparisonReport = {
      comparison: await this.read(comparison, signal),
      packages: await this.packages(comparison, signal),
      paths: () => changedPaths(pair.tree, changes, { timeOnly: request.format === 'json' }),
    };
    const texts = textsFor('system', request.locale);
    const pieces = reportPieces(request.format, report, texts);
    return writeText(request.destination, pieces, signal);
  }

  growth(comparison: number, node: number): GrowthTreemap {
    const open = this.#get(comparison);
    const { pair, changes } = open.paired;
    open.growth ??= growthSums(pair, changes);
    const from = requireNode(pair.tree, node);
    return growthTreemap(pair, changes, open.growth, {
      ...treemapDefaults,
      levels: growthLevels,
      node: from,
    });
  }

  #readFacts(paired: PairedImages, signal: AbortSignal): Promise<Comparison> {
    const { jobs, session } = this.#options;
    const [{ grant, image }, others] = [paired.a.point, [paired.b.point.grant]];
    return jobs.run(
      'compare',
      grant,
      image,
      (job) => comparisonFacts(paired, session, endedBy(job, signal)),
      others,
    );
  }

  async #pair(a: ComparePoint, b: ComparePoint, job: RunningJob): Promise<number> {
    const stop = new AbortController();
    const own = endedBy(job, stop.signal);
    const parts = new JobParts(own);
    try {
      const [readA, readB] = await Promise.all(
        [a, b].map((point) => this.#read(point, parts.part())),
      );
      const paired = await pairImages(readA!, readB!, this.#options.session, parts.part());
      if (own.signal.aborted) throw new EngineError('cancelled');
      return this.#keep(paired);
    } catch (error) {
      // What one side is read for is nothing without the other.
      stop.abort();
      throw error;
    }
  }

  async #read(point: ComparePoint, job: RunningJob): Promise<ReadPoint> {
    const { sources } = this.#options;
    const source = sources.opened(point.grant);
    const archive = source.image(point.image);
    const image = source.archive.contents.images.find(({ key }) => key === point.image);
    if (image === undefined) throw new EngineError('image-unknown', { image: point.image });
    const isLibrary = point.grant === libraryGrant;
    return {
      point,
      source: isLibrary ? '' : path.basename(sources.pathOf(point.grant)),
      image,
      archive,
      read: await sources.readPart(point.grant, point.image, job),
    };
  }

  #keep(paired: PairedImages): number {
    const comparison = this.#nextId++;
    this.#open.set(comparison, { paired, growth: null });
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.close(oldest);
    return comparison;
  }

  #get(comparison: number): OpenComparison {
    const found = this.#open.get(comparison);
    if (found === undefined) throw new EngineError('comparison-unknown', { comparison });
    // The one that was asked for last stands last.
    this.#open.delete(comparison);
    this.#open.set(comparison, found);
    return found;
  }
}

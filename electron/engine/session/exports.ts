import type {
  ConflictRule,
  ExportName,
  ExportOutcome,
  ExportPlan,
  ExportRequest,
} from '../../../shared/model/export.ts';
import { exportGrants } from '../../../shared/model/export.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { ExportParts } from './export-parts.ts';
import type { Jobs } from './jobs.ts';
import { nameExport, planExport, runExport } from './run-export.ts';

/** Most paths that may be put on top of images at one time; of more the oldest is forgotten. */
const mostAllowed = 1000;

/** What is taken out of sources and the library, and the paths that the user allowed for that. */
export class Exports {
  readonly #jobs: Jobs;
  readonly #parts: ExportParts;
  readonly #allowed = new Map<Grant, string>();

  constructor(jobs: Jobs, parts: Omit<ExportParts, 'allowedPath'>) {
    this.#jobs = jobs;
    this.#parts = { ...parts, allowedPath: (grant) => this.#allowedPath(grant) };
  }

  /** Lets a tar or a folder be read for a layer to put on top of an image. */
  allow(grant: Grant, path: string): void {
    this.#allowed.delete(grant);
    this.#allowed.set(grant, path);
    const [oldest] = this.#allowed.keys();
    if (this.#allowed.size > mostAllowed && oldest !== undefined) this.#allowed.delete(oldest);
  }

  /** What its result is to be called. */
  name(request: ExportRequest, signal: AbortSignal): Promise<ExportName> {
    return nameExport(request, this.#parts, signal);
  }

  /** What an export would do. Rejects with `EngineError` `source-closed`, and like what would do it. */
  plan(request: ExportRequest, signal: AbortSignal): Promise<ExportPlan> {
    return planExport(request, this.#parts, signal);
  }

  /** Does an export as a job of the sources that it reads; see `runExport`. */
  run(
    request: ExportRequest,
    destination: string | null,
    rule: ConflictRule,
  ): Promise<ExportOutcome> {
    const place = destination === null ? null : ({ kind: 'file', path: destination } as const);
    const grants = exportGrants(request);
    for (const grant of grants) this.#parts.sources.opened(grant);
    const [about = libraryGrant, ...others] = grants;
    const kind = request.what === 'edit' ? 'edit' : 'save';
    return this.#jobs.run(
      kind,
      about,
      'image' in request ? request.image : null,
      (job) => runExport(request, place, rule, this.#parts, job),
      others,
    );
  }

  #allowedPath(grant: Grant): string {
    const allowed = this.#allowed.get(grant);
    if (allowed === undefined) throw new EngineError('source-closed');
    return allowed;
  }
}

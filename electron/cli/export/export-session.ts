import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Image } from '../../../shared/model/image.ts';
import type { ImageChoice } from '../../../shared/model/export.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { EngineError } from '../../engine/bytes/engine-error.ts';
import { keepEdited } from '../../engine/edit/keep-edited.ts';
import type { ExportParts } from '../../engine/session/export-parts.ts';
import { taskExportWork } from '../../engine/session/export-work.ts';
import type { RunningJob } from '../../engine/session/jobs.ts';
import type { OpenedSource } from '../../engine/session/session.ts';
import { taskWork } from '../../engine/session/store-work.ts';
import { chooseImage, chooseImages } from '../choose-image.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import { parseOperand } from '../compare/compare-operand.ts';
import { withEngine } from '../engine-session.ts';
import type { EngineRun } from '../engine-session.ts';
import { bytesOfOperand, openOperand, storeReference } from '../open-operand.ts';
import { changing, storeFolderOf } from '../store-access.ts';

/** An image that an operand names. */
export interface OperandImage {
  readonly choice: ImageChoice;
  readonly image: Image;
  /** What stood behind `@`. */
  readonly point: string | null;
}

/** What a command exports with. */
export interface ExportSession {
  readonly parts: ExportParts;
  /** Opens what an operand names. Throws EngineError and CliFailure. */
  readonly open: (operand: string) => Promise<OperandImage>;
  /** All images that an operand names: of an archive all, with `#REF` those of a name for every platform. */
  readonly openAll: (operand: string) => Promise<readonly ImageChoice[]>;
  /** Lets a tar or folder be put on top of an image, under the grant that is answered. */
  readonly allow: (path: string) => Grant;
  readonly job: (label: string) => RunningJob;
}

/** Starts an engine for exports of what the operands name, and puts everything away whatever happens. */
export async function withExport<Result>(
  call: CommandCall,
  operands: readonly string[],
  use: (session: ExportSession) => Promise<Result>,
): Promise<Result> {
  const opened = new Set(operands.map((operand) => parseOperand(operand).opened));
  const bytes = [...opened].reduce((sum, each) => sum + bytesOfOperand(each), 0);
  return withEngine(call, bytes, async (engine) => {
    const sources = new CliSources(call, engine);
    try {
      return await use({
        parts: partsOf(call, engine, sources),
        open: (operand) => sources.open(operand),
        openAll: (operand) => sources.openAll(operand),
        allow: (allowed) => sources.allow(allowed),
        job: engine.job,
      });
    } finally {
      await sources.close();
    }
  });
}

function partsOf(call: CommandCall, engine: EngineRun, sources: CliSources): ExportParts {
  const { tasks, parallel, folders } = engine;
  return {
    tasks,
    sources,
    folders,
    work: taskExportWork(tasks, parallel),
    allowedPath: (grant) => sources.allowedPath(grant),
    keep: (made, job) =>
      keepEdited(storeFolderOf(call), made, {
        ...changing(call),
        ...job,
        work: taskWork(tasks, parallel),
      }),
  };
}

interface Entry {
  readonly source: OpenedSource;
  readonly path: string;
}

/** What a command has opened, each place once. */
class CliSources {
  readonly #call: CommandCall;
  readonly #engine: EngineRun;
  readonly #entries = new Map<Grant, Entry>();
  readonly #grants = new Map<string, Grant>();
  readonly #allowed = new Map<Grant, string>();

  constructor(call: CommandCall, engine: EngineRun) {
    this.#call = call;
    this.#engine = engine;
  }

  readonly opened = (grant: Grant): OpenedSource => this.#entry(grant).source;

  readonly pathOf = (grant: Grant): string => this.#entry(grant).path;

  readonly readImage: ExportParts['sources']['readImage'] = (grant, image) =>
    this.readPart(grant, image, this.#engine.job('reading layers'));

  readonly readPart: ExportParts['sources']['readPart'] = (grant, image, job) =>
    this.opened(grant).readImage(image, job);

  async open(text: string): Promise<OperandImage> {
    const operand = parseOperand(text);
    const grant = await this.#open(operand.opened);
    const { images } = this.opened(grant).archive.contents;
    const { platform } = this.#call.options;
    const image = chooseImage(images, { image: operand.image, platform });
    return { choice: { grant, image: image.key }, image, point: operand.point };
  }

  async openAll(text: string): Promise<readonly ImageChoice[]> {
    const { opened, image, point } = parseOperand(text);
    if (point !== null) throw new UsageFailure(`@${point} cannot be said of a whole image`);
    const grant = await this.#open(opened);
    const { images } = this.opened(grant).archive.contents;
    const { platform } = this.#call.options;
    const chosen = chooseImages(images, image === null ? [] : [image], platform);
    return chosen.map(({ key }) => ({ grant, image: key }));
  }

  allow(allowed: string): Grant {
    const grant = randomUUID() as string as Grant;
    this.#allowed.set(grant, path.resolve(allowed));
    return grant;
  }

  allowedPath(grant: Grant): string {
    const allowed = this.#allowed.get(grant);
    if (allowed === undefined) throw new EngineError('source-closed');
    return allowed;
  }

  async close(): Promise<void> {
    for (const { source } of this.#entries.values()) await source.close();
  }

  async #open(opened: string): Promise<Grant> {
    const isStored = storeReference(opened) !== null;
    const place = isStored ? opened : path.resolve(opened);
    const known = this.#grants.get(place);
    if (known !== undefined) return known;
    const { source } = await openOperand(this.#call, this.#engine, opened);
    // Only one part of the library can go by its grant: the others are read as an archive that lies there.
    const isFirst = isStored && !this.#entries.has(libraryGrant);
    const grant = isFirst ? libraryGrant : (randomUUID() as string as Grant);
    const folder = isStored ? storeFolderOf(this.#call) : place;
    this.#entries.set(grant, { source, path: folder });
    this.#grants.set(place, grant);
    return grant;
  }

  #entry(grant: Grant): Entry {
    const entry = this.#entries.get(grant);
    if (entry === undefined) throw new EngineError('source-closed');
    return entry;
  }
}

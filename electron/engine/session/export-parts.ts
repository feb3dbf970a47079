import type { Grant } from '../../../shared/model/source.ts';
import type { LoadResult } from '../../../shared/model/store.ts';
import type { MadeEdit } from '../edit/edit-request.ts';
import type { ExportWork } from '../export/export-work.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ReadImage } from './image-reading.ts';
import type { RunningJob } from './jobs.ts';
import type { OpenedSource, SessionFolders } from './session.ts';

/** What is open, by grant. */
export interface ExportSources {
  /** @throws EngineError `source-closed` */
  readonly opened: (grant: Grant) => OpenedSource;
  /** The file or folder behind a grant. @throws EngineError `source-closed` */
  readonly pathOf: (grant: Grant) => string;
  /** Reads an image as a job of its own, or answers what has been read. */
  readonly readImage: (grant: Grant, image: string, signal: AbortSignal) => Promise<ReadImage>;
  /** The same as part of a job. */
  readonly readPart: (grant: Grant, image: string, job: RunningJob) => Promise<ReadImage>;
}

/** What exports are planned and done with. */
export interface ExportParts {
  readonly tasks: TaskRunner;
  readonly sources: ExportSources;
  readonly work: ExportWork;
  readonly folders: SessionFolders;
  /** The tar or folder that a grant stands for. @throws EngineError `source-closed` */
  readonly allowedPath: (grant: Grant) => string;
  /** Keeps an image that was made in the library. */
  readonly keep: (made: MadeEdit, job: RunningJob) => Promise<LoadResult>;
}

import type { ControlContract } from '../../../shared/contract/control.ts';
import type { EngineContract } from '../../../shared/contract/engine.ts';
import type { Implementation } from '../../../shared/contract/method.ts';
import type { Comparisons } from '../session/comparisons.ts';
import type { Exports } from '../session/exports.ts';
import type { Jobs } from '../session/jobs.ts';
import type { Library } from '../session/library.ts';
import type { Session } from '../session/session.ts';
import type { Search } from '../session/search.ts';
import type { Reviews } from '../session/reviews.ts';
import type { Sources } from '../session/sources.ts';
import type { ViewFilters } from '../session/view-filters.ts';
import type { Views } from '../view/views.ts';
import type { TaskRunner } from '../worker/task-runner.ts';

/** What the methods of one engine work on. */
export interface EngineParts {
  readonly tasks: TaskRunner;
  readonly session: Session;
  readonly jobs: Jobs;
  readonly sources: Sources;
  readonly library: Library;
  readonly views: Views;
  readonly comparisons: Comparisons;
  readonly exports: Exports;
  readonly reviews: Reviews;
  readonly filters: ViewFilters;
  readonly search: Search;
}

/** The methods for windows whose names begin with a topic: `view.open` is one of `view`. */
export type MethodsOf<Topic extends string> = OfTopic<Implementation<EngineContract>, Topic>;

/** The same of those for the main process. */
export type ControlMethodsOf<Topic extends string> = OfTopic<
  Implementation<ControlContract>,
  Topic
>;

type OfTopic<Methods, Topic extends string> = Pick<
  Methods,
  Extract<keyof Methods, `${Topic}.${string}`>
>;

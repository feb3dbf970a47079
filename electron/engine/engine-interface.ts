import type { ControlContract } from '../../shared/contract/control.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import type { PatternRunner } from './worker/pattern-runner.ts';
import type { TaskRunner } from './worker/task-runner.ts';
import type { EventName, EventsOf, Implementation } from '../../shared/contract/method.ts';

/** What the engine needs to know of the machine. */
export interface EngineOptions {
  /** For layer indexes, and for layers unpacked for reading; the engine makes folders of its own in it. */
  readonly cacheFolder: string;
  /** The layer store, an OCI layout folder; made when something is first kept. */
  readonly storeFolder: string;
  /** Does the reading, inflating and hashing; the engine stops it when it stops. */
  readonly tasks: TaskRunner;
  /** Holds patterns of users against paths; the engine stops it, too. */
  readonly patterns: PatternRunner;
}

/** One engine in this process, whoever speaks to it: a window, the main process, the command line, a test. */
export interface Engine {
  readonly methods: Implementation<EngineContract>;
  readonly control: Implementation<ControlContract>;
  /** Answers the function that ends the subscription. */
  readonly onEvent: (handler: (event: EngineEvent) => void) => () => void;
  /** Ends jobs and workers, closes files and deletes what is only kept while the engine runs. */
  readonly stop: () => Promise<void>;
}

/** An event of the engine's contract, by name. */
export type EngineEvent = {
  readonly [Name in EventName<EngineContract>]: {
    readonly name: Name;
    readonly payload: EventsOf<EngineContract>[Name];
  };
}[EventName<EngineContract>];

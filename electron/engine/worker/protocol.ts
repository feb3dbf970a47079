import type { Failure } from '../../../shared/model/job.ts';
import type { Tasks, TaskName } from './tasks.ts';

/** What a task may tell while it runs, and how it learns that nobody waits for it any more. */
export interface TaskContext {
  /** Says how many of the task's bytes are done, counted from its beginning. */
  readonly progress: (done: number, total: number | null) => void;
  /** True once nobody waits for the task any more. Cheap enough to ask for every chunk. */
  readonly isCancelled: () => boolean;
  /** Aborts at the same time, for what waits instead of asking. */
  readonly signal: AbortSignal;
}

/** Bytes of a result that are handed over instead of copied. */
export interface TaskOutcome<Result> {
  readonly result: Result;
  readonly transfer: readonly ArrayBuffer[];
}

/** A task and what it works on, taken as a pair by whoever runs it. */
export interface TaskCall {
  readonly name: TaskName;
  readonly argument: Tasks[TaskName]['argument'];
}

/** Whether a task is to end. `noticed`: its thread knows, and is putting away what is half done. */
export const cancellation = { none: 0, wanted: 1, noticed: 2 } as const;

export interface TaskRequest extends TaskCall {
  readonly kind: 'run';
  readonly id: number;
  /** Shared with the pool: a state of `cancellation`. A busy worker receives no messages. */
  readonly cancelled: Int32Array;
}

export type PoolMessage = TaskRequest | { readonly kind: 'cancel'; readonly id: number };

export type TaskReply =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly done: number;
      readonly total: number | null;
    }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | {
      readonly kind: 'failure';
      readonly id: number;
      readonly failure: Failure;
      readonly detail: string;
    };

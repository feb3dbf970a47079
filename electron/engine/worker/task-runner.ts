import type { TaskName, Tasks } from './tasks.ts';

/** Who waits for a task: a person looking at the screen, the opening of an image, or nobody. Lower goes first. */
export const Priority = { interactive: 0, reading: 1, background: 2 } as const;

export type Priority = (typeof Priority)[keyof typeof Priority];

export interface TaskOptions {
  readonly priority: Priority;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number | null) => void) | undefined;
}

/** Runs tasks somewhere. Rejects with EngineError; `cancelled` when the signal aborts. */
export interface TaskRunner {
  run<Name extends TaskName>(
    name: Name,
    argument: Tasks[Name]['argument'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['result']>;
  /** Rejects what runs or waits with `cancelled`, and everything asked for afterwards. */
  stop(): Promise<void>;
}

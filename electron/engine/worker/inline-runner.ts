import { EngineError } from '../bytes/engine-error.ts';
import { runTask } from './run-task.ts';
import type { TaskOptions, TaskRunner } from './task-runner.ts';
import type { TaskName, Tasks } from './tasks.ts';

/**
 * Runs tasks one after another on the caller's own thread: for programs that answer one question and end, where
 * starting threads would take longer than the work.
 */
export class InlineRunner implements TaskRunner {
  #last: Promise<unknown> = Promise.resolve();
  readonly #stopped = new AbortController();

  async run<Name extends TaskName>(
    name: Name,
    argument: Tasks[Name]['argument'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['result']> {
    const signal = AbortSignal.any([
      this.#stopped.signal,
      ...(options.signal ? [options.signal] : []),
    ]);
    const turn = this.#last.then(async () => {
      if (signal.aborted) throw new EngineError('cancelled');
      const { result } = await runTask(
        { name, argument },
        {
          signal,
          isCancelled: () => signal.aborted,
          progress: (done, total) => options.onProgress?.(done, total),
        },
      );
      return result;
    });
    this.#last = turn.catch(() => undefined);
    // The task that ran is exactly the one asked for, so the result has that task's type.
    return (await turn) as Tasks[Name]['result'];
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#last;
  }
}

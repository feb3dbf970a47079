import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import type { TaskOptions, TaskRunner } from '../../electron/engine/worker/task-runner.ts';
import type { TaskName, Tasks } from '../../electron/engine/worker/tasks.ts';

interface Interruption {
  readonly name: TaskName;
  readonly act: () => void;
  /** Reports of progress before it. */
  wait: number;
  isDone: boolean;
}

/** Runs tasks on the caller's own thread, and lets something happen in the midst of one. */
export class InterruptedRunner implements TaskRunner {
  /** Tasks that have not ended. */
  running = 0;
  readonly #inner = new InlineRunner();
  readonly #interruptions: Interruption[] = [];

  /** Acts once, when a task of that name reports its progress for the `turn`th time. Answers whether it has acted. */
  interrupt(name: TaskName, act: () => void, turn = 1): () => boolean {
    const interruption: Interruption = { name, act, wait: turn - 1, isDone: false };
    this.#interruptions.push(interruption);
    return () => interruption.isDone;
  }

  async run<Name extends TaskName>(
    name: Name,
    argument: Tasks[Name]['argument'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['result']> {
    this.running++;
    try {
      return await this.#inner.run(name, argument, {
        ...options,
        onProgress: (done, total) => {
          this.#progressed(name);
          options.onProgress?.(done, total);
        },
      });
    } finally {
      this.running--;
    }
  }

  stop(): Promise<void> {
    return this.#inner.stop();
  }

  #progressed(name: TaskName): void {
    for (const interruption of this.#interruptions) {
      if (interruption.name !== name || interruption.isDone) continue;
      if (interruption.wait-- > 0) continue;
      interruption.isDone = true;
      interruption.act();
    }
  }
}

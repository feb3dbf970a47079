import type { TaskOptions, TaskRunner } from '../worker/task-runner.ts';
import { Priority } from '../worker/task-runner.ts';
import type { StoreWork, WorkOptions } from '../store/store-work.ts';

/** The store's heavy work done as tasks, `parallel` of them at once. */
export function taskWork(tasks: TaskRunner, parallel: number): StoreWork {
  return {
    parallel,
    copy: (request, options) => tasks.run('store.copy', request, taskOptions(options)),
    measure: (request, options) => tasks.run('store.measure', request, taskOptions(options)),
    hash: async (request, options) =>
      (await tasks.run('blob.hash', request, taskOptions(options))).found,
    read: (folder, options) => tasks.run('store.read', { folder }, taskOptions(options)),
    roots: (request, options) => tasks.run('store.roots', request, taskOptions(options)),
  };
}

function taskOptions({ signal, onProgress }: WorkOptions): TaskOptions {
  return {
    priority: Priority.reading,
    signal,
    onProgress: (done) => onProgress?.(done),
  };
}

import type { ExportWork, WorkOptions } from '../export/export-work.ts';
import type { TaskOptions, TaskRunner } from '../worker/task-runner.ts';
import { Priority } from '../worker/task-runner.ts';

/** The heavy work of exports done as tasks, `parallel` of them at once. */
export function taskExportWork(tasks: TaskRunner, parallel: number): ExportWork {
  return {
    parallel,
    layer: (request, options) => tasks.run('layer.export', request, taskOptions(options)),
    find: (selection, packing) => tasks.run('layers.find', { selection, packing }, taskOptions({})),
    rewrite: (request) => tasks.run('images.rewrite', request, taskOptions({})),
    repack: (request, options) => tasks.run('layer.repack', request, taskOptions(options)),
    save: (request, options) => tasks.run('images.write', request, taskOptions(options)),
  };
}

function taskOptions({ signal, progress }: WorkOptions): TaskOptions {
  return { priority: Priority.reading, signal, onProgress: (done) => progress?.(done) };
}

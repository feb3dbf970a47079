import { openArchive } from '../archive/open-archive.ts';
import { hashBlob } from '../bytes/hash-blob.ts';
import { withBlob } from '../bytes/random-access.ts';
import { hashContents } from '../layer/content-hash.ts';
import { editTasks } from './edit-tasks.ts';
import { differFiles, hashFile, previewFile, readFile, saveFile } from './file-tasks.ts';
import { compareFiles, listLayer, proveLayer } from './layer-tasks.ts';
import { readPackages, readRpm } from './package-tasks.ts';
import { matchKeptPattern } from './pattern-tasks.ts';
import { exportTasks } from './export-tasks.ts';
import { searchTasks } from './search-tasks.ts';
import { scanSecrets } from './finding-tasks.ts';
import { storeTasks } from './store-tasks.ts';
import { treeTasks } from './tree-tasks.ts';
import type { TaskCall, TaskContext, TaskOutcome } from './protocol.ts';
import type { ListedLayer, TaskName, Tasks } from './tasks.ts';

type TaskFunctions = {
  readonly [Name in TaskName]: (
    argument: Tasks[Name]['argument'],
    context: TaskContext,
  ) => Tasks[Name]['result'] | Promise<Tasks[Name]['result']>;
};

const functions: TaskFunctions = {
  'archive.open': ({ path, spoolDir }, { signal, progress }) =>
    openArchive(path, { spoolDir, signal, progress }),
  'layer.list': listLayer,
  'layer.prove': proveLayer,
  'layer.hash': ({ layer, index }, { isCancelled, progress }) =>
    withBlob(layer.location, (source) => {
      const entries = Uint32Array.from({ length: index.count }, (_, entry) => entry);
      const onProgress = (done: number): void => progress(done, null);
      return hashContents(source, index, entries, { isCancelled, onProgress });
    }),
  'files.compare': compareFiles,
  'files.difference': differFiles,
  'blob.confirm': (location) => withBlob(location, () => {}),
  'blob.hash': ({ location, stated }, context) =>
    withBlob(location, (source) => ({
      found: hashBlob(source, stated, context),
      bytes: source.size,
    })),
  'file.preview': previewFile,
  'file.read': readFile,
  'file.hash': hashFile,
  'file.save': saveFile,
  'packages.read': readPackages,
  'packages.rpm': readRpm,
  'pattern.match': matchKeptPattern,
  'secrets.scan': scanSecrets,
  ...storeTasks,
  ...editTasks,
  ...exportTasks,
  ...searchTasks,
  ...treeTasks,
};

/** Runs one task to its end. Throws EngineError where the task cannot be done. */
export async function runTask(
  { name, argument }: TaskCall,
  context: TaskContext,
): Promise<TaskOutcome<unknown>> {
  // Name and argument come from one call of the pool, which took them as a pair.
  const run = functions[name] as (argument: unknown, context: TaskContext) => unknown;
  const result = await run(argument, context);
  return { result, transfer: isListed(name, result) ? columnBuffers(result) : [] };
}

function isListed(name: TaskName, result: unknown): result is ListedLayer {
  return (name === 'layer.list' || name === 'layer.prove') && result !== null;
}

/** The columns of an index are handed over: copying them would double the memory of a large layer for a moment. */
function columnBuffers({ index }: ListedLayer): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const column of Object.values(index)) {
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) {
      buffers.add(column.buffer);
    }
  }
  return [...buffers];
}

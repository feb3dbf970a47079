import { showAll } from '../../shared/model/view.ts';
import type { ViewOptions } from '../../shared/model/view.ts';
import { EngineError } from '../../electron/engine/bytes/engine-error.ts';
import type { ReadImage } from '../../electron/engine/session/image-reading.ts';
import { packagesAt } from '../../electron/engine/session/packages.ts';
import { fileAt } from '../../electron/engine/session/session.ts';
import { EntryKind } from '../../electron/engine/layer/layer-index.ts';
import { bytesOf, kindOf, none, presentAt } from '../../electron/engine/tree/union-tree.ts';
import { entryDetail } from '../../electron/engine/view/entry-detail.ts';
import { TreeView } from '../../electron/engine/view/tree-view.ts';
import { viewedStack } from '../../electron/engine/view/viewed.ts';
import { Priority } from '../../electron/engine/worker/task-runner.ts';
import type { TaskRunner } from '../../electron/engine/worker/task-runner.ts';

const largestFirst: ViewOptions = { ...showAll, sort: 'size', descending: true };

/** Paths that are looked at one by one, and files whose contents are. */
const mostPaths = 40;
const mostFiles = 6;
/** A sparse file of a few bytes may claim terabytes: hashing it takes its time, and may be given up. */
const mostHashed = 16 * 1024 * 1024;

/** What a window asks of an image that has been read, and what it is answered. */
export async function* askOfImage(read: ReadImage, tasks: TaskRunner): AsyncGenerator<unknown> {
  const { tree } = read;
  const top = tree.layers.length - 1;
  if (top < 0) return;
  for (const from of [-1, top - 1]) {
    const view = new TreeView(viewedStack(tree), { from, to: top }, largestFirst);
    view.expand(0, true, true);
    view.configure({ from, to: top }, { ...largestFirst, text: 'e', sort: 'name' });
    view.expandChanged();
    yield [view.state(0), view.rows(0, 100)];
    view.choose({ how: 'all' });
    yield [view.rows(0, 100), view.chosenAmount(), view.chosenFiles(), view.chosenPaths(100)];
  }
  for (let node = 0; node < Math.min(tree.nodeCount, mostPaths); node++) {
    yield entryDetail(tree, { from: -1, to: top }, node);
  }
  yield packagesAt(read, top, tasks);
  yield* contentsOf(read, tasks);
}

async function* contentsOf(read: ReadImage, tasks: TaskRunner): AsyncGenerator<unknown> {
  const { tree } = read;
  const top = tree.layers.length - 1;
  let files = 0;
  for (let node = 0; node < tree.nodeCount && files < mostFiles; node++) {
    const event = presentAt(tree, node, top);
    if (event === none || kindOf(tree, event) !== EntryKind.file) continue;
    files++;
    const options = { priority: Priority.interactive };
    try {
      const file = fileAt(read, top, node);
      yield await tasks.run('file.preview', { ...file, limit: 4096 }, options);
      if (bytesOf(tree, event) > mostHashed) continue;
      yield await tasks.run('file.hash', file, options);
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure.code === 'internal') throw error;
      yield error.failure.code;
    }
  }
}

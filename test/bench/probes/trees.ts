import { treeChanges } from '../../../electron/engine/diff/tree-changes.ts';
import type { LayerIndex } from '../../../electron/engine/layer/layer-index.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { TreeBuilder } from '../../../electron/engine/tree/tree-builder.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import { TreeView } from '../../../electron/engine/view/tree-view.ts';
import { viewedStack } from '../../../electron/engine/view/viewed.ts';
import { stackChangeKinds } from '../../../shared/model/change.ts';
import { showAll, sortColumns } from '../../../shared/model/view.ts';
import type { StackRange, ViewOptions } from '../../../shared/model/view.ts';
import { file, layerIndex, whiteout, type IndexedEntry } from '../../fixtures/layer-index.ts';
import type { Probe } from '../harness/probe.ts';
import { randomNumbers } from '../input/stand-in.ts';
import { median } from '../harness/measure.ts';
import { since } from './session.ts';

/** Files of a layer, number `from` to `to`, a hundred in each folder. */
function files(from: number, to: number, name: (place: number) => string): readonly IndexedEntry[] {
  return Array.from({ length: to - from }, (_, at) =>
    file(`${folderOf(from + at)}/${name(from + at)}`, 'x'),
  );
}

function folderOf(place: number): string {
  const folder = Math.floor(place / 100);
  return `usr/part-${folder % 40}/package-${folder % 2000}/module-${folder}`;
}

function index(entries: readonly IndexedEntry[]): LayerIndex {
  return layerIndex(entries, false);
}

/** Nanoseconds for each entry of stacking layers of several kinds. */
export const tree: Probe = async () => {
  const perLayer = 50_000;
  const layers = 30;
  const all = layers * perLayer;
  const own = (place: number): string => `file-${place}.txt`;
  const few = index(files(0, perLayer, own));
  const single = stack([index(files(0, all, own))]).nanoseconds;
  const other = stack(
    Array.from({ length: layers }, (_, layer) =>
      index(files(layer * perLayer, (layer + 1) * perLayer, own)),
    ),
  ).nanoseconds;
  const same = stack(Array.from({ length: layers }, () => few)).nanoseconds;

  const removed = index(
    Array.from({ length: 10_000 }, (_, at) => whiteout(`${folderOf(at * 20)}/${own(at * 20)}`)),
  );
  const below = index(files(0, 200_000, own));
  const whiteouts = median(Array.from({ length: 9 }, () => nanosecondsOnTop(below, removed)));
  // Last, when the code is compiled as well as it was for the others.
  const plain = median(Array.from({ length: 9 }, () => stack([few]).nanoseconds));
  return { plain, single, other, same, whiteouts };
};

function stack(layers: readonly LayerIndex[]): { tree: UnionTree; nanoseconds: number } {
  globalThis.gc?.();
  const builder = new TreeBuilder();
  const start = performance.now();
  for (const layer of layers) runWhole(builder.addLayer(layer));
  const made = builder.finish();
  const entries = layers.reduce((total, { count }) => total + count, 0);
  return { tree: made, nanoseconds: (since(start) / entries) * 1e6 };
}

/** Nanoseconds for each entry of a layer that is laid over another. */
function nanosecondsOnTop(below: LayerIndex, layer: LayerIndex): number {
  const builder = new TreeBuilder();
  runWhole(builder.addLayer(below));
  const start = performance.now();
  runWhole(builder.addLayer(layer));
  return (since(start) / layer.count) * 1e6;
}

const base: ViewOptions = { ...showAll, kinds: stackChangeKinds };

/** An image of a million files: half of the names are used twice, the third layer overwrites 50,000 and removes 20,000. */
export function millionFiles(): UnionTree {
  const name = (place: number): string => `file-${place % 500_000}.txt`;
  return stack([
    index(files(0, 900_000, name)),
    index(files(900_000, 1_000_000, name)),
    index([
      ...files(100_000, 150_000, name),
      ...Array.from({ length: 20_000 }, (_, at) => {
        const place = 200_000 + at * 20;
        return whiteout(`${folderOf(place)}/${name(place)}`);
      }),
    ]),
  ]).tree;
}

/** What a window does with an image of a million paths; milliseconds. */
export const view: Probe = async () => {
  const made = millionFiles();
  // What making the layers left behind is not the view's to clear away.
  globalThis.gc?.();
  const whole: StackRange = { from: -1, to: 2 };
  const figures: Record<string, number> = {};
  function timed<Result>(figure: string, work: () => Result): Result {
    const start = performance.now();
    const result = work();
    figures[figure] = Math.max(figures[figure] ?? 0, since(start));
    return result;
  }
  const shown = timed('open', () => new TreeView(viewedStack(made), whole, base));
  timed('expand all', () => shown.expand(0, true, true));
  windows('sorted by name, all open', shown, figures);
  for (const sort of sortColumns) {
    timed(`sort by ${sort}`, () => shown.configure(whole, { ...base, sort, descending: true }));
  }
  shown.configure(whole, base);
  for (const text of [
    'f',
    'fi',
    'file',
    'file-1',
    'file-12',
    'file-123',
    'file-1234',
    'file-12345',
  ]) {
    const letters = text.length < 4 ? 'first letters' : 'further letters';
    timed(`search, ${letters}`, () => shown.configure(whole, { ...base, text }));
  }
  shown.configure(whole, { ...base, text: '7', sort: 'size' });
  windows('filtered, sorted by size', shown, figures);
  timed('search over folders', () => shown.configure(whole, { ...base, text: 'module-77/file-7' }));
  timed('glob', () => shown.configure(whole, { ...base, text: '*12*.txt', textMode: 'glob' }));
  timed('glob over folders', () =>
    shown.configure(whole, { ...base, text: '**/module-7*/*.txt', textMode: 'glob' }),
  );
  timed('regex', () => shown.configure(whole, { ...base, text: '12[0-9]+5', textMode: 'regex' }));
  timed('change of two points', () => treeChanges(made, { from: 0, to: 2 }));
  timed('show the changes', () =>
    shown.configure({ from: 0, to: 2 }, { ...base, kinds: ['added', 'modified', 'removed'] }),
  );
  return { ...figures, nodes: made.nodeCount };
};

/** A thousand windows of 60 rows at places all over. */
function windows(of: string, shown: TreeView, figures: Record<string, number>): void {
  const random = randomNumbers(7);
  const { rowCount } = shown.state(1);
  const times = Array.from({ length: 1000 }, () => {
    const first = Math.floor(random() * (rowCount - 60));
    const start = performance.now();
    shown.rows(first, 60);
    return since(start);
  });
  figures[`60 rows, median; ${of}`] = median(times);
  figures[`60 rows, worst of 1000; ${of}`] = Math.max(...times);
}

import { packageManagers } from '../../../shared/model/package.ts';
import type { PackageChange, PackageList, PackageManager } from '../../../shared/model/package.ts';
import type {
  LayerPackageChange,
  LayerPackages,
  PackageLayers,
  UnownedFile,
} from '../../../shared/model/package-layers.ts';
import { comparePackages } from '../packages/compare-packages.ts';
import { changesWays, layerEvents, ownedOfLayer } from '../packages/layer-ownership.ts';
import { listSources } from '../packages/list-sources.ts';
import { ownPackages, withoutRepeats } from '../packages/own-packages.ts';
import { folderClaims, ownedNodes } from '../packages/owned-paths.ts';
import { recordLayers } from '../packages/record-layers.ts';
import { fileOwnership, unownedPlaces } from '../packages/unowned-places.ts';
import { pathTexts } from '../tree/paths.ts';
import { runSliced } from '../tree/slices.ts';
import { bytesOf, presentAt } from '../tree/union-tree.ts';
import { placesByKey } from '../tree/sort-by-key.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { FileLists } from './file-lists.ts';
import type { NamedFiles } from './file-lists.ts';
import type { ReadImage } from './image-reading.ts';
import { packageRecordsOf, packagesAt } from './packages.ts';
import { endedBy } from './jobs.ts';
import type { AsJob, RunningJob } from './jobs.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork } from './shared-work.ts';

interface KnownLayers {
  readonly layers: PackageLayers;
  /** Nodes of the files that nobody owns, most bytes first. */
  readonly unowned: Uint32Array;
}

const known = new WeakMap<ReadImage, SharedWork<KnownLayers>>();

/**
 * What each layer did to the packages of an image, and which files belong to none. Found out the first time, by `asJob`,
 * for all who ask meanwhile; the answer is remembered with the image. The job's progress counts the bytes that the files
 * of the layers have.
 *
 * @throws EngineError `cancelled` when the signal aborts
 */
export async function packageLayers(
  image: ReadImage,
  tasks: TaskRunner,
  asJob: AsJob,
  signal?: AbortSignal,
): Promise<PackageLayers> {
  return (await knownOf(image, tasks, asJob, signal)).layers;
}

/**
 * Files of the final view that no package owns, most bytes first: all below a folder, or with `direct` those right in
 * it. Of them `count` from `start` on.
 *
 * @throws EngineError `cancelled` when the signal aborts
 */
export async function unownedFiles(
  image: ReadImage,
  where: {
    readonly node: number;
    readonly direct: boolean;
    readonly start: number;
    readonly count: number;
  },
  tasks: TaskRunner,
  asJob: AsJob,
  signal?: AbortSignal,
): Promise<{ readonly total: number; readonly rows: readonly UnownedFile[] }> {
  const { unowned } = await knownOf(image, tasks, asJob, signal);
  const { tree } = image;
  const nodes = unowned.filter((node) => isIn(tree.parent, node, where.node, where.direct));
  const pathOf = pathTexts(tree);
  const rows = [...nodes.subarray(where.start, where.start + where.count)].map(
    (node): UnownedFile => {
      const event = presentAt(tree, node, tree.layers.length - 1);
      return {
        node,
        path: pathOf(node),
        layer: tree.dataLayer[event]!,
        bytes: bytesOf(tree, event),
      };
    },
  );
  return { total: nodes.length, rows };
}

function isIn(parent: Uint32Array, node: number, folder: number, direct: boolean): boolean {
  if (direct) return parent[node] === folder;
  let at = node;
  // A parent has a lower number than its children.
  while (at > folder) at = parent[at]!;
  return at === folder;
}

function knownOf(
  image: ReadImage,
  tasks: TaskRunner,
  asJob: AsJob,
  signal: AbortSignal | undefined,
): Promise<KnownLayers> {
  const work = (own: RunningJob): Promise<KnownLayers> =>
    asJob('packages', (job) => readLayers(image, tasks, endedBy(job, own.signal)));
  return remembered(known, image, work, { signal });
}

/** What is there after a layer. */
interface LayerState {
  readonly list: PackageList;
  /** Without packages that are part of others. */
  readonly own: PackageList;
  readonly named: NamedFiles;
  readonly managers: readonly PackageManager[];
  readonly owned: Uint8Array;
}

const emptyList: PackageList = { packages: [], unread: [] };

async function readLayers(
  image: ReadImage,
  tasks: TaskRunner,
  { signal, progress }: RunningJob,
): Promise<KnownLayers> {
  const { tree } = image;
  const sizes = image.facts.layers.map(({ fileBytes }) => fileBytes);
  const total = sum(sizes);
  const touched = await runSliced(recordLayers(tree), signal);
  const starts = layerEvents(tree);
  const lists = new FileLists(image, tasks);
  const layers: LayerPackages[] = [];
  let state: LayerState = {
    list: emptyList,
    own: emptyList,
    named: { nodes: [], managers: [], unread: [] },
    managers: [],
    owned: new Uint8Array(tree.nodeCount),
  };
  let key = '';
  for (let layer = 0; layer < tree.layers.length; layer++) {
    progress(sum(sizes.slice(0, layer)), total);
    const before = state.own;
    const sources = listSources(tree, layer);
    const elsewhere = changesWays(tree, layer, starts, lists.ways);
    if (elsewhere) lists.forget();
    if (elsewhere || touched[layer] === 1 || sources.key !== key) {
      const list = await packagesAt(image, layer, tasks, { signal });
      const named = await lists.named(sources, layer, signal);
      const claims = await runSliced(
        folderClaims(tree, layer, list.packages, (source) =>
          packageRecordsOf(image).get(tree, source),
        ),
        signal,
      );
      const owned = await runSliced(
        ownedNodes(tree, named.nodes, claims, sources.recordFolders),
        signal,
      );
      const managers = new Set(named.managers);
      if (list.packages.some(({ manager }) => manager === 'npm')) managers.add('npm');
      if (claims.hasPythonLists) managers.add('python');
      const own = ownPackages(tree, layer, list, named.nodes);
      state = { list, own, named, owned, managers: [...managers] };
      key = sources.key;
    }
    const bytes = await runSliced(ownedOfLayer(tree, layer, starts, state.owned), signal);
    layers.push({ layer, ...changesBetween(before, state.own), ...bytes });
  }
  const files = await runSliced(fileOwnership(tree, state.owned), signal);
  return {
    layers: {
      layers,
      unread: withoutRepeats([...state.list.unread, ...state.named.unread]),
      owned: files.owned,
      unowned: files.unowned,
      unownedPlaces: await runSliced(unownedPlaces(tree, files.unownedNodes), signal),
      fileLists: packageManagers.filter((manager) => state.managers.includes(manager)),
    },
    unowned: bySize(image, files.unownedNodes),
  };
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all + size, 0);
}

function changesBetween(
  before: PackageList,
  after: PackageList,
): Pick<LayerPackages, 'changes' | 'installedBytes' | 'removedBytes'> {
  const changes = before === after ? [] : comparePackages(before, after).changes.map(changeOf);
  return {
    changes: changes.toSorted((one, other) => bytesOfChange(other) - bytesOfChange(one)),
    installedBytes: sum(changes.map(({ after }) => after?.bytes ?? 0)),
    removedBytes: sum(changes.map(({ before }) => before?.bytes ?? 0)),
  };
}

const changeWords = { added: 'installed', removed: 'removed', changed: 'changed' } as const;

function changeOf({ change, a, b }: PackageChange): LayerPackageChange {
  return { change: changeWords[change], before: a, after: b };
}

/** By how much it made the packages larger or smaller; of one whose size is not known on both sides, what is known. */
function bytesOfChange({ before, after }: LayerPackageChange): number {
  return Math.abs((after?.bytes ?? 0) - (before?.bytes ?? 0));
}

function bySize({ tree }: ReadImage, nodes: Uint32Array): Uint32Array {
  const top = tree.layers.length - 1;
  const keys = Float64Array.from(nodes, (node) => -bytesOf(tree, presentAt(tree, node, top)));
  return placesByKey(keys).map((place) => nodes[place]!);
}

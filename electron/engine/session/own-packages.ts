import type { PackageList } from '../../../shared/model/package.ts';
import { listSources } from '../packages/list-sources.ts';
import { ownPackages, withoutRepeats } from '../packages/own-packages.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { FileLists } from './file-lists.ts';
import type { ReadImage } from './image-reading.ts';
import type { RunningJob } from './jobs.ts';
import { packagesAt } from './packages.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork, WorkCaller } from './shared-work.ts';

const known = new WeakMap<ReadImage, Map<number, SharedWork<PackageList>>>();

/**
 * The packages of an image after `layer` without those of npm and Python that are part of a package of dpkg, apk or rpm:
 * the same that `packageLayers` counts. None after -1. Remembered with the image.
 *
 * @throws EngineError `cancelled` when the caller gives it up
 */
export function ownPackagesAt(
  image: ReadImage,
  layer: number,
  tasks: TaskRunner,
  caller: WorkCaller = {},
): Promise<PackageList> {
  const lists = known.get(image) ?? new Map<number, SharedWork<PackageList>>();
  known.set(image, lists);
  const top = Math.min(layer, image.layers.length - 1);
  return remembered(lists, top, (job) => listOwn(image, top, tasks, job), caller);
}

async function listOwn(
  image: ReadImage,
  layer: number,
  tasks: TaskRunner,
  { signal }: RunningJob,
): Promise<PackageList> {
  const list = await packagesAt(image, layer, tasks, { signal });
  const canBePart = list.packages.some(({ manager }) => manager === 'npm' || manager === 'python');
  if (!canBePart) return list;
  const { tree } = image;
  const named = await new FileLists(image, tasks).named(listSources(tree, layer), layer, signal);
  const { packages } = ownPackages(tree, layer, list, named.nodes);
  return { packages, unread: withoutRepeats([...list.unread, ...named.unread]) };
}

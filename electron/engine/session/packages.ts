import type { PackageList } from '../../../shared/model/package.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { runSliced } from '../tree/slices.ts';
import { packageList } from '../packages/package-list.ts';
import { planPackages, sourcesOf } from '../packages/package-plan.ts';
import { unreadRecord } from '../packages/package-record.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ReadImage } from './image-reading.ts';
import type { RunningJob } from './jobs.ts';
import { PackageRecords } from './package-records.ts';
import { remembered } from './shared-work.ts';
import type { SharedWork, WorkCaller } from './shared-work.ts';

/** What has been read of an image's packages. An image that has been read never changes. */
interface KnownPackages {
  readonly records: PackageRecords;
  /** By the layer after which they are there. */
  readonly lists: Map<number, SharedWork<PackageList>>;
}

const known = new WeakMap<ReadImage, KnownPackages>();

/**
 * The packages of an image after `layer`; none after -1. What was read once is remembered with the image, also the
 * records that lists after several layers have in common.
 *
 * @throws EngineError `cancelled` when the caller gives it up
 */
export function packagesAt(
  image: ReadImage,
  layer: number,
  tasks: TaskRunner,
  caller: WorkCaller = {},
): Promise<PackageList> {
  const { records, lists } = knownOf(image);
  const top = Math.min(layer, image.layers.length - 1);
  return remembered(lists, top, (job) => listPackages(image, top, records, tasks, job), caller);
}

/** The records that the lists of an image's packages were made of, as far as they have been read. */
export function packageRecordsOf(image: ReadImage): PackageRecords {
  return knownOf(image).records;
}

async function listPackages(
  image: ReadImage,
  layer: number,
  records: PackageRecords,
  tasks: TaskRunner,
  { signal }: RunningJob,
): Promise<PackageList> {
  try {
    const plan = await runSliced(planPackages(image.tree, layer), signal);
    await records.read(image, sourcesOf(plan), tasks, signal);
    const list = packageList(image.tree, plan, (source) => {
      return records.get(image.tree, source) ?? unreadRecord('unreadable');
    });
    return await runSliced(list, signal);
  } catch (error) {
    if (signal.aborted) throw new EngineError('cancelled', {}, { cause: error });
    throw error;
  }
}

function knownOf(image: ReadImage): KnownPackages {
  const before = known.get(image);
  if (before !== undefined) return before;
  const made = { records: new PackageRecords(), lists: new Map<number, SharedWork<PackageList>>() };
  known.set(image, made);
  return made;
}

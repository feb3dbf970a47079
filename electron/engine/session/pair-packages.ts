import type { PackageComparison } from '../../../shared/model/package.ts';
import { comparePackages } from '../packages/compare-packages.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { ownPackagesAt } from './own-packages.ts';
import type { PairedImages } from './pair-images.ts';

/**
 * How the packages of two images differ, each up to the compared point and with all layers below it, also where one
 * layer is taken alone. What came as files of another package is part of that one.
 *
 * @throws EngineError `cancelled` when the signal aborts
 */
export async function pairPackages(
  { a, b }: PairedImages,
  tasks: TaskRunner,
  signal: AbortSignal,
): Promise<PackageComparison> {
  const [packagesA, packagesB] = await Promise.all(
    [a, b].map(({ read, point }) => ownPackagesAt(read, point.layer, tasks, { signal })),
  );
  return comparePackages(packagesA!, packagesB!);
}

import type { Advice } from '../../../shared/model/advice.ts';
import type { Duplicates } from '../../../shared/model/duplicates.ts';
import type { Findings } from '../../../shared/model/findings.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { shownPaths } from '../advice/advice-input.ts';
import type { PathAttributes } from '../advice/advice-input.ts';
import { advise } from '../advice/advise.ts';
import { baseLayersOf } from '../advice/base-layers.ts';
import { layerSteps } from '../advice/layer-steps.ts';
import type { ArchiveImage } from '../archive/archive.ts';
import { configValues } from '../compare/config-values.ts';
import { dependencyFolders } from '../findings/dependency-folders.ts';
import { documentHints } from '../lineage/document-hints.ts';
import { historyHints } from '../lineage/history-hints.ts';
import { runSliced } from '../tree/slices.ts';
import { extraOf, modeOf, none, ownerOf, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { hiddenFiles } from '../waste/waste.ts';
import type { WasteReading } from '../waste/waste.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { readBaseHints } from './base-hints.ts';
import type { ReadImage } from './image-reading.ts';
import { toolFilesOf } from './tool-files.ts';

/** An image that has been read, with all that its archive says of it. */
export interface ReviewedImage {
  readonly grant: Grant;
  readonly image: Image;
  readonly archive: ArchiveImage;
  readonly read: ReadImage;
}

/** What has been found out of an image before it is known what to do about it. */
export interface AdvisedParts {
  readonly reading: WasteReading;
  readonly findings: Findings;
  readonly packages: PackageLayers;
  readonly duplicates: Duplicates;
}

/**
 * What to do about an image.
 *
 * @throws EngineError `cancelled`
 */
export async function adviceOf(
  { image, archive, read }: ReviewedImage,
  { reading, findings, packages, duplicates }: AdvisedParts,
  tasks: TaskRunner,
  signal: AbortSignal,
): Promise<readonly Advice[]> {
  const { documents } = archive;
  const hints = [
    ...documentHints(documents),
    ...historyHints(image.history, image.layers.length),
    ...(await readBaseHints(read, tasks)),
  ];
  const baseLayers = baseLayersOf(hints, image.history, image.layers.length);
  const user = configValues(documents, image.platform).get('config')?.get('User') ?? '';
  return advise({
    waste: reading.waste,
    hiddenFiles: (group) => [...hiddenFiles(reading, group, 0, shownPaths)],
    findings,
    duplicates,
    packages,
    steps: layerSteps(image, findings),
    baseLayers,
    attributes: (node, layer) => attributesAt(read.tree, node, layer),
    dependencyFolders: await runSliced(dependencyFolders(read.tree), signal),
    toolFiles: await toolFilesOf(read, packages, baseLayers, tasks, signal),
    user: documents.config === null || typeof user !== 'string' ? null : user,
    isUnix: image.platform.os !== 'windows',
  });
}

function attributesAt(tree: UnionTree, node: number, layer: number): PathAttributes | null {
  const event = presentAt(tree, node, layer);
  if (event === none) return null;
  const { uid, gid } = ownerOf(tree, event);
  const isExtended = (extraOf(tree, event)?.xattrs ?? []).length > 0;
  return { uid, gid, mode: modeOf(tree, event) & 0o7777, isExtended };
}

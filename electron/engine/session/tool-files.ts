import type { InstalledPackage } from '../../../shared/model/package.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import type { ToolFile } from '../advice/advice-input.ts';
import { buildTools } from '../advice/build-tools-advice.ts';
import { listSources } from '../packages/list-sources.ts';
import { pathTexts } from '../tree/paths.ts';
import { inodeOf, kindOf, none, presentAt } from '../tree/union-tree.ts';
import { runSliced, sliceNodes } from '../tree/slices.ts';
import { storedBytesOf } from '../waste/hidden-files.ts';
import { EntryKind } from '../layer/layer-index.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import { FileLists } from './file-lists.ts';
import type { ReadImage } from './image-reading.ts';

/**
 * The visible files that the lists of dpkg, apk and rpm give to build tools and that layers from `baseLayers` on store,
 * each once; null where a list could not be read, or dpkg has none for one of them. A file that has a name besides stays when its package goes, so it is
 * not among them.
 *
 * @throws EngineError `cancelled`
 */
export async function toolFilesOf(
  image: ReadImage,
  packages: PackageLayers,
  baseLayers: number,
  tasks: TaskRunner,
  signal: AbortSignal | undefined,
): Promise<readonly ToolFile[] | null> {
  const found = buildTools(packages, baseLayers);
  if (found.length === 0) return [];
  const { tree } = image;
  const top = tree.layers.length - 1;
  const sources = listSources(tree, top);
  const names = new Set(found.map(({ name }) => name));
  const managers = new Set(found.map(({ manager }) => manager));
  const lists = sources.lists.filter(
    (list) => managers.has(list.manager) && (list.package === null || names.has(list.package)),
  );
  // apk and rpm list the files of all packages in one database.
  const listed = new Set(lists.map((list) => list.package));
  const isListed = ({ manager, name }: InstalledPackage): boolean =>
    manager !== 'dpkg' || listed.has(name);
  if (!found.every(isListed)) return null;
  const named = await new FileLists(image, tasks, names).named({ ...sources, lists }, top, signal);
  if (named.unread.length > 0) return null;
  const nodes = new Set(named.nodes.flatMap((each) => [...each]));
  return runSliced(filesOf(image, nodes, baseLayers), signal);
}

function* filesOf(
  { tree }: ReadImage,
  nodes: ReadonlySet<number>,
  baseLayers: number,
): Generator<void, readonly ToolFile[]> {
  const top = tree.layers.length - 1;
  const pathOf = pathTexts(tree);
  const files = new Map<number, ToolFile>();
  const others = new Set<number>();
  for (let node = 0; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const event = presentAt(tree, node, top);
    if (event === none || tree.dataEntry[event] === none) continue;
    if (kindOf(tree, event) !== EntryKind.file) continue;
    const inode = inodeOf(tree, event);
    if (!nodes.has(node)) others.add(inode);
    else if (tree.dataLayer[event]! >= baseLayers && !files.has(inode)) {
      const index = tree.layers[tree.dataLayer[event]!]!;
      const bytes = storedBytesOf(index, tree.dataEntry[event]!);
      files.set(inode, { node, path: pathOf(node), bytes });
    }
  }
  return [...files].flatMap(([inode, file]) => (others.has(inode) ? [] : [file]));
}

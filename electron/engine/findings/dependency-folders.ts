import { EntryKind } from '../layer/layer-index.ts';
import { nameId } from '../tree/name-id.ts';
import { pathText } from '../tree/paths.ts';
import { bytesOf, isPresence, kindOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { sliceNodes } from '../tree/slices.ts';

/** A folder of dependencies that are installed for one project. */
export interface DependencyFolder {
  readonly kind: 'node-modules' | 'virtual-environment';
  readonly node: number;
  readonly path: string;
  /** The layer that brought most of its bytes. */
  readonly layer: number;
  /** Its visible files that this layer brought. */
  readonly files: number;
  readonly bytes: number;
  /** Whether that layer stores what is part of the sources of a project beside it, such as a Dockerfile. */
  readonly isBesideSources: boolean;
}

/** What lies in the folder of a project, and in no image that only has what it needs. */
const sourceNames = [
  'Dockerfile',
  'Containerfile',
  '.dockerignore',
  '.git',
  '.gitignore',
  '.gitattributes',
  '.github',
  '.gitlab-ci.yml',
  'docker-compose.yml',
  'compose.yaml',
] as const;

/** Most folders that are told. */
const mostFolders = 1000;

interface Found {
  readonly kind: DependencyFolder['kind'];
  /** By layer. */
  readonly sums: Map<number, { files: number; bytes: number }>;
}

/**
 * Every `node_modules` of the final view that is in no other, and every virtual environment of Python, which is a folder
 * with a `pyvenv.cfg` (PEP 405). Those without a file are none.
 */
export function* dependencyFolders(tree: UnionTree): Generator<void, readonly DependencyFolder[]> {
  const top = tree.layers.length - 1;
  const nodeModules = nameId(tree, 'node_modules');
  const settings = nameId(tree, 'pyvenv.cfg');
  if (nodeModules === -1 && settings === -1) return [];
  const found = new Map<number, Found>();
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const name = tree.name[node]!;
    if (name !== nodeModules && name !== settings) continue;
    const event = presentAt(tree, node, top);
    if (event === none || found.size >= mostFolders) continue;
    const isFolder = kindOf(tree, event) === EntryKind.directory;
    if (name === nodeModules && isFolder)
      found.set(node, { kind: 'node-modules', sums: new Map() });
    const parent = tree.parent[node]!;
    if (name === settings && !isFolder && parent !== 0) {
      found.set(parent, { kind: 'virtual-environment', sums: new Map() });
    }
  }
  if (found.size > 0) yield* sumUp(tree, found);
  return [...found].flatMap(([node, folder]) => told(tree, node, folder));
}

/** Adds up what lies in each of them, by the outermost. */
function* sumUp(tree: UnionTree, found: ReadonlyMap<number, Found>): Generator<void, void> {
  const top = tree.layers.length - 1;
  const inside = new Uint32Array(tree.nodeCount);
  // A parent has a lower number than its children.
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const outer = inside[tree.parent[node]!]!;
    inside[node] = outer === 0 && found.has(node) ? node : outer;
    const folder = found.get(inside[node]!);
    if (folder === undefined) continue;
    const event = presentAt(tree, node, top);
    if (event === none || kindOf(tree, event) !== EntryKind.file) continue;
    const layer = broughtBy(tree, event);
    const sum = folder.sums.get(layer) ?? { files: 0, bytes: 0 };
    sum.files++;
    sum.bytes += bytesOf(tree, event);
    folder.sums.set(layer, sum);
  }
}

/** The layer since which the path has been there without a break, whoever changed it later. */
function broughtBy(tree: UnionTree, event: number): number {
  let first = event;
  for (let older = tree.older[first]!; older !== none; older = tree.older[older]!) {
    if (!isPresence(tree.eventKind[older]!)) break;
    first = older;
  }
  return tree.eventLayer[first]!;
}

function told(tree: UnionTree, node: number, { kind, sums }: Found): readonly DependencyFolder[] {
  const [most] = [...sums].toSorted(([, one], [, other]) => other.bytes - one.bytes);
  if (most === undefined) return [];
  const [layer, sum] = most;
  const isBesideSources = hasSources(tree, tree.parent[node]!, layer);
  return [{ kind, node, path: pathText(tree, node), layer, ...sum, isBesideSources }];
}

function hasSources(tree: UnionTree, folder: number, layer: number): boolean {
  const ids = new Set<number>(sourceNames.map((name) => nameId(tree, name)));
  const { firstChild, nextSibling, nodeCount } = tree;
  for (let node = firstChild[folder]!; node < nodeCount; node = nextSibling[node]!) {
    if (!ids.has(tree.name[node]!)) continue;
    const event = presentAt(tree, node, layer);
    if (event !== none && tree.eventLayer[event] === layer) return true;
  }
  return false;
}

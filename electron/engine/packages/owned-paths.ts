import type { InstalledPackage } from '../../../shared/model/package.ts';
import { isContent } from './record-source.ts';
import { nameId } from '../tree/name-id.ts';
import { none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { nodeModulesName } from './find-records.ts';
import { ListedFiles } from './package-bytes.ts';
import type { ReadRecord } from './package-record.ts';
import { PathFinder } from './path-finder.ts';
import type { RecordSource } from './record-source.ts';
import { textOf, visitLines } from './text-lines.ts';

/** Nodes or paths looked at before other work gets its turn. */
const slice = 8192;

/** Where dpkg puts a file of another package, by the node that this one names (dpkg-divert(1)). */
export type Diversions = ReadonlyMap<
  number,
  {
    readonly to: number;
    /** Whose own file stays at the first place; `:` for nobody's. */
    readonly keeper: string;
  }
>;

/** The diversions of dpkg's file: three lines each, the path, where its file goes, and the package that wants it so. */
export function diversionsOf(lines: Uint8Array, finder: PathFinder): Diversions {
  const diversions = new Map<number, { readonly to: number; readonly keeper: string }>();
  let [from, to] = [-1, -1];
  let line = 0;
  visitLines(lines, (start, end) => {
    const part = line++ % 3;
    if (part === 0) from = finder.find(lines, start, end);
    else if (part === 1) to = finder.find(lines, start, end);
    else if (from !== -1) diversions.set(from, { to, keeper: textOf(lines, start, end) });
    return true;
  });
  return diversions;
}

/** The nodes of a list of paths, from the root on; `owner` is the package that the list is of. */
export function* listedNodes(
  paths: Uint8Array,
  owner: string | null,
  finder: PathFinder,
  diversions: Diversions,
): Generator<void, Uint32Array> {
  const nodes = new Set<number>();
  let start = 0;
  let count = 0;
  while (start < paths.length) {
    const found = paths.indexOf(0x0a, start);
    const end = found === -1 ? paths.length : found;
    const node = finder.find(paths, start, end);
    const diverted = diversions.get(node);
    const isElsewhere = diverted !== undefined && owner !== null && diverted.keeper !== owner;
    const own = isElsewhere ? diverted.to : node;
    if (own > 0) nodes.add(own);
    start = end + 1;
    if (++count % slice === 0) yield;
  }
  return Uint32Array.from(nodes);
}

/** What packages that keep a folder to themselves, or list their files beside it, own after a layer. */
export interface FolderClaims {
  /** Folders (or single files) with everything in them; of npm's without the packages inside. */
  readonly whole: ReadonlySet<number>;
  readonly nodes: Iterable<number>;
  /** Whether any list of a Python package was read. */
  readonly hasPythonLists: boolean;
}

/** The claims of npm's and Python's packages; `read` answers the records that listing them has read. */
export function* folderClaims(
  tree: UnionTree,
  layer: number,
  packages: readonly InstalledPackage[],
  read: (source: RecordSource) => ReadRecord | undefined,
): Generator<void, FolderClaims> {
  const finder = new PathFinder(tree, layer);
  const listed = new ListedFiles(tree, layer);
  const whole = new Set<number>();
  const nodes: number[] = [];
  let hasPythonLists = false;
  for (const { manager, path } of packages) {
    yield;
    if (manager !== 'npm' && manager !== 'python') continue;
    const bytes = Buffer.from(path);
    const place = finder.find(bytes, 0, bytes.length);
    if (place <= 0) continue;
    const isEgg = path.endsWith('/EGG-INFO');
    whole.add(isEgg ? tree.parent[place]! : place);
    if (manager === 'npm') continue;
    for (const { name, form, base } of [
      { name: 'RECORD', form: 'python-record', base: tree.parent[place]! },
      { name: 'installed-files.txt', form: 'python-installed-files', base: place },
    ] as const) {
      const file = finder.child(place, name);
      const event = file === -1 ? none : presentAt(tree, file, layer);
      if (event === none || !isContent(tree, event)) continue;
      const record = read({ kind: 'file', form, event });
      if (record?.kind !== 'files') continue;
      hasPythonLists = true;
      for (const node of listed.nodes(base, record.paths)) nodes.push(node);
    }
  }
  return { whole, nodes, hasPythonLists };
}

/** npm's and yarn's records of what a `node_modules` holds. */
const installRecords = [
  '.package-lock.json',
  '.yarn-integrity',
  '.yarn-state.yml',
  '.modules.yaml',
];

/** Marks every node that belongs to a package, by 1. */
export function* ownedNodes(
  tree: UnionTree,
  listed: Iterable<Uint32Array>,
  claims: FolderClaims,
  recordFolders: readonly number[],
): Generator<void, Uint8Array> {
  const owned = new Uint8Array(tree.nodeCount);
  for (const nodes of listed) {
    for (const node of nodes) owned[node] = 1;
    yield;
  }
  for (const node of claims.nodes) owned[node] = 1;
  const nodeModules = nodeModulesName(tree);
  const records = new Set(installRecords.map((name) => nameId(tree, name)));
  const folders = new Set([...claims.whole, ...recordFolders]);
  /** 1 below a folder that belongs to a package as a whole. */
  const inside = new Uint8Array(tree.nodeCount);
  // A parent has a lower number than its children.
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % slice === 0) yield;
    const parent = tree.parent[node]!;
    if (folders.has(node)) inside[node] = 1;
    else if (tree.name[node] !== nodeModules) inside[node] = inside[parent]!;
    const isRecord =
      parent !== 0 && tree.name[parent] === nodeModules && records.has(tree.name[node]!);
    if (inside[node] === 1 || isRecord) owned[node] = 1;
  }
  return owned;
}

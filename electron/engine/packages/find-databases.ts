import type { PackageManager, UnreadPackages } from '../../../shared/model/package.ts';
import { resolvePath } from '../tree/resolve-path.ts';
import { none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { pathText } from '../tree/paths.ts';
import { isContent, sourceKey } from './record-source.ts';
import type { RecordSource } from './record-source.ts';

/** A database of one manager as it stands after a layer. */
export interface FoundDatabase {
  readonly manager: PackageManager;
  readonly node: number;
  readonly source: RecordSource;
}

/** The databases after some layers in a row: they are the same files in all of them. */
export interface DatabaseState {
  /** The lowest of these layers. */
  readonly from: number;
  readonly databases: readonly FoundDatabase[];
}

const dpkgStatus = 'var/lib/dpkg/status';
/** The second is the place since Alpine 3.22 and in images whose `/lib` is a link. */
const apkInstalled = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'] as const;
/** The second is the place since Fedora 36, to which the first is then a link. */
const rpmFolders = ['var/lib/rpm', 'usr/lib/sysimage/rpm'] as const;
const rpmDatabase = 'rpmdb.sqlite';
/** rpm's forms that are not read: ndb of SUSE, and Berkeley DB of rpm before 4.16. */
const rpmOtherForms = ['Packages.db', 'Packages'] as const;

/** The databases that a program inside the container would find after a layer. */
export function databasesAt(tree: UnionTree, layer: number): readonly FoundDatabase[] {
  const found = new Map<number, FoundDatabase>();
  function add(path: string, manager: PackageManager, source: (event: number) => RecordSource) {
    const file = fileAt(tree, layer, path);
    if (file !== null && !found.has(file.node)) {
      found.set(file.node, { manager, node: file.node, source: source(file.event) });
    }
  }
  add(dpkgStatus, 'dpkg', (event) => ({ kind: 'file', form: 'dpkg-status', event }));
  for (const path of apkInstalled) {
    add(path, 'apk', (event) => ({ kind: 'file', form: 'apk-installed', event }));
  }
  for (const folder of rpmFolders) {
    const log = fileAt(tree, layer, `${folder}/${rpmDatabase}-wal`)?.event ?? null;
    add(`${folder}/${rpmDatabase}`, 'rpm', (event) => ({ kind: 'rpm', event, log }));
  }
  return [...found.values()];
}

/** The databases after each layer from `layer` down to the first, the highest first. */
export function* databaseStates(
  tree: UnionTree,
  layer: number,
): Generator<void, readonly DatabaseState[]> {
  const states: DatabaseState[] = [];
  let keys = '';
  for (let at = layer; at >= 0; at--) {
    const databases = databasesAt(tree, at);
    const ownKeys = databases.map(({ source }) => sourceKey(tree, source)).join(' ');
    if (states.length > 0 && ownKeys === keys) states.pop();
    states.push({ from: at, databases });
    keys = ownKeys;
    yield;
  }
  return states;
}

/** Databases after a layer that are there in a form that is not understood. */
export function otherForms(tree: UnionTree, layer: number): readonly UnreadPackages[] {
  const nodes = new Set<number>();
  for (const folder of rpmFolders) {
    for (const name of rpmOtherForms) {
      const file = fileAt(tree, layer, `${folder}/${name}`);
      if (file !== null) nodes.add(file.node);
    }
  }
  return [...nodes].map((node) => ({
    manager: 'rpm',
    path: pathText(tree, node),
    reason: 'format',
  }));
}

function fileAt(
  tree: UnionTree,
  layer: number,
  path: string,
): { readonly node: number; readonly event: number } | null {
  const resolved = resolvePath(tree, layer, path);
  if (!resolved.found) return null;
  const event = presentAt(tree, resolved.node, layer);
  return event !== none && isContent(tree, event) ? { node: resolved.node, event } : null;
}

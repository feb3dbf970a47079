import type { PackageManager } from '../../../shared/model/package.ts';
import { limits } from '../bytes/limits.ts';
import { nameText } from '../tree/paths.ts';
import { resolvePath } from '../tree/resolve-path.ts';
import { inodeOf, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { databasesAt } from './find-databases.ts';
import { isContent } from './record-source.ts';
import type { RecordSource } from './record-source.ts';

/** A file that lists files of packages. */
export interface ListSource {
  readonly manager: PackageManager;
  readonly source: RecordSource;
  /** The package whose files it lists, without its architecture; null for a database of several. */
  readonly package: string | null;
}

/** What says after a layer which files belong to packages of dpkg, apk and rpm. */
export interface ListSources {
  readonly lists: readonly ListSource[];
  /** dpkg's diversions; null where there are none. */
  readonly diversions: RecordSource | null;
  /** Folders with the managers' own records. */
  readonly recordFolders: readonly number[];
  /** The same for two layers whose lists are the same files. */
  readonly key: string;
}

const dpkgFolder = 'var/lib/dpkg';
const listEnding = '.list';
const sumsEnding = '.md5sums';

/** Looks through the folders of records alone; reads nothing. Of dpkg's lists at most `limits.packageRecords`. */
export function listSources(tree: UnionTree, layer: number): ListSources {
  const databases = databasesAt(tree, layer);
  const lists: ListSource[] = [
    ...infoLists(tree, layer),
    ...databases.flatMap(({ manager, source }): readonly ListSource[] => {
      if (manager === 'apk') {
        const { event } = source;
        return [{ manager, package: null, source: { kind: 'file', form: 'apk-files', event } }];
      }
      if (source.kind === 'file') return [];
      return [{ manager, package: null, source: { ...source, kind: 'rpm-files' } }];
    }),
  ];
  const diverted = fileAt(tree, layer, `${dpkgFolder}/diversions`);
  const dpkg = resolvePath(tree, layer, dpkgFolder);
  const recordFolders = new Set(databases.map(({ node }) => tree.parent[node]!));
  if (dpkg.found) recordFolders.add(dpkg.node);
  const inodes = lists.map(({ source }) => inodeOf(tree, source.event));
  return {
    lists,
    diversions:
      diverted === null ? null : { kind: 'file', form: 'dpkg-diversions', event: diverted },
    // A database right in the root would make everything its own.
    recordFolders: [...recordFolders].filter((node) => node !== 0),
    key: [...inodes, diverted === null ? '' : inodeOf(tree, diverted)].join(' '),
  };
}

/**
 * `info/PACKAGE.list` or `info/PACKAGE:ARCH.list`, as dpkg keeps them (dpkg(1), FILES). Where an image has only the
 * hashes beside it, as minimal images do in `status.d`, these name the files too.
 */
function* infoLists(tree: UnionTree, layer: number): Generator<ListSource> {
  let count = 0;
  for (const folder of ['info', 'status.d']) {
    const resolved = resolvePath(tree, layer, `${dpkgFolder}/${folder}`);
    if (!resolved.found) continue;
    const sums = new Map<string, number>();
    const listed = new Set<string>();
    const { firstChild, nextSibling, nodeCount } = tree;
    for (let node = firstChild[resolved.node]!; node < nodeCount; node = nextSibling[node]!) {
      const event = presentAt(tree, node, layer);
      if (event === none || !isContent(tree, event)) continue;
      const name = nameText(tree, node);
      if (name.endsWith(sumsEnding)) sums.set(name.slice(0, -sumsEnding.length), event);
      if (folder !== 'info' || !name.endsWith(listEnding)) continue;
      const base = name.slice(0, -listEnding.length);
      listed.add(base);
      if (++count <= limits.packageRecords) yield dpkgList('dpkg-list', event, base);
    }
    for (const [base, event] of sums) {
      if (!listed.has(base) && ++count <= limits.packageRecords) {
        yield dpkgList('dpkg-sums', event, base);
      }
    }
  }
}

function dpkgList(form: 'dpkg-list' | 'dpkg-sums', event: number, base: string): ListSource {
  const [name = ''] = base.split(':');
  return { manager: 'dpkg', package: name, source: { kind: 'file', form, event } };
}

function fileAt(tree: UnionTree, layer: number, path: string): number | null {
  const resolved = resolvePath(tree, layer, path);
  if (!resolved.found) return null;
  const event = presentAt(tree, resolved.node, layer);
  return event !== none && isContent(tree, event) ? event : null;
}

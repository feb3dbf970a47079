import type {
  InstalledPackage,
  PackageList,
  UnreadPackages,
} from '../../../shared/model/package.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { PathFinder } from './path-finder.ts';

/** The files in the folder of a package that tell what it is: npm's, and Python's two forms. */
const descriptions = ['package.json', 'METADATA', 'PKG-INFO'] as const;

/**
 * The packages after a layer without those of npm and Python that came as files of a package of dpkg, apk or rpm: they
 * are part of that one, and would count twice. `listed` are the nodes that the lists of these managers name.
 */
export function ownPackages(
  tree: UnionTree,
  layer: number,
  { packages, unread }: PackageList,
  listed: readonly Uint32Array[],
): PackageList {
  const isListed = new Uint8Array(tree.nodeCount);
  for (const nodes of listed) for (const node of nodes) isListed[node] = 1;
  const finder = new PathFinder(tree, layer);
  const isPart = ({ manager, path }: InstalledPackage): boolean => {
    if (manager !== 'npm' && manager !== 'python') return false;
    const bytes = Buffer.from(path);
    const place = finder.find(bytes, 0, bytes.length);
    if (place <= 0) return false;
    return (
      isListed[place] === 1 ||
      descriptions.some((name) => {
        const file = finder.child(place, name);
        return file !== -1 && isListed[file] === 1;
      })
    );
  };
  return { packages: packages.filter((each) => !isPart(each)), unread };
}

/** rpm's database names the packages and their files: where it cannot be read, both say so. */
export function withoutRepeats(unread: readonly UnreadPackages[]): readonly UnreadPackages[] {
  const known = new Map(unread.map((each) => [`${each.manager} ${each.path}`, each]));
  return [...known.values()];
}

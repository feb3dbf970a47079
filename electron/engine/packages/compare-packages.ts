import type {
  InstalledPackage,
  PackageChange,
  PackageComparison,
  PackageList,
} from '../../../shared/model/package.ts';
import { comparePlaces } from './package-list.ts';

/**
 * What two lists of packages have not in common. Packages of one manager and name belong together. Where there are
 * several (architectures of dpkg, versions of rpm, copies in several folders of npm and Python), they are paired, first
 * those that are the same in everything, then in everything but the folder: a package that lies in another folder in the
 * same version is no change. What is left over is one package that changed where it can only be that: of the same folder
 * or architecture, or the only one left on either side. Everything else was added or removed.
 *
 * A package of the same version for another architecture counts as changed.
 */
export function comparePackages(a: PackageList, b: PackageList): PackageComparison {
  const groupsB = groupsOf(b.packages);
  const groups = groupsOf(a.packages);
  const changes: PackageChange[] = [];
  let unchanged = 0;
  for (const key of groupsB.keys()) if (!groups.has(key)) groups.set(key, []);
  for (const [key, left] of groups) {
    const group = new Group(left, groupsB.get(key) ?? []);
    unchanged += group.pairSame();
    changes.push(...group.changes());
  }
  return {
    changes: changes.toSorted((one, other) => comparePlaces(shownOf(one), shownOf(other))),
    unchanged,
    unreadA: a.unread,
    unreadB: b.unread,
  };
}

/** The packages of one name on both sides that have no partner yet. */
class Group {
  #a: readonly InstalledPackage[];
  #b: readonly InstalledPackage[];

  constructor(a: readonly InstalledPackage[], b: readonly InstalledPackage[]) {
    this.#a = a;
    this.#b = b;
  }

  /** Takes out what is the same on both sides; answers how many pairs. */
  pairSame(): number {
    const exact = this.#pair((each) => versionOf(each) + folderOf(each));
    return exact.length + this.#pair(versionOf).length;
  }

  *changes(): Generator<PackageChange> {
    const pairs = [
      ...this.#pair((each) => `${each.architecture ?? ''}\0${folderOf(each)}`, true),
      ...this.#pair((each) => each.architecture ?? '', true),
      ...this.#pair(() => '', true),
    ];
    for (const [a, b] of pairs) yield changeOf('changed', a, b);
    for (const a of this.#a) yield changeOf('removed', a, null);
    for (const b of this.#b) yield changeOf('added', null, b);
  }

  /** Takes out pairs of equal keys; with `alone`, only of keys that one package of each side has. */
  #pair(
    keyOf: (each: InstalledPackage) => string,
    alone = false,
  ): readonly (readonly [InstalledPackage, InstalledPackage])[] {
    const partners = byKey(this.#b, keyOf);
    const pairs: (readonly [InstalledPackage, InstalledPackage])[] = [];
    for (const [key, left] of byKey(this.#a, keyOf)) {
      const right = partners.get(key) ?? [];
      if (alone && (left.length !== 1 || right.length !== 1)) continue;
      for (const [place, a] of left.entries()) {
        const b = right[place];
        if (b !== undefined) pairs.push([a, b]);
      }
    }
    const paired = new Set(pairs.flat());
    this.#a = this.#a.filter((each) => !paired.has(each));
    this.#b = this.#b.filter((each) => !paired.has(each));
    return pairs;
  }
}

function changeOf(
  change: PackageChange['change'],
  a: InstalledPackage | null,
  b: InstalledPackage | null,
): PackageChange {
  const { manager, name } = (b ?? a)!;
  return { manager, name, change, a, b };
}

function shownOf({ a, b }: PackageChange): InstalledPackage {
  return (b ?? a)!;
}

function groupsOf(packages: readonly InstalledPackage[]): Map<string, readonly InstalledPackage[]> {
  return byKey(packages, (each) => `${each.manager} ${nameOf(each)}`);
}

function byKey(
  packages: readonly InstalledPackage[],
  keyOf: (each: InstalledPackage) => string,
): Map<string, InstalledPackage[]> {
  const groups = new Map<string, InstalledPackage[]>();
  for (const each of packages) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}

/** Python takes `Foo.Bar`, `foo_bar` and `foo-bar` for one name (Python packaging, name normalization). */
function nameOf({ manager, name }: InstalledPackage): string {
  return manager === 'python' ? name.toLowerCase().replaceAll(/[-_.]+/g, '-') : name;
}

function versionOf({ version, architecture }: InstalledPackage): string {
  return `${version}\0${architecture ?? ''}\0`;
}

/**
 * The folder that a package was put into. A database is none; the folder of a Python distribution is named after its
 * version, so that the one above stands for it.
 */
function folderOf({ manager, path }: InstalledPackage): string {
  if (manager === 'npm') return path;
  return manager === 'python' ? path.slice(0, path.lastIndexOf('/') + 1) : '';
}

import type { PackageManager, InstalledPackage, UnreadPackages } from './package.ts';

/** What each layer did to the packages of an image. */
export interface PackageLayers {
  /** One for each layer, from the lowest. */
  readonly layers: readonly LayerPackages[];
  readonly unread: readonly UnreadPackages[];
  /** Regular files of the final view, one with several names once; it is owned when one of its names is. */
  readonly owned: { readonly files: number; readonly bytes: number };
  readonly unowned: { readonly files: number; readonly bytes: number };
  /** Where the files that no package owns lie: every one in one place, by bytes, at most `mostUnownedPlaces`. */
  readonly unownedPlaces: readonly UnownedPlace[];
  /** Managers whose lists of files were read: files of others cannot be told apart from those that nobody owns. */
  readonly fileLists: readonly PackageManager[];
}

export const mostUnownedPlaces = 200;

export interface LayerPackages {
  readonly layer: number;
  /** By the bytes that came or went with it, most first. A package of npm or Python that is part of one of dpkg, apk or rpm is none of its own. */
  readonly changes: readonly LayerPackageChange[];
  /** Sum of `InstalledPackage.bytes` of what came, and of what went. */
  readonly installedBytes: number;
  readonly removedBytes: number;
  /**
   * Bytes of the layer's own files that belong to packages, and that belong to none, as the records are after this
   * layer. What a later entry of the same layer took the place of is not among them.
   */
  readonly ownedBytes: number;
  readonly unownedBytes: number;
}

export interface LayerPackageChange {
  readonly change: 'installed' | 'removed' | 'changed';
  readonly before: InstalledPackage | null;
  readonly after: InstalledPackage | null;
}

/** A folder that holds files which no package owns. */
export interface UnownedPlace {
  readonly node: number;
  /** Only the files right in it: the folders in it are places of their own. */
  readonly direct: boolean;
  /** Without a leading slash. */
  readonly path: string;
  /** The layer that stores most of it in bytes. */
  readonly layer: number;
  readonly files: number;
  readonly bytes: number;
}

/** A regular file that no package owns. */
export interface UnownedFile {
  readonly node: number;
  readonly path: string;
  /** The layer that stores it. */
  readonly layer: number;
  readonly bytes: number;
}

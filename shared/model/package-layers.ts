import type { PackageManager, InstalledPackage, UnreadPackages } from './package.ts';

/** What each layer did to the packages of an image. */
export interface PackageLayers {
  /** One for each layer, from the lowest. */
  readonly layers: readonly LayerPackages[];
  readonly unread: readonly UnreadPackages[];
  /** Of the final view, without folders. */
  readonly owned: { readonly files: number; readonly bytes: number };
  readonly unowned: { readonly files: number; readonly bytes: number };
  /** Where the files that no package owns lie: folders by bytes, at most two hundred. */
  readonly unownedPlaces: readonly UnownedPlace[];
  /** Managers whose lists of files were read: files of others cannot be told apart from those that nobody owns. */
  readonly fileLists: readonly PackageManager[];
}

export interface LayerPackages {
  readonly layer: number;
  /** By bytes, most first. */
  readonly changes: readonly LayerPackageChange[];
  /** Sum of `InstalledPackage.bytes` of what came, and of what went. */
  readonly installedBytes: number;
  readonly removedBytes: number;
  /** Bytes of the layer's own files that belong to packages, and that belong to none (after this layer). */
  readonly ownedBytes: number;
  readonly unownedBytes: number;
}

export interface LayerPackageChange {
  readonly change: 'installed' | 'removed' | 'changed';
  readonly before: InstalledPackage | null;
  readonly after: InstalledPackage | null;
}

export interface UnownedPlace {
  readonly node: number;
  /** Without a leading slash. */
  readonly path: string;
  /** The layer that stores most of it. */
  readonly layer: number;
  readonly files: number;
  readonly bytes: number;
}

export interface UnownedFile {
  readonly node: number;
  readonly path: string;
  readonly layer: number;
  readonly bytes: number;
}

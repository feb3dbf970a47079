/** What installs packages and writes down that it did. */
export const packageManagers = ['dpkg', 'apk', 'rpm', 'npm', 'python'] as const;

export type PackageManager = (typeof packageManagers)[number];

/** A package as its manager's records in the image tell it. */
export interface InstalledPackage {
  readonly manager: PackageManager;
  readonly name: string;
  readonly version: string;
  /** As the manager writes it; null where it has no such word. */
  readonly architecture: string | null;
  /**
   * Bytes installed: what the record says for dpkg, apk and rpm, the sum of the files of the package's folder for npm
   * and of the files it lists for Python; null where that is not known.
   */
  readonly bytes: number | null;
  /** The record: the database, the folder of the package, or the file that stands for it. Without a leading slash. */
  readonly path: string;
  /** The layer since which this version has been there. */
  readonly layer: number;
}

/** The packages of an image after one of its layers. */
export interface PackageList {
  /** By manager, name, then path. */
  readonly packages: readonly InstalledPackage[];
  readonly unread: readonly UnreadPackages[];
}

/** Records that are there and could not be read, so that packages may be missing from the list. */
export interface UnreadPackages {
  readonly manager: PackageManager;
  readonly path: string;
  /** `format`: a form of database that is not understood, such as rpm's Berkeley DB and ndb. */
  readonly reason: 'format' | 'damaged' | 'too-large' | 'unreadable';
}

/**
 * A package that is not the same on both sides: in version or architecture. One that lies in another folder in the same
 * version, as npm and Python have them, is the same.
 */
export interface PackageChange {
  readonly manager: PackageManager;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly a: InstalledPackage | null;
  readonly b: InstalledPackage | null;
}

export interface PackageComparison {
  readonly changes: readonly PackageChange[];
  /** Packages that are the same on both sides. */
  readonly unchanged: number;
  readonly unreadA: readonly UnreadPackages[];
  readonly unreadB: readonly UnreadPackages[];
}

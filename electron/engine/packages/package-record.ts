import type { PackageManager, UnreadPackages } from '../../../shared/model/package.ts';
import { limits } from '../bytes/limits.ts';

/** A package as one record tells it. */
export interface PackageRecord {
  readonly name: string;
  readonly version: string;
  readonly architecture: string | null;
  /** Bytes installed by the record's own account; null where it has none. */
  readonly bytes: number | null;
}

export type UnreadReason = UnreadPackages['reason'];

/** What a file that records packages says. */
export type ReadRecord = PackagesRead | FilesRead | ListedRead;

export interface PackagesRead {
  readonly kind: 'packages';
  readonly packages: readonly PackageRecord[];
  /** Why packages may be missing, or all of them are; null when the record was read whole. */
  readonly missing: UnreadReason | null;
}

export interface FilesRead {
  readonly kind: 'files';
  /** Paths of the files of one package, relative to the folder that the list is meant for. */
  readonly paths: readonly string[];
}

/** A list of many paths, which are looked for as the bytes that they are. */
export interface ListedRead {
  readonly kind: 'listed';
  /** From the root of the file system, with or without a leading slash, one a line. */
  readonly paths: Uint8Array;
  /** Of a database of several packages, whose the paths are, one after another; empty for the list of one package. */
  readonly packages: readonly ListedPackage[];
  readonly missing: UnreadReason | null;
}

/** The paths of one package in a list of several: from the end of the one before up to `end`. */
export interface ListedPackage {
  readonly name: string;
  readonly end: number;
}

/** The forms of records that are read as whole files. */
export const recordForms = [
  'dpkg-status',
  'dpkg-part',
  'apk-installed',
  'npm-package',
  'python-metadata',
  'python-record',
  'python-installed-files',
  'dpkg-list',
  'dpkg-sums',
  'dpkg-diversions',
  'apk-files',
] as const;

export type RecordForm = (typeof recordForms)[number];

/** Whose record it is. */
export const managerOf: Readonly<Record<RecordForm, PackageManager>> = {
  'dpkg-status': 'dpkg',
  'dpkg-part': 'dpkg',
  'apk-installed': 'apk',
  'npm-package': 'npm',
  'python-metadata': 'python',
  'python-record': 'python',
  'python-installed-files': 'python',
  'dpkg-list': 'dpkg',
  'dpkg-sums': 'dpkg',
  'dpkg-diversions': 'dpkg',
  'apk-files': 'apk',
};

const databaseForms: ReadonlySet<RecordForm> = new Set([
  'dpkg-status',
  'apk-installed',
  'apk-files',
]);

/** Most bytes of a record of this form that are read. */
export function largestRecord(form: RecordForm): number {
  return databaseForms.has(form) ? limits.packageDatabaseBytes : limits.packageRecordBytes;
}

/** What is known of a record that could not be read. */
export function unreadRecord(missing: UnreadReason): PackagesRead {
  return { kind: 'packages', packages: [], missing };
}

/** The packages of a database while it is read. */
export class PackageCollector {
  readonly #packages: PackageRecord[] = [];
  #missing: UnreadReason | null = null;

  /** Null stands for a package that could not be read. False when there are too many to go on. */
  add(record: PackageRecord | null): boolean {
    if (record === null) this.#missing ??= 'damaged';
    else if (this.#packages.length < limits.packagesOfDatabase) this.#packages.push(record);
    else this.#missing = 'too-large';
    return this.#missing !== 'too-large';
  }

  end(): PackagesRead {
    return { kind: 'packages', packages: this.#packages, missing: this.#missing };
  }
}

/** A name or version that can be shown and compared: not empty, of one line, of sensible length. */
export function isPackageText(text: string): boolean {
  return text !== '' && text.length <= limits.packageTextLength && !/[\0\r\n]/.test(text);
}

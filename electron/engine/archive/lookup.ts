import type { FileIdentity, FileRange } from '../bytes/blob-location.ts';

/** Finds stored files by their cleaned names: in an outer tar, or in a folder. */
export interface Lookup {
  /**
   * The file of that name, links resolved inside the archive or folder; null when there is none. A broken link, a
   * link that leads outside and an unreadable file are reported as problems, once, and found as null.
   */
  find(name: string): FoundFile | null;
  /** Names at which files or links stand: all of a tar, those a layout can have of a folder. */
  readonly names: readonly string[];
  /** Size of the tar, or of the files of the folder. */
  readonly storedBytes: number;
  /** Identity of the tar that was opened; null for a folder. */
  readonly identity: FileIdentity | null;
}

export interface FoundFile {
  /** How the file is called for the user: the name that was asked for, even when a link stands there. */
  readonly name: string;
  readonly location: FileRange;
}

import type { Artifact, Image } from './image.ts';
import type { Compression } from './layer.ts';
import type { Problem } from './problem.ts';

/**
 * The forms an opened file or folder can have. `docker-archive-v1`: `repositories` only, before Docker 1.10.
 * `docker-oci-archive`: Docker 25+ and BuildKit, both descriptions in one file. `root-fs`: a bare file system tar.
 */
export const archiveKinds = [
  'docker-archive-v1',
  'docker-archive',
  'docker-oci-archive',
  'oci-archive',
  'oci-layout',
  'docker-oci-layout',
  'docker-dir',
  'root-fs',
] as const;

export type ArchiveKind = (typeof archiveKinds)[number];

/** What an opened file or folder holds, from its documents alone (first tier). */
export interface SourceContents {
  readonly kind: ArchiveKind;
  /** Compression around the whole archive. */
  readonly compression: Compression;
  /** Size of the file, or of the files of a folder. */
  readonly storedBytes: number;
  readonly images: readonly Image[];
  readonly artifacts: readonly Artifact[];
  readonly problems: readonly Problem[];
}

/** An opaque name for something the user opened. It tells the renderer nothing about where it is. */
export type Grant = string & { readonly [grantBrand]: 'Grant' };
declare const grantBrand: unique symbol;

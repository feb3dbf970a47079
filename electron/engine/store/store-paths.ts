import { join } from 'node:path';
import { digestAlgorithm, digestHex, type Digest } from '../../../shared/model/digest.ts';

/**
 * Where things lie in a layer store. Everything but `own` is an OCI image layout (OCI image-spec, image-layout.md), in
 * which further files are allowed and ignored by other programs.
 */
export interface StorePaths {
  readonly folder: string;
  readonly marker: string;
  readonly index: string;
  readonly blobs: string;
  /** This program's own folder: lock, backup, what is known of layers, what was moved aside. */
  readonly own: string;
  readonly lock: string;
  readonly backup: string;
  readonly records: string;
  readonly quarantine: string;
}

export function storePaths(folder: string): StorePaths {
  const own = join(folder, 'layerscope');
  return {
    folder,
    marker: join(folder, 'oci-layout'),
    index: join(folder, 'index.json'),
    blobs: join(folder, 'blobs'),
    own,
    lock: join(own, 'lock'),
    backup: join(own, 'index.backup.json'),
    records: join(own, 'layers.json'),
    quarantine: join(own, 'quarantine'),
  };
}

/** The folder of all blobs whose digests are of one algorithm. */
export function blobFolder(folder: string, algorithm: string): string {
  return join(folder, 'blobs', algorithm);
}

/** `blobs/<algorithm>/<encoded>`. A digest holds nothing that could lead elsewhere: its form was checked. */
export function blobPath(folder: string, digest: Digest): string {
  return join(blobFolder(folder, digestAlgorithm(digest)), digestHex(digest));
}

import { basename } from 'node:path';
import { EngineError } from '../bytes/engine-error.ts';
import { field, parseJson } from '../image/json.ts';
import { isTemporary, namesIn, readIfThere, writeDurable } from './durable-files.ts';
import { makeOwnFolder } from './own-folders.ts';
import { emptyIndex, readStoreIndex } from './store-index.ts';
import { storePaths } from './store-paths.ts';

const layoutVersion = '1.0.0';
const marker = JSON.stringify({ imageLayoutVersion: layoutVersion });

/**
 * What a folder is to the store. `none`: not there, or empty, so that a store can be made in it. `store`: an OCI layout,
 * whoever made it. `foreign`: something else, which is left alone. Throws `EngineError` when it cannot be read.
 */
export function folderState(folder: string): 'none' | 'store' | 'foreign' {
  const names = namesIn(folder);
  if (names.includes('oci-layout')) return 'store';
  if (names.includes('index.json') && names.includes('blobs')) return 'store';
  // What a process puts there first that is making a store this moment, or was killed when it did.
  const own = basename(storePaths(folder).own);
  const others = names.filter((name) => name !== own && !isTemporary(name));
  return others.length === 0 ? 'none' : 'foreign';
}

/** Throws `EngineError` `not-a-store` for a folder that holds something else. To be asked before anything is written. */
export function refuseForeign(folder: string): void {
  if (folderState(folder) === 'foreign') {
    throw new EngineError('not-a-store', { name: basename(folder) });
  }
}

/** Makes what a store lacks to be an OCI layout. To be called with the lock held. Throws `EngineError`. */
export function completeStore(folder: string): void {
  const paths = storePaths(folder);
  // The marker first: by it the folder is known to be a store from then on.
  if (readIfThere(paths.marker) === null) writeMarker(folder);
  makeOwnFolder(folder, basename(paths.blobs));
  // One that was lost is for a repair to make anew.
  if (readIfThere(paths.index) === null && readStoreIndex(folder) !== null) {
    writeDurable(paths.index, new TextEncoder().encode(JSON.stringify(emptyIndex.document)));
  }
}

/** `oci-layout` (OCI image-spec, image-layout.md). */
export function writeMarker(folder: string): void {
  writeDurable(storePaths(folder).marker, new TextEncoder().encode(marker));
}

/** Whether `oci-layout` says what it should. */
export function markerIsSound(folder: string): boolean {
  const bytes = readIfThere(storePaths(folder).marker);
  const parsed = bytes === null ? null : parseJson(bytes);
  return parsed?.ok === true && field(parsed.value, 'imageLayoutVersion') === layoutVersion;
}

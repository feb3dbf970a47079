import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { folderOpening, readDocument, tarOpening } from '../archive/begin-opening.ts';
import { BlobStore, dockerDirNames, layoutNames } from '../archive/blob-store.ts';
import type { StoredDocument } from '../archive/documents.ts';
import type { Opening } from '../archive/opening.ts';
import { sharedFolder } from '../archive/wrapped.ts';
import { fileError } from '../bytes/engine-error.ts';
import { locateFile, withBlob } from '../bytes/random-access.ts';
import { deltaFile, parseDelta, type DeltaDocument } from '../image/delta-document.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { listMembers } from '../tar/list-members.ts';
import type { FindBlob } from './reach.ts';

/** The documents at the root of an opened source, and its blobs by descriptor. */
export interface SourceLookup {
  readonly find: FindBlob;
  readonly index: StoredDocument | null;
  readonly manifest: StoredDocument | null;
}

/** What a delta says of itself; null for a source that is none. Throws like `lookIntoSource`. */
export function deltaOf(path: string, archive: Archive): DeltaDocument | null {
  const opening = openingOf(archive.spool ?? path, archive);
  return parseDelta(readDocument(deltaFile, opening)?.value);
}

/**
 * Looks into an opened source again for what `Archive` leaves out: the entries of its index.json as stored. Problems
 * were told when it was opened. Throws `EngineError` `source-changed` and what reading gives.
 */
export function lookIntoSource(path: string, archive: Archive): SourceLookup {
  const opening = openingOf(archive.spool ?? path, archive);
  const names = archive.contents.kind === 'docker-dir' ? dockerDirNames : layoutNames;
  const blobs = new BlobStore(opening.lookup, names, opening.log);
  return {
    find: (descriptor: Descriptor) => blobs.find(descriptor)?.location ?? null,
    index: readDocument('index.json', opening),
    manifest: readDocument('manifest.json', opening),
  };
}

function openingOf(path: string, archive: Archive): Opening {
  if (isFolder(path)) return folderOpening(path, null);
  const file = locateFile(path);
  const { members } = withBlob(file, listMembers);
  const isWrapped = archive.contents.problems.some(({ code }) => code === 'archive-wrapped');
  return tarOpening(file, members, isWrapped ? sharedFolder(members) : '', null);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw fileError(error, basename(path));
  }
}

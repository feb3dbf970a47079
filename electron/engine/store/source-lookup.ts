import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { BlobStore, dockerDirNames, layoutNames } from '../archive/blob-store.ts';
import { Documents, type StoredDocument } from '../archive/documents.ts';
import { FolderLookup } from '../archive/folder-lookup.ts';
import type { Lookup } from '../archive/lookup.ts';
import { MemberLookup } from '../archive/member-lookup.ts';
import { sharedFolder } from '../archive/wrapped.ts';
import { fileError } from '../bytes/engine-error.ts';
import { ProblemLog } from '../bytes/problem-log.ts';
import { locateFile, withBlob } from '../bytes/random-access.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { listMembers } from '../tar/list-members.ts';
import type { FindBlob } from './reach.ts';

/** The documents at the root of an opened source, and its blobs by descriptor. */
export interface SourceLookup {
  readonly find: FindBlob;
  readonly index: StoredDocument | null;
  readonly manifest: StoredDocument | null;
}

/**
 * Looks into an opened source again for what `Archive` leaves out: the entries of its index.json as stored. Problems
 * were told when it was opened. Throws `EngineError` `source-changed` and what reading gives.
 */
export function lookIntoSource(path: string, archive: Archive): SourceLookup {
  const log = new ProblemLog();
  const lookup = lookupOf(archive.spool ?? path, archive, log);
  const documents = new Documents(log);
  const isDir = archive.contents.kind === 'docker-dir';
  const blobs = new BlobStore(lookup, isDir ? dockerDirNames : layoutNames, log);
  return {
    find: (descriptor: Descriptor) => blobs.find(descriptor)?.location ?? null,
    index: read('index.json', lookup, documents),
    manifest: read('manifest.json', lookup, documents),
  };
}

function lookupOf(path: string, archive: Archive, log: ProblemLog): Lookup {
  if (isFolder(path)) return new FolderLookup(path, log);
  const file = locateFile(path);
  const { members } = withBlob(file, listMembers);
  const isWrapped = archive.contents.problems.some(({ code }) => code === 'archive-wrapped');
  return new MemberLookup(file, members, isWrapped ? sharedFolder(members) : '', log);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw fileError(error, basename(path));
  }
}

function read(name: string, lookup: Lookup, documents: Documents): StoredDocument | null {
  const file = lookup.find(name);
  return file === null ? null : documents.read(file.name, file.location);
}

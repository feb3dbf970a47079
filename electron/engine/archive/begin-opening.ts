import type { FileRange } from '../bytes/blob-location.ts';
import { ProblemLog } from '../bytes/problem-log.ts';
import type { TarMember } from '../tar/list-members.ts';
import { Documents, type DocumentRead, type StoredDocument } from './documents.ts';
import { FolderLookup } from './folder-lookup.ts';
import type { Lookup } from './lookup.ts';
import { MemberLookup } from './member-lookup.ts';
import { pauser, type Opening } from './opening.ts';

/** For a folder. Throws `EngineError` when it cannot be read. */
export function folderOpening(
  folder: string,
  signal: AbortSignal | null,
  told?: DocumentRead,
): Opening {
  const log = new ProblemLog();
  return openingOf(new FolderLookup(folder, log), log, signal, told);
}

/** For an outer tar in which everything lies in the folder `prefix`; `''` for its root. */
export function tarOpening(
  tar: FileRange,
  members: readonly TarMember[],
  prefix: string,
  signal: AbortSignal | null,
): Opening {
  const log = new ProblemLog();
  if (prefix !== '') log.add('archive-wrapped', 'note', {}, { folder: prefix });
  return openingOf(new MemberLookup(tar, members, prefix, log), log, signal);
}

/** A document by its name; null when it is not there or too large to be read. */
export function readDocument(
  name: string,
  { lookup, documents }: Pick<Opening, 'lookup' | 'documents'>,
): StoredDocument | null {
  const file = lookup.find(name);
  return file === null ? null : documents.read(file.name, file.location);
}

function openingOf(
  lookup: Lookup,
  log: ProblemLog,
  signal: AbortSignal | null,
  told?: DocumentRead,
): Opening {
  return { lookup, documents: new Documents(log, told), log, pause: pauser(signal) };
}

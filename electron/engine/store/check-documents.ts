import type { Problem, ProblemCode, Severity } from '../../../shared/model/problem.ts';
import { mediaTypes } from '../image/media-type.ts';
import { basename, join } from 'node:path';
import { isTemporary, namesIn, readIfThere, removeFile, writeDurable } from './durable-files.ts';
import { markerIsSound, writeMarker } from './ensure-store.ts';
import type { Findings } from './findings.ts';
import { recordsDamaged } from './layer-records.ts';
import { kindOfPath, renameAside } from './own-folders.ts';
import { moveAside } from './quarantine.ts';
import { rebuildEntries } from './rebuild-index.ts';
import { listBlobs } from './store-blobs.ts';
import { emptyIndex, keepBackup, parseStoreIndex, readStoreIndex } from './store-index.ts';
import { storePaths } from './store-paths.ts';

/** Checks the files that are no blobs, and what interrupted writes left. */
export function checkDocuments(folder: string, findings: Findings): void {
  const paths = storePaths(folder);
  checkQuarantine(folder, findings);
  const { temporary, foreign } = listBlobs(folder);
  for (const path of [...temporary, ...leftoversIn(folder), ...leftoversIn(paths.own)]) {
    const problem = problemOf('store-leftover', 'note', findings.nameOf(path));
    findings.mendable(problem, () => removeFile(path));
  }
  const documents = [paths.marker, paths.backup, paths.records];
  const replaced = documents.filter((path) => ['folder', 'other'].includes(kindOfPath(path) ?? ''));
  for (const path of [...foreign, ...replaced]) {
    findings.misplaced(problemOf('store-foreign-file', 'warning', findings.nameOf(path)), path);
  }
  if (!markerIsSound(folder)) {
    findings.mendable(problemOf('layout-missing', 'warning', 'oci-layout'), () =>
      writeMarker(folder),
    );
  }
  if (readStoreIndex(folder) === null) {
    findings.mendable(problemOf('store-index-damaged', 'error', 'index.json'), () =>
      restoreIndex(folder, findings),
    );
  }
  if (recordsDamaged(folder)) {
    const name = findings.nameOf(paths.records);
    findings.mendable(problemOf('store-records-damaged', 'note', name), () =>
      removeFile(paths.records),
    );
  }
}

/** What lies in the way of this program's folder cannot be moved there. Null where nothing does. */
export function checkOwnFolder(folder: string, repair: boolean): OwnFolderFinding | null {
  const { own } = storePaths(folder);
  const kind = kindOfPath(own);
  if (kind === 'folder' || kind === null) return null;
  const problem = problemOf('store-foreign-file', 'warning', basename(own));
  return { problem, movedTo: repair ? renameAside(own) : null };
}

export interface OwnFolderFinding {
  readonly problem: Problem;
  /** Below the store's folder; null for a check that only looks. */
  readonly movedTo: string | null;
}

function checkQuarantine(folder: string, findings: Findings): void {
  const { own, quarantine } = storePaths(folder);
  const kind = kindOfPath(quarantine);
  if (kind === 'folder' || kind === null || kindOfPath(own) !== 'folder') return;
  const problem = problemOf('store-foreign-file', 'warning', findings.nameOf(quarantine));
  if (findings.lock === null) findings.found(problem);
  else findings.movedAside(problem, `${basename(own)}/${renameAside(quarantine)}`);
}

function leftoversIn(folder: string): readonly string[] {
  if (kindOfPath(folder) !== 'folder') return [];
  return namesIn(folder)
    .filter(isTemporary)
    .map((name) => join(folder, name))
    .filter((path) => kindOfPath(path) === 'file');
}

/** From the backup, or from the manifests that are there when that is damaged too. The damaged file is kept aside. */
function restoreIndex(folder: string, findings: Findings): void {
  const paths = storePaths(folder);
  const backup = readIfThere(paths.backup);
  const last = backup === null ? null : parseStoreIndex(backup);
  const damaged = readIfThere(paths.index);
  findings.lock?.assertHeld();
  const names = last === null ? [] : last.entries;
  const entries = [...names, ...rebuildEntries(folder, names)];
  const document = last?.document ?? { ...emptyIndex.document, mediaType: mediaTypes.index };
  const manifests = entries.map(({ raw }) => raw);
  if (damaged !== null) moveAside(folder, paths.index);
  const bytes = new TextEncoder().encode(JSON.stringify({ ...document, manifests }));
  writeDurable(paths.index, bytes);
  keepBackup(folder, bytes);
}

function problemOf(code: ProblemCode, severity: Severity, member: string): Problem {
  return { code, severity, where: { member }, values: {} };
}

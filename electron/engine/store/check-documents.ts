import type { Problem, ProblemCode, Severity } from '../../../shared/model/problem.ts';
import { mediaTypes } from '../image/media-type.ts';
import { readIfThere, removeFile, writeDurable } from './durable-files.ts';
import { markerIsSound, writeMarker } from './ensure-store.ts';
import type { Findings } from './findings.ts';
import { recordsDamaged } from './layer-records.ts';
import { moveAside } from './quarantine.ts';
import { rebuildEntries } from './rebuild-index.ts';
import { listBlobs } from './store-blobs.ts';
import { emptyIndex, keepBackup, parseStoreIndex, readStoreIndex } from './store-index.ts';
import { storePaths } from './store-paths.ts';

/** Checks the files that are no blobs, and what interrupted writes left. */
export function checkDocuments(folder: string, findings: Findings): void {
  const paths = storePaths(folder);
  const { temporary, foreign } = listBlobs(folder);
  for (const path of temporary) {
    const problem = problemOf('store-leftover', 'note', findings.nameOf(path));
    findings.mendable(problem, () => removeFile(path));
  }
  for (const path of foreign) {
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

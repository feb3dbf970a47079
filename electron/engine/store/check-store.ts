import { basename } from 'node:path';
import type { StoreFinding, StoreReport } from '../../../shared/model/store.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { BlobCheck } from './check-blobs.ts';
import { checkDocuments, checkOwnFolder } from './check-documents.ts';
import { folderState } from './ensure-store.ts';
import { Findings } from './findings.ts';
import { checkReferences, checkSizes } from './check-references.ts';
import { keepListed, listedManifests } from './keep-listed.ts';
import { acquireLock } from './store-lock.ts';
import type { StoreOptions } from './store-work.ts';

export interface CheckOptions extends StoreOptions {
  /** Read every blob and compare it with its digest; otherwise sizes only. */
  readonly deep: boolean;
  /** Set right what can be, and move aside what is damaged. Nothing is deleted but leftovers of interrupted writes. */
  readonly repair: boolean;
}

/**
 * Looks at everything in the store and says what is not as it should be. With `repair`: a damaged index.json is replaced
 * by its backup, or made anew from the manifests that are there; a damaged blob goes to quarantine, so that loading its
 * image again brings a good one, and images that a damaged index of platforms led to get entries of their own; what is
 * known of layers is made again; wrong sizes in index.json are set right. Leftovers of interrupted writes are removed. A store that is not there is an empty one, and whole. Throws `EngineError`
 * `not-a-store`, `store-busy`, `cancelled`, and what reading gives; of a folder that cannot be written to, repairing
 * throws `not-writable`.
 */
export async function checkStore(folder: string, options: CheckOptions): Promise<StoreReport> {
  const state = folderState(folder);
  if (state === 'foreign') throw new EngineError('not-a-store', { name: basename(folder) });
  if (state === 'none') return { findings: [], sound: true, checkedBlobs: 0, checkedBytes: 0 };
  // Without this program's folder there is no lock, so what is in its way goes before.
  const inTheWay = checkOwnFolder(folder, options.repair);
  const lock = options.repair ? await acquireLock(folder, options) : null;
  try {
    const findings = new Findings(folder, lock);
    if (inTheWay?.movedTo) findings.movedAside(inTheWay.problem, inTheWay.movedTo);
    else if (inTheWay !== null) findings.found(inTheWay.problem);
    return await checkLocked(folder, findings, options);
  } finally {
    lock?.release();
  }
}

async function checkLocked(
  folder: string,
  findings: Findings,
  options: CheckOptions,
): Promise<StoreReport> {
  const check = new BlobCheck(folder, findings, options);
  checkDocuments(folder, findings);
  const listed = listedManifests(folder);
  await check.run();
  checkSizes(folder, findings, check.damaged);
  if (findings.lock !== null) keepListed(folder, findings.lock, listed);
  checkReferences(folder, findings);
  check.keepRecords();
  const all = findings.all;
  return {
    findings: all,
    sound: !all.some(isOpenError),
    checkedBlobs: check.blobs,
    checkedBytes: check.bytes,
  };
}

/** A damaged blob that was moved aside is still missing, which is a finding of its own. */
function isOpenError({ problem, outcome }: StoreFinding): boolean {
  return problem.severity === 'error' && outcome === 'found';
}

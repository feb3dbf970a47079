import { scanFiles } from '../findings/scan-files.ts';
import type { LayerScan } from '../findings/scan-files.ts';
import { storedContent } from './file-tasks.ts';
import type { TaskContext } from './protocol.ts';
import type { LayerFiles } from './tasks.ts';

/** Likely secrets in the files of a layer, in one pass over it. */
export function scanSecrets(
  files: LayerFiles,
  { isCancelled, progress }: TaskContext,
): Promise<LayerScan> {
  const onProgress = throttled((done) => progress(done, null));
  return scanFiles(storedContent(files), files.index, { isCancelled, onProgress });
}

/** Bytes between two reports: a layer may have a hundred thousand files. */
const reportEvery = 4 * 1024 * 1024;

function throttled(report: (done: number) => void): (done: number) => void {
  let next = reportEvery;
  return (done) => {
    if (done < next) return;
    next = done + reportEvery;
    report(done);
  };
}

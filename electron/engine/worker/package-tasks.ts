import { EngineError } from '../bytes/engine-error.ts';
import { readContent } from '../layer/content.ts';
import { readFiles } from '../layer/read-files.ts';
import { unreadRecord } from '../packages/package-record.ts';
import type { ReadRecord } from '../packages/package-record.ts';
import { parseRecord } from '../packages/parse-record.ts';
import { parseRpm, parseRpmFiles } from '../packages/rpm.ts';
import { storedContent } from './file-tasks.ts';
import type { TaskContext } from './protocol.ts';
import type { LayerFile, Tasks } from './tasks.ts';

/** What files of one layer record of packages, read in one pass. */
export async function readPackages(
  { files, forms }: Tasks['packages.read']['argument'],
  { isCancelled }: TaskContext,
): Promise<readonly ReadRecord[]> {
  const contents = await readFiles(storedContent(files), files.index, { isCancelled });
  return contents.map((bytes, place) => {
    if (isCancelled()) throw new EngineError('cancelled');
    const form = forms[place];
    if (bytes === null || form === undefined) return unreadRecord('unreadable');
    return parseRecord(form, bytes);
  });
}

/** What rpm's database records: packages, or all their files. A log that cannot be read makes the whole unreadable: what it holds would be missing. */
export async function readRpm(
  { database, log, listFiles }: Tasks['packages.rpm']['argument'],
  context: TaskContext,
): Promise<ReadRecord> {
  const bytes = await readWhole(database, context);
  const logged = log === null ? null : await readWhole(log, context);
  return listFiles ? parseRpmFiles(bytes, logged) : parseRpm(bytes, logged);
}

function readWhole(file: LayerFile, { isCancelled }: TaskContext): Promise<Uint8Array> {
  const range = { offset: 0, length: file.index.size[0] ?? 0 };
  return readContent(storedContent(file), file.index, 0, range, { isCancelled });
}

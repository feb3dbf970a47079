import { isCancelled } from '../bytes/engine-error.ts';
import { bufferSizes, limits } from '../bytes/limits.ts';
import { pickEntries } from '../layer/pick-entries.ts';
import { largestRecord, unreadRecord } from '../packages/package-record.ts';
import type { ReadRecord, RecordForm } from '../packages/package-record.ts';
import { sourceKey } from '../packages/record-source.ts';
import type { RecordSource } from '../packages/record-source.ts';
import { bytesOf } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskOptions, TaskRunner } from '../worker/task-runner.ts';
import type { LayerFiles } from '../worker/tasks.ts';
import type { ReadImage } from './image-reading.ts';

/** Files of an uncompressed layer that one task reads, so that several threads share the work. */
const filesPerTask = 2048;

interface FileSource {
  readonly key: string;
  readonly form: RecordForm;
  readonly layer: number;
  readonly entry: number;
  readonly bytes: number;
}

type RpmSource = Exclude<RecordSource, { kind: 'file' }>;

/** What the records of one image say, each read once however many layers show it. */
export class PackageRecords {
  readonly #records = new Map<string, ReadRecord>();

  /** What a source says; undefined for one that has not been read. */
  get(tree: UnionTree, source: RecordSource): ReadRecord | undefined {
    return this.#records.get(sourceKey(tree, source));
  }

  /**
   * Reads what has not been read, many small files of a layer at once. A record that cannot be read becomes one that
   * says so. Rejects with `EngineError` `cancelled`.
   */
  async read(
    image: ReadImage,
    sources: Iterable<RecordSource>,
    tasks: TaskRunner,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { tree } = image;
    const files = new Map<string, FileSource>();
    const databases = new Map<string, RpmSource>();
    for (const source of sources) {
      const key = sourceKey(tree, source);
      if (this.#records.has(key)) continue;
      const bytes = bytesOf(tree, source.event);
      const most =
        source.kind === 'file' ? largestRecord(source.form) : limits.packageDatabaseBytes;
      const log = source.kind !== 'file' && source.log !== null ? bytesOf(tree, source.log) : 0;
      if (Math.max(bytes, log) > most) this.#records.set(key, unreadRecord('too-large'));
      else if (source.kind !== 'file') databases.set(key, source);
      else files.set(key, { key, form: source.form, bytes, ...dataOf(tree, source.event) });
    }
    await Promise.all([
      ...[...batchesOf(image, [...files.values()])].map(async (batch) => {
        const layer = batch[0]!.layer;
        const part = filesIn(
          image,
          layer,
          Uint32Array.from(batch, ({ entry }) => entry),
        );
        const forms = batch.map(({ form }) => form);
        const records =
          part === null
            ? []
            : await tasks
                .run('packages.read', { files: part, forms }, optionsFor(part, signal))
                .catch(unlessCancelled([]));
        for (const [place, { key }] of batch.entries()) {
          this.#records.set(key, records[place] ?? unreadRecord('unreadable'));
        }
      }),
      ...[...databases].map(async ([key, { kind, event, log }]) => {
        const database = fileOf(image, event);
        const logFile = log === null ? null : fileOf(image, log);
        const unreadable = unreadRecord('unreadable');
        const isThere = database !== null && (log === null || logFile !== null);
        const record = isThere
          ? await tasks
              .run(
                'packages.rpm',
                { database, log: logFile, listFiles: kind === 'rpm-files' },
                optionsFor(database, signal),
              )
              .catch(unlessCancelled(unreadable))
          : unreadable;
        this.#records.set(key, record);
      }),
    ]);
  }
}

/** Where little is read of much, it does not wait behind work that goes through all files. */
function optionsFor(
  { compression }: LayerFiles,
  signal: AbortSignal | undefined,
): Pick<TaskOptions, 'priority' | 'signal'> {
  const isSeekable = compression === 'none';
  return { priority: isSeekable ? Priority.interactive : Priority.reading, signal };
}

/** What stands for the result of a task that failed; one that was cancelled fails the whole. */
function unlessCancelled<Result>(instead: Result): (error: unknown) => Result {
  return (error) => {
    if (isCancelled(error)) throw error;
    return instead;
  };
}

/** Files of one layer each, in the order of their bodies, as one task reads them. */
function* batchesOf(
  { layers }: ReadImage,
  files: readonly FileSource[],
): Generator<readonly FileSource[]> {
  const ordered = files.toSorted((a, b) => a.layer - b.layer || a.entry - b.entry);
  let batch: FileSource[] = [];
  let bytes = 0;
  for (const file of ordered) {
    const [first] = batch;
    const isSeekable = layers[file.layer]?.listed.compression === 'none';
    const isFull =
      bytes + file.bytes > bufferSizes.recordBatch || (isSeekable && batch.length >= filesPerTask);
    if (first !== undefined && (first.layer !== file.layer || isFull)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(file);
    bytes += file.bytes;
  }
  if (batch.length > 0) yield batch;
}

function dataOf(
  tree: UnionTree,
  event: number,
): { readonly layer: number; readonly entry: number } {
  return { layer: tree.dataLayer[event]!, entry: tree.dataEntry[event]! };
}

function fileOf(image: ReadImage, event: number): LayerFiles | null {
  const { layer, entry } = dataOf(image.tree, event);
  return filesIn(image, layer, Uint32Array.of(entry));
}

function filesIn({ layers }: ReadImage, layer: number, entries: Uint32Array): LayerFiles | null {
  const data = layers[layer];
  if (!data) return null;
  return {
    layer: data.stored,
    compression: data.listed.compression,
    storedDigest: data.listed.proof?.storedDigest ?? null,
    index: pickEntries(data.listed.index, entries),
  };
}

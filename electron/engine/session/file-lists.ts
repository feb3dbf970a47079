import type { PackageManager, UnreadPackages } from '../../../shared/model/package.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { pathsOfPackages } from '../packages/listed-paths.ts';
import type { ListSource, ListSources } from '../packages/list-sources.ts';
import { diversionsOf, listedNodes } from '../packages/owned-paths.ts';
import type { Diversions } from '../packages/owned-paths.ts';
import { PathFinder } from '../packages/path-finder.ts';
import type { ListedRead } from '../packages/package-record.ts';
import { sourceKey } from '../packages/record-source.ts';
import type { RecordSource } from '../packages/record-source.ts';
import { pathText } from '../tree/paths.ts';
import { runSliced } from '../tree/slices.ts';
import { bytesOf } from '../tree/union-tree.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ReadImage } from './image-reading.ts';
import { PackageRecords } from './package-records.ts';

/** The files that lists of dpkg, apk and rpm name after a layer. */
export interface NamedFiles {
  /** Nodes, list by list. */
  readonly nodes: readonly Uint32Array[];
  readonly managers: readonly PackageManager[];
  readonly unread: readonly UnreadPackages[];
}

interface KnownList {
  readonly nodes: Uint32Array;
  readonly missing: ListedRead['missing'];
}

const none: Diversions = new Map();

/**
 * Reads the lists of files of one image, layer after layer from the lowest, each list once: what is kept of it are
 * numbers. They hold as long as paths lead to the same nodes.
 */
export class FileLists {
  readonly #image: ReadImage;
  readonly #tasks: TaskRunner;
  readonly #names: ReadonlySet<string> | null;
  readonly #known = new Map<string, KnownList>();
  #diversions: { readonly key: string; readonly value: Diversions } = { key: '', value: none };
  #ways = new Set<number>();

  /** With `names`, of what the lists say only the files of packages of these names are looked for. */
  constructor(image: ReadImage, tasks: TaskRunner, names: ReadonlySet<string> | null = null) {
    this.#image = image;
    this.#tasks = tasks;
    this.#names = names;
  }

  /** The folders and links that led to the files so far. */
  get ways(): ReadonlySet<number> {
    return this.#ways;
  }

  /** Forgets what was read, because paths lead elsewhere now. */
  forget(): void {
    this.#known.clear();
    this.#ways = new Set();
    this.#diversions = { key: '', value: none };
  }

  /** @throws EngineError `cancelled` */
  async named(
    { lists, diversions }: ListSources,
    layer: number,
    signal: AbortSignal | undefined,
  ): Promise<NamedFiles> {
    const { tree } = this.#image;
    const finder = new PathFinder(tree, layer);
    await this.#readDiversions(diversions, finder, signal);
    const unknown = lists.filter(({ source }) => !this.#known.has(sourceKey(tree, source)));
    for (const batch of this.#batches(unknown)) await this.#readBatch(batch, finder, signal);
    for (const node of finder.ways) this.#ways.add(node);
    const read = lists.map((list) => ({
      ...list,
      ...this.#known.get(sourceKey(tree, list.source))!,
    }));
    return {
      nodes: read.map(({ nodes }) => nodes),
      managers: [
        ...new Set(
          read.flatMap(({ manager, nodes, missing }) =>
            nodes.length > 0 || missing === null ? [manager] : [],
          ),
        ),
      ],
      unread: read.flatMap(({ manager, source, missing }) => {
        if (missing === null) return [];
        return [{ manager, path: pathText(tree, tree.eventNode[source.event]!), reason: missing }];
      }),
    };
  }

  async #readBatch(
    batch: readonly ListSource[],
    finder: PathFinder,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { tree } = this.#image;
    // Records of its own: the texts are let go of once their paths have been found.
    const records = new PackageRecords();
    const sources = batch.map(({ source }) => source);
    await records.read(this.#image, sources, this.#tasks, signal);
    for (const { source, package: owner } of batch) {
      const list = listOf(records, this.#image, source);
      const paths = this.#names === null ? list.paths : pathsOfPackages(list, this.#names);
      const { missing } = list;
      const nodes = await runSliced(
        listedNodes(paths, owner, finder, this.#diversions.value),
        signal,
      );
      this.#known.set(sourceKey(tree, source), { nodes, missing });
    }
  }

  /** Other diversions change what every list means. */
  async #readDiversions(
    source: RecordSource | null,
    finder: PathFinder,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const key = source === null ? '' : sourceKey(this.#image.tree, source);
    if (key === this.#diversions.key) return;
    this.forget();
    if (source === null) return;
    const records = new PackageRecords();
    await records.read(this.#image, [source], this.#tasks, signal);
    const { paths } = listOf(records, this.#image, source);
    this.#diversions = { key, value: diversionsOf(paths, finder) };
  }

  *#batches(lists: readonly ListSource[]): Generator<readonly ListSource[]> {
    let batch: ListSource[] = [];
    let bytes = 0;
    for (const list of lists) {
      const own = bytesOf(this.#image.tree, list.source.event);
      if (batch.length > 0 && bytes + own > bufferSizes.recordBatch) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(list);
      bytes += own;
    }
    if (batch.length > 0) yield batch;
  }
}

function listOf(
  records: PackageRecords,
  { tree }: ReadImage,
  source: RecordSource,
): Omit<ListedRead, 'kind'> {
  const record = records.get(tree, source);
  if (record?.kind === 'listed') return record;
  const missing = record?.kind === 'packages' ? record.missing : null;
  return { paths: new Uint8Array(), packages: [], missing: missing ?? 'unreadable' };
}

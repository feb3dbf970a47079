import { packageManagers } from '../../../shared/model/package.ts';
import type {
  InstalledPackage,
  PackageList,
  PackageManager,
  UnreadPackages,
} from '../../../shared/model/package.ts';
import { pathText } from '../tree/paths.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { DatabaseState, FoundDatabase } from './find-databases.ts';
import { folderBytes, ListedFiles } from './package-bytes.ts';
import type { PackagePlan, RecordHistory } from './package-plan.ts';
import { managerOf } from './package-record.ts';
import type { PackageRecord, ReadRecord } from './package-record.ts';
import type { RecordSource } from './record-source.ts';

/** Answers what a source of the plan says. */
export type ReadSource = (source: RecordSource) => ReadRecord;

/** Records looked at before other work gets its turn. */
const slice = 64;

/** The packages after the plan's layer, once its sources have been read. */
export function* packageList(
  tree: UnionTree,
  plan: PackagePlan,
  read: ReadSource,
): Generator<void, PackageList> {
  const packages: InstalledPackage[] = [];
  const unread = [...plan.unread];
  yield* addDatabases(tree, plan.states, read, packages, unread);
  yield* addRecords(tree, plan, read, packages, unread);
  return { packages: packages.toSorted(comparePlaces), unread };
}

function* addDatabases(
  tree: UnionTree,
  states: readonly DatabaseState[],
  read: ReadSource,
  packages: InstalledPackage[],
  unread: UnreadPackages[],
): Generator<void, void> {
  const [top] = states;
  if (top === undefined) return;
  const since = yield* sinceWhen(states, read);
  for (const database of top.databases) {
    const path = pathText(tree, database.node);
    const { records, missing } = packagesOf(read(database.source));
    if (missing !== null) unread.push({ manager: database.manager, path, reason: missing });
    for (const record of records) {
      const key = versionKey(database, record);
      const layer = since.get(key);
      // The same package in a second database of its manager, as images in the middle of a move have it.
      if (layer === undefined) continue;
      since.delete(key);
      packages.push({ manager: database.manager, ...record, path, layer });
    }
    yield;
  }
}

/** For every package of the first state, the lowest layer from which on all states have it in the same version. */
function* sinceWhen(
  states: readonly DatabaseState[],
  read: ReadSource,
): Generator<void, Map<string, number>> {
  const since = new Map<string, number>();
  let going: readonly string[] | null = null;
  for (const { from, databases } of states) {
    const there: ReadonlySet<string> = keysOf(databases, read);
    going = [...(going ?? there)].filter((key) => there.has(key));
    for (const key of going) since.set(key, from);
    if (going.length === 0) break;
    yield;
  }
  return since;
}

function keysOf(databases: readonly FoundDatabase[], read: ReadSource): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const database of databases) {
    const { records } = packagesOf(read(database.source));
    for (const record of records) keys.add(versionKey(database, record));
  }
  return keys;
}

/** A package of some managers can be installed for several architectures, and in rpm in several versions. */
function versionKey({ manager }: FoundDatabase, record: PackageRecord): string {
  return [manager, record.name, record.architecture ?? '', record.version].join('\0');
}

function* addRecords(
  tree: UnionTree,
  { layer, records }: PackagePlan,
  read: ReadSource,
  packages: InstalledPackage[],
  unread: UnreadPackages[],
): Generator<void, void> {
  const npmFolders = records.flatMap(({ form, place }) => (form === 'npm-package' ? [place] : []));
  const folders = yield* folderBytes(tree, layer, new Set(npmFolders));
  const listed = new ListedFiles(tree, layer);
  for (const [position, history] of records.entries()) {
    if (position % slice === 0) yield;
    const manager = managerOf[history.form];
    const path = pathText(tree, history.place);
    const newest = versionAt(history, 0, read);
    if (newest.missing !== null) unread.push({ manager, path, reason: newest.missing });
    for (const record of newest.records) {
      packages.push({
        manager,
        ...record,
        bytes: bytesOf(history, record, folders, listed, read),
        path,
        layer: Math.max(history.from, tree.eventLayer[sinceEvent(history, record, read)]!),
      });
    }
  }
}

/** The oldest event in a row that left the same package. */
function sinceEvent(history: RecordHistory, record: PackageRecord, read: ReadSource): number {
  let since = history.events[0]!;
  for (const [position, event] of history.events.entries()) {
    const isSame = versionAt(history, position, read).records.some(
      ({ name, version }) => name === record.name && version === record.version,
    );
    if (!isSame) break;
    since = event;
  }
  return since;
}

function versionAt(history: RecordHistory, position: number, read: ReadSource) {
  return packagesOf(read({ kind: 'file', form: history.form, event: history.events[position]! }));
}

function bytesOf(
  { form, place, list }: RecordHistory,
  record: PackageRecord,
  folders: ReadonlyMap<number, number>,
  listed: ListedFiles,
  read: ReadSource,
): number | null {
  if (form === 'npm-package') return folders.get(place) ?? null;
  if (form === 'dpkg-part') return record.bytes;
  if (list === null) return null;
  const files = read({ kind: 'file', form: list.form, event: list.event });
  return files.kind === 'files' ? listed.bytes(list.base, files.paths) : null;
}

function packagesOf(read: ReadRecord): {
  readonly records: readonly PackageRecord[];
  readonly missing: UnreadPackages['reason'] | null;
} {
  return read.kind === 'packages'
    ? { records: read.packages, missing: read.missing }
    : { records: [], missing: null };
}

const managerOrder: ReadonlyMap<PackageManager, number> = new Map(
  packageManagers.map((manager, position) => [manager, position]),
);

/** By manager, name, path, then version and architecture. */
export function comparePlaces(a: InstalledPackage, b: InstalledPackage): number {
  return (
    managerOrder.get(a.manager)! - managerOrder.get(b.manager)! ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.path, b.path) ||
    compareTexts(a.version, b.version) ||
    compareTexts(a.architecture ?? '', b.architecture ?? '')
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

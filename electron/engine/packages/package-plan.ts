import type { UnreadPackages } from '../../../shared/model/package.ts';
import { pathText } from '../tree/paths.ts';
import { eventAt, isPresence, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { databaseStates, otherForms } from './find-databases.ts';
import type { DatabaseState } from './find-databases.ts';
import { findRecords } from './find-records.ts';
import type { FoundRecord } from './find-records.ts';
import { managerOf } from './package-record.ts';
import { isContent } from './record-source.ts';
import type { RecordSource } from './record-source.ts';

/** What has to be read to know the packages after a layer, and since when each has been there. */
export interface PackagePlan {
  readonly layer: number;
  /** From that layer down, the first being what stands after it. */
  readonly states: readonly DatabaseState[];
  readonly records: readonly RecordHistory[];
  /** What can be told to be missing before anything is read. */
  readonly unread: readonly UnreadPackages[];
}

/** A record of one package with its versions, newest first, up to where it was not there. */
export interface RecordHistory extends FoundRecord {
  readonly events: readonly number[];
}

/** Looks through the tree alone; reads nothing. */
export function* planPackages(tree: UnionTree, layer: number): Generator<void, PackagePlan> {
  const states = yield* databaseStates(tree, layer);
  const { records, firstLeftOut } = yield* findRecords(tree, layer);
  const unread = [...otherForms(tree, layer)];
  if (firstLeftOut !== null) {
    const path = pathText(tree, firstLeftOut.place);
    unread.push({ manager: managerOf[firstLeftOut.form], path, reason: 'too-large' });
  }
  const histories = records.map((record) => ({
    ...record,
    events: [...versionsOf(tree, record, layer)],
  }));
  return { layer, states, records: histories, unread };
}

/** Every source of a plan. */
export function* sourcesOf({ states, records }: PackagePlan): Generator<RecordSource> {
  for (const { databases } of states) for (const { source } of databases) yield source;
  for (const { form, events, list } of records) {
    for (const event of events) yield { kind: 'file', form, event };
    if (list !== null) yield { kind: 'file', form: list.form, event: list.event };
  }
}

/** What the file was after `layer`, and before that, as long as it was there without a break. */
function* versionsOf(
  tree: UnionTree,
  { node, from }: FoundRecord,
  layer: number,
): Generator<number> {
  let event = eventAt(tree, node, layer);
  while (event !== none && isPresence(tree.eventKind[event]!) && isContent(tree, event)) {
    yield event;
    const brought = tree.eventLayer[event]!;
    if (brought <= from) return;
    event = eventAt(tree, node, brought - 1);
  }
}

import { EntryKind } from '../layer/layer-index.ts';
import { inodeOf, kindOf } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { RecordForm } from './package-record.ts';

/** A version of a file that records packages: what an event of the tree left there. */
export type RecordSource =
  | { readonly kind: 'file'; readonly form: RecordForm; readonly event: number }
  /** rpm's database, and the write-ahead log beside it: its packages, or all their files. */
  | {
      readonly kind: 'rpm' | 'rpm-files';
      readonly event: number;
      readonly log: number | null;
    };

/** The same for two sources exactly when they are read the same way from the same bytes. */
export function sourceKey(tree: UnionTree, source: RecordSource): string {
  const inode = inodeOf(tree, source.event);
  if (source.kind === 'file') return `${source.form} ${inode}`;
  return `${source.kind} ${inode} ${source.log === null ? '' : inodeOf(tree, source.log)}`;
}

/** Whether an event leaves a file whose content a layer holds. */
export function isContent(tree: UnionTree, event: number): boolean {
  const kind = kindOf(tree, event);
  return kind === EntryKind.file || kind === EntryKind.hidden;
}

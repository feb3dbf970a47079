import { reasonsFromBits } from '../../../shared/model/change.ts';
import type { ChangeCounts, ChangeKind, ChangeReason } from '../../../shared/model/change.ts';
import type { EntryType } from '../../../shared/model/entry.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { changeKind, treeChanges } from '../../engine/diff/tree-changes.ts';
import type { TreeChanges } from '../../engine/diff/tree-changes.ts';
import { nodesInPathOrder } from '../../engine/tree/path-order.ts';
import { bytesOf, kindOf, none, typeOf } from '../../engine/tree/union-tree.ts';
import type { UnionTree } from '../../engine/tree/union-tree.ts';
import { changeMarks } from '../change-marks.ts';
import { chooseRange } from '../choose-layers.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { writeJsonArray } from '../json-text.ts';
import type { Output } from '../output.ts';
import { withStack } from '../read-stack.ts';
import { countText, sizeText } from '../text.ts';
import { pathFields } from '../tree-entry.ts';
import type { PathFields } from '../tree-entry.ts';

export const diffCommand: Command = {
  name: 'diff',
  summary: 'List what a layer changed, or what lies between two layers.',
  operands: ['PATH'],
  options: ['image', 'platform', 'layer', 'from', 'to', 'store', 'json'],
  optionTexts: { layer: 'what layer N changed, counted from 0 (default: the last)' },
  notes: [
    '--layer N compares the files after layer N with those below it; --from and --to compare any\ntwo points of the stack. Marks: + added, ~ modified (with the reasons), - removed.',
  ],
  run: runDiff,
};

function runDiff(call: CommandCall): Promise<ExitCode> {
  return withStack(call, async ({ read }) => {
    const { tree } = read;
    const changes = treeChanges(tree, chooseRange(call.options, tree.layers.length));
    if (call.options.json) await writeJsonArray(call.output, changedPaths(tree, changes));
    else await writeListing(call.output, tree, changes);
    return ExitCode.fine;
  });
}

interface ChangedPath extends PathFields {
  readonly change: ChangeKind;
  readonly reasons: readonly ChangeReason[];
  readonly typeBefore: EntryType | null;
  readonly typeAfter: EntryType | null;
  /** Bytes of the file itself, 0 for what is no file; null where the path is not there. */
  readonly sizeBefore: number | null;
  readonly sizeAfter: number | null;
}

function* changedPaths(tree: UnionTree, changes: TreeChanges): Generator<ChangedPath> {
  for (const node of nodesInPathOrder(tree)) {
    const change = changeKind(changes.change[node]!);
    if (change === 'unchanged') continue;
    const before = changes.before.event[node]!;
    const after = changes.after.event[node]!;
    yield {
      ...pathFields(tree, node),
      change,
      reasons: reasonsFromBits(changes.reasons[node]!),
      typeBefore: before === none ? null : typeOf(kindOf(tree, before)),
      typeAfter: after === none ? null : typeOf(kindOf(tree, after)),
      sizeBefore: before === none ? null : bytesOf(tree, before),
      sizeAfter: after === none ? null : bytesOf(tree, after),
    };
  }
}

async function writeListing(output: Output, tree: UnionTree, changes: TreeChanges): Promise<void> {
  for (const each of changedPaths(tree, changes)) {
    const { mark, paint } = changeMarks[each.change];
    const folder = (each.typeAfter ?? each.typeBefore) === 'directory' ? '/' : '';
    const path = output.style(paint, `${mark} ${visibleLine(each.path)}${folder}`);
    const more = output.style('dim', detail(each));
    await output.line(more === '' ? path : `${path}  ${more}`);
  }
  if (output.isTerminal) await output.line(output.style('dim', countsText(changes.counts)));
}

/** `1.2 kB -> 3 kB  content mtime`, as far as there is anything to say. */
function detail({
  change,
  reasons,
  sizeBefore,
  sizeAfter,
  typeBefore,
  typeAfter,
}: ChangedPath): string {
  if (change !== 'modified') {
    const isFile = (typeAfter ?? typeBefore) === 'file';
    return isFile ? sizeText(sizeAfter ?? sizeBefore ?? 0) : '';
  }
  const parts: string[] = [];
  if (typeBefore !== typeAfter) parts.push(`${typeBefore} -> ${typeAfter}`);
  if (sizeBefore !== sizeAfter) {
    parts.push(`${sizeText(sizeBefore ?? 0)} -> ${sizeText(sizeAfter ?? 0)}`);
  }
  return [...parts, reasons.join(' ')].join('  ');
}

function countsText({ added, modified, removed }: ChangeCounts): string {
  return `${countText(added)} added, ${countText(modified)} modified, ${countText(removed)} removed`;
}

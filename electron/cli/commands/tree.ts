import type { UnionState } from '../../engine/tree/sums.ts';
import { unionAfter } from '../../engine/tree/sums.ts';
import { nodesInPathOrder } from '../../engine/tree/path-order.ts';
import { bytesOf, extraOf, none, ownerOf } from '../../engine/tree/union-tree.ts';
import type { UnionTree } from '../../engine/tree/union-tree.ts';
import { chooseLayer } from '../choose-layers.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { writeJsonArray } from '../json-text.ts';
import type { Output } from '../output.ts';
import { withStack } from '../read-stack.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { countText } from '../text.ts';
import { treeEntry } from '../tree-entry.ts';
import type { TreeEntry } from '../tree-entry.ts';

export const treeCommand: Command = {
  name: 'tree',
  summary: 'List the files that a container sees, after the last layer or any other.',
  operands: ['PATH'],
  options: ['image', 'platform', 'layer', 'store', 'json'],
  optionTexts: { layer: 'the files after layer N, counted from 0 (default: the last)' },
  notes: [
    'Columns: type and permissions, owner (user:group), bytes, time (UTC), the layer that the\nentry comes from, path.',
  ],
  run: runTree,
};

function runTree(call: CommandCall): Promise<ExitCode> {
  return withStack(call, async ({ read }) => {
    const { tree } = read;
    const layer = chooseLayer(call.options.layer, tree.layers.length);
    const state = unionAfter(tree, layer);
    if (call.options.json) await writeJsonArray(call.output, entriesOf(tree, state));
    else await writeListing(call.output, tree, state);
    return ExitCode.fine;
  });
}

function* entriesOf(tree: UnionTree, state: UnionState): Generator<TreeEntry> {
  for (const node of nodesInPathOrder(tree)) {
    if (state.event[node] !== none) yield treeEntry(tree, state, node);
  }
}

interface Widths {
  readonly owner: number;
  readonly size: number;
  readonly layer: number;
}

const timeWidth = 16;
const modeWidth = 10;

async function writeListing(output: Output, tree: UnionTree, state: UnionState): Promise<void> {
  const widths = columnWidths(tree, state);
  if (output.isTerminal) await output.line(output.style('dim', heading(widths)));
  for (const entry of entriesOf(tree, state)) await output.line(listingLine(entry, widths, output));
  if (output.isTerminal) {
    await output.line(output.style('dim', `${countText(state.count)} paths`));
  }
}

/** A pass of its own: lines are written as they come, and yet their columns stand under one another. */
function columnWidths(tree: UnionTree, state: UnionState): Widths {
  let [owner, size, layer] = ['owner'.length, 'bytes'.length, 'layer'.length];
  for (let node = 1; node < tree.nodeCount; node++) {
    const event = state.event[node]!;
    if (event === none) continue;
    const device = extraOf(tree, event)?.device;
    owner = Math.max(owner, ownerText(ownerOf(tree, event)).length);
    size = Math.max(size, sizeText('file', bytesOf(tree, event), device).length);
    layer = Math.max(layer, String(tree.eventLayer[event]!).length);
  }
  return { owner, size, layer };
}

function heading({ owner, size, layer }: Widths): string {
  return [
    'mode'.padEnd(modeWidth),
    'owner'.padEnd(owner),
    'bytes'.padStart(size),
    'modified (UTC)'.padEnd(timeWidth),
    'layer'.padStart(layer),
    'path',
  ].join('  ');
}

function listingLine(entry: TreeEntry, { owner, size, layer }: Widths, { style }: Output): string {
  const fields = [
    entry.modeText,
    ownerText(entry).padEnd(owner),
    sizeText(entry.type, entry.size, entry.device).padStart(size),
    style('dim', timeText(entry).padEnd(timeWidth)),
    style('dim', String(entry.origin).padStart(layer)),
  ];
  const path =
    entry.type === 'directory' ? style('blue', visibleLine(entry.path)) : visibleLine(entry.path);
  return `${fields.join('  ')}  ${path}${linkSuffix(entry)}`;
}

function linkSuffix({ link, linkedTo }: TreeEntry): string {
  if (link !== null) return ` -> ${visibleLine(link)}`;
  return linkedTo === undefined ? '' : ` = ${visibleLine(linkedTo)}`;
}

function ownerText({ uid, gid }: Pick<TreeEntry, 'uid' | 'gid'>): string {
  return `${uid}:${gid}`;
}

/** Bytes of a file, the numbers of a device, nothing for anything else. */
function sizeText(type: TreeEntry['type'], size: number, device: TreeEntry['device']): string {
  if (device !== undefined) return `${device.major}, ${device.minor}`;
  return type === 'file' ? String(size) : '-';
}

/** To the minute; `-` where no layer says a time. */
function timeText({ mtime }: TreeEntry): string {
  if (mtime === null) return '-';
  const end = mtime.indexOf('T') + 'T00:00'.length;
  return mtime.slice(0, end).replace('T', ' ');
}

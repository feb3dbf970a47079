import { reasonsFromBits } from '../../../shared/model/change.ts';
import type { FileLife, LifeStep } from '../../../shared/model/life.ts';
import { reasonsBetween } from '../diff/reasons.ts';
import { pathText } from '../tree/paths.ts';
import { bytesOf, isPresence, none, removalOf } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { entryAttributes } from './entry-detail.ts';

/** What every layer that touched a path did to it, a path that is long gone included. */
export function fileLife(tree: UnionTree, node: number): FileLife {
  const events: number[] = [];
  for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
    events.push(event);
  }
  events.reverse();
  const steps = events.map((event, place) => lifeStep(tree, event, events[place - 1] ?? null));
  return { node, path: pathText(tree, node), steps };
}

/** A layer leaves at most one event at a path (`TreeBuilder`), so the one before it is what the layers below left. */
function lifeStep(tree: UnionTree, event: number, older: number | null): LifeStep {
  const kind = tree.eventKind[event]!;
  const is = isPresence(kind);
  const before = older !== null && isPresence(tree.eventKind[older]!) ? older : null;
  const reasons = is && before !== null ? reasonsFromBits(reasonsBetween(tree, before, event)) : [];
  return {
    layer: tree.eventLayer[event]!,
    change: changeOf(is, before !== null, reasons.length > 0),
    returned: is && before === null && older !== null,
    reasons,
    removal: removalOf(kind),
    attributes: is ? entryAttributes({ tree, origin: tree.eventLayer }, event) : null,
    earlier: earlierEntries(tree, tree.eventNode[event]!, tree.eventLayer[event]!),
    grownBytes: (is ? bytesOf(tree, event) : 0) - (before === null ? 0 : bytesOf(tree, before)),
  };
}

/** What a layer holds for a path before the entry that counts. */
function earlierEntries(tree: UnionTree, node: number, layer: number): LifeStep['earlier'] {
  const { repeated, layers } = tree;
  let [entries, bytes] = [0, 0];
  for (let at = repeated.node.indexOf(node); at !== -1; at = repeated.node.indexOf(node, at + 1)) {
    if (repeated.layer[at] !== layer) continue;
    entries++;
    bytes += layers[layer]?.size[repeated.entry[at]!] ?? 0;
  }
  return { entries, bytes };
}

function changeOf(is: boolean, was: boolean, differs: boolean): LifeStep['change'] {
  if (!is) return 'removed';
  if (!was) return 'added';
  return differs ? 'modified' : 'unchanged';
}

import { EntryKind } from '../layer/layer-index.ts';
import { sameContent } from '../diff/content.ts';
import { sliceNodes } from '../tree/slices.ts';
import { EventKind, isPresence, kindOf, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/**
 * For each entry of a layer the event by which a path led to it for the last time, and the event that ended that.
 * `event` is `none` where no path ever led to the entry; `ender` is `none` where one still does.
 */
export interface LastNames {
  readonly event: Uint32Array;
  readonly ender: Uint32Array;
}

/**
 * How long each file of a stack can be seen. A file has several names where hard links lead to it, of its own layer and
 * of higher ones, and is hidden when the last of them is gone. By position in the stack; null for a layer that could
 * not be read.
 */
export function* lastNames(tree: UnionTree): Generator<void, readonly (LastNames | null)[]> {
  const layers = tree.layers.map((index) => (index === null ? null : noNames(index.count)));
  for (let node = 0; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    let newer = none;
    for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
      const entry = tree.dataEntry[event]!;
      if (isPresence(tree.eventKind[event]!) && entry !== none) {
        note(tree, layers[tree.dataLayer[event]!]!, entry, event, newer);
      }
      newer = event;
    }
  }
  return layers;
}

function noNames(count: number): LastNames {
  return { event: new Uint32Array(count).fill(none), ender: new Uint32Array(count).fill(none) };
}

function note(
  tree: UnionTree,
  names: LastNames,
  entry: number,
  event: number,
  ender: number,
): void {
  const known = names.event[entry]!;
  if (known !== none) {
    const knownEnder = names.ender[entry]!;
    if (knownEnder === none) return;
    if (ender !== none && !endsLater(tree, [event, ender], [known, knownEnder])) return;
  }
  names.event[entry] = event;
  names.ender[entry] = ender;
}

/** Of two names that go in one layer the one whose content that layer stores again says more. */
function endsLater(
  tree: UnionTree,
  [event, ender]: readonly [number, number],
  [known, knownEnder]: readonly [number, number],
): boolean {
  const [layer, knownLayer] = [tree.eventLayer[ender]!, tree.eventLayer[knownEnder]!];
  if (layer !== knownLayer) return layer > knownLayer;
  return storesAgain(tree, event, ender) && !storesAgain(tree, known, knownEnder);
}

/** Whether the layer of `ender` stores, for the path of both events, the content that `event` left there. */
export function storesAgain(tree: UnionTree, event: number, ender: number): boolean {
  if (tree.eventKind[ender] !== EventKind.entry) return false;
  if (tree.dataLayer[ender] !== tree.eventLayer[ender]) return false;
  const kind = kindOf(tree, ender);
  if (kind !== EntryKind.file && kind !== EntryKind.hidden) return false;
  return sameContent(tree, event, ender);
}

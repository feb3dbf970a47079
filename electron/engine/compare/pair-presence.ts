import { sliceNodes } from '../tree/slices.ts';
import { isPresence, none, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** A point of an image: its union after a layer (-1 for none at all), or what that layer alone holds. */
export interface PresencePoint {
  readonly tree: UnionTree;
  readonly layer: number;
  readonly alone: boolean;
}

/** Stands for a folder that is there because something lies in it, and that the point has no event for. */
export const impliedEvent = 0xffff_fffe;

/**
 * By node, the event that makes it visible at a point: `none` where it is not there, `impliedEvent` for folders without
 * one. The root is always there.
 */
export function* presenceAt(point: PresencePoint): Generator<void, Uint32Array> {
  const { tree, layer } = point;
  const events = new Uint32Array(tree.nodeCount).fill(none);
  const eventOf = point.alone ? ownEvent : presentAt;
  for (let from = 0; from < tree.nodeCount; from += sliceNodes) {
    const to = Math.min(from + sliceNodes, tree.nodeCount);
    for (let node = from; node < to; node++) events[node] = eventOf(tree, node, layer);
    yield;
  }
  if (point.alone) {
    // Children have higher numbers than their folder, so one pass down the numbers reaches every folder above.
    for (let node = tree.nodeCount - 1; node > 0; node--) {
      if (node % sliceNodes === 0) yield;
      const parent = tree.parent[node]!;
      if (events[node] !== none && events[parent] === none) events[parent] = impliedEvent;
    }
  }
  if (events[0] === none) events[0] = impliedEvent;
  return events;
}

/** What a layer itself has at a path; what it removes, it does not have. */
function ownEvent(tree: UnionTree, node: number, layer: number): number {
  let event = tree.lastEvent[node]!;
  while (event !== none && tree.eventLayer[event]! > layer) event = tree.older[event]!;
  if (event === none || tree.eventLayer[event] !== layer) return none;
  return isPresence(tree.eventKind[event]!) ? event : none;
}

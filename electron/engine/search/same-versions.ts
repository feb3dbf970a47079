import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** The events of one layer in one tree, one after another. */
interface LayerEvents {
  readonly tree: UnionTree;
  readonly firstEvent: number;
}

/**
 * For the versions that a layer brings in one tree, the events that bring them in another where the layer stands on
 * other layers; null unless all of them are there: a folder that no layer has an entry for is made in one image only,
 * and a hard link to a file of a lower layer brings what that layer has. `nodes` are the paths by event.
 */
export function sameVersions(
  one: LayerEvents,
  nodes: Uint32Array,
  other: LayerEvents,
  otherNodes: Uint32Array,
): Uint32Array | null {
  if (nodes.length !== otherNodes.length) return null;
  const places = new Map<number, number>();
  for (let place = 0; place < otherNodes.length; place++) places.set(otherNodes[place]!, place);
  const events = new Uint32Array(nodes.length);
  for (let place = 0; place < nodes.length; place++) {
    const there = places.get(nodes[place]!);
    if (there === undefined) return null;
    const [event, otherEvent] = [one.firstEvent + place, other.firstEvent + there];
    if (!isSameEntry(one.tree, event, other.tree, otherEvent)) return null;
    events[place] = otherEvent;
  }
  return events;
}

function isSameEntry(one: UnionTree, event: number, other: UnionTree, otherEvent: number): boolean {
  if (one.dataEntry[event] !== other.dataEntry[otherEvent]) return false;
  if (one.dataEntry[event] === none) return true;
  return isOwn(one, event) && isOwn(other, otherEvent);
}

function isOwn(tree: UnionTree, event: number): boolean {
  return tree.dataLayer[event] === tree.eventLayer[event];
}

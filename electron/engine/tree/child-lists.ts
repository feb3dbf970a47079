import { runWhole, sliceNodes } from './slices.ts';
import { none } from './union-tree.ts';

interface ChildLists {
  readonly firstChild: Uint32Array;
  readonly nextSibling: Uint32Array;
}

/** The first child and next sibling of every node by its parent, in the order of the numbers. The root is 0. */
export function childLists(parent: Uint32Array): ChildLists {
  return runWhole(childListsInSlices(parent));
}

/** As `childLists`, for callers that have other things to do in between. */
export function* childListsInSlices(parent: Uint32Array): Generator<void, ChildLists> {
  const firstChild = new Uint32Array(parent.length).fill(none);
  const nextSibling = new Uint32Array(parent.length).fill(none);
  for (let node = parent.length - 1; node > 0; node--) {
    if (node % sliceNodes === 0) yield;
    const above = parent[node]!;
    nextSibling[node] = firstChild[above]!;
    firstChild[above] = node;
  }
  return { firstChild, nextSibling };
}

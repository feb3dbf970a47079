import { none } from './union-tree.ts';

/** The first child and next sibling of every node by its parent, in the order of the numbers. The root is 0. */
export function childLists(parent: Uint32Array): {
  readonly firstChild: Uint32Array;
  readonly nextSibling: Uint32Array;
} {
  const firstChild = new Uint32Array(parent.length).fill(none);
  const nextSibling = new Uint32Array(parent.length).fill(none);
  for (let node = parent.length - 1; node > 0; node--) {
    const above = parent[node]!;
    nextSibling[node] = firstChild[above]!;
    firstChild[above] = node;
  }
  return { firstChild, nextSibling };
}

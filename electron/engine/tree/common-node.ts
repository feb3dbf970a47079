import type { UnionTree } from './union-tree.ts';

/** The deepest node that is `a`, or above it, and at the same time `b` or above that. */
export function commonNode(tree: UnionTree, a: number, b: number): number {
  // A folder has a lower number than what lies in it.
  let [one, other] = [a, b];
  while (one !== other) {
    if (one > other) one = tree.parent[one]!;
    else other = tree.parent[other]!;
  }
  return one;
}

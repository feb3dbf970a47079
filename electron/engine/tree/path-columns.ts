import type { UnionTree } from './union-tree.ts';

/** The names and folders of a tree, whatever happened to its paths. */
export type TreePaths = Pick<UnionTree, 'names' | 'parent' | 'name' | 'nodeCount'>;

/** The same as plain columns, which can be sent to a thread. */
export interface PathColumns {
  /** All names, each followed by a slash. */
  readonly arena: Uint8Array;
  /** Where each name begins in it. */
  readonly nameStart: Uint32Array;
  /** By node; a parent has a lower number than its children, 0 is the root. */
  readonly parent: Uint32Array;
  readonly name: Uint32Array;
}

/** Copies of just the size they must have: a part of a larger buffer would be sent with all of it. */
export function pathColumns({ names, parent, name }: TreePaths): PathColumns {
  return {
    arena: new Uint8Array(names.arena),
    nameStart: names.starts.slice(),
    parent: parent.slice(),
    name: name.slice(),
  };
}

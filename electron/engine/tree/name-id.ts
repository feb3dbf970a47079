import type { UnionTree } from './union-tree.ts';

/** Number of a name in the tree's table of names; -1 when no path has it. */
export function nameId(tree: UnionTree, name: string): number {
  const bytes = Buffer.from(name);
  return tree.names.find(bytes, 0, bytes.length);
}

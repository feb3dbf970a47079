import { nameText } from '../tree/paths.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** Characters that some file system refuses in a name, or that a person cannot see. */
// oxlint-disable-next-line no-control-regex -- control characters are just what is looked for
const refused = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g;

/** A file name to suggest for a path of an image: its last part, with what could do harm replaced by `_`. */
export function suggestedName(tree: UnionTree, node: number): string {
  const name = nameText(tree, node).replace(refused, '_').replace(/^\.+$/, '_').slice(0, 200);
  return name === '' ? '_' : name;
}

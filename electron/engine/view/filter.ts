import type { ViewOptions } from '../../../shared/model/view.ts';
import { stackChangeKinds } from '../../../shared/model/change.ts';
import { ChangeCode, changeKind, shownAsFolder, shownBytes } from '../diff/tree-changes.ts';
import type { TreeChanges } from '../diff/tree-changes.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import type { NodeMatcher } from './name-match.ts';

/** Which nodes a view shows, and why. */
export interface Filtered {
  /** 1 for a node that is shown. */
  readonly shown: Uint8Array;
  /** 1 for a node that is shown for its own sake, not only because it leads to one that is. */
  readonly meant: Uint8Array;
  /** 1 for a folder that leads to a match and is opened for it. */
  readonly leads: Uint8Array;
  /** Nodes that match by themselves. */
  readonly matches: number;
  /** False when the options hide nothing. */
  readonly active: boolean;
}

/**
 * Applies the options of a view to a tree: two passes over the nodes. Shown are the matches, the folders that lead to
 * them and, for a folder that matches by its name, what lies in it. `named` is the matcher of the options' text.
 */
export function filterTree(
  tree: UnionTree,
  changes: TreeChanges,
  options: ViewOptions,
  named: NodeMatcher | null,
): Filtered {
  const { nodeCount, parent } = tree;
  const shown = new Uint8Array(nodeCount);
  const leads = new Uint8Array(nodeCount);
  const allows = attributeTest(tree, changes, options);
  const active = named !== null || isBounded(options) || hidesKind(changes, options);
  let matches = 0;
  // By its name, or because a folder above matches by its name: 2 where the node itself does.
  const byName = new Uint8Array(nodeCount);
  for (let node = 1; node < nodeCount; node++) {
    if (changes.change[node] === ChangeCode.absent) continue;
    if (named === null || named(node)) byName[node] = 2;
    else if (byName[parent[node]!]! > 0) byName[node] = 1;
    if (byName[node] === 0 || !allows(node)) continue;
    shown[node] = 1;
    if (byName[node] === 2) matches++;
  }
  const meant = active ? shown.slice() : shown;
  for (let node = nodeCount - 1; node > 0; node--) {
    const leadsOn = leads[node] === 1 || (shown[node] === 1 && byName[node] === 2);
    if (leadsOn) leads[parent[node]!] = 1;
    if (shown[node] === 1 || leads[node] === 1) {
      shown[node] = 1;
      shown[parent[node]!] = 1;
    }
  }
  return { shown, meant, leads, matches, active };
}

function isBounded(options: ViewOptions): boolean {
  return options.minBytes !== null || options.maxBytes !== null;
}

function hidesKind(changes: TreeChanges, { kinds }: ViewOptions): boolean {
  const hidesMoved = changes.movedTo.count > 0 && !kinds.includes('moved');
  return hidesMoved || stackChangeKinds.some((kind) => !kinds.includes(kind));
}

/** The test for the kind of change and the size. With a bound on sizes only files can match. */
function attributeTest(
  tree: UnionTree,
  changes: TreeChanges,
  options: ViewOptions,
): (node: number) => boolean {
  const wanted = codesOf(options.kinds);
  const bounded = isBounded(options);
  const least = options.minBytes ?? 0;
  const most = options.maxBytes ?? Number.POSITIVE_INFINITY;
  return (node) => {
    if (wanted[changes.change[node]!] !== 1) return false;
    if (!bounded) return true;
    if (shownAsFolder(tree, changes, node)) return false;
    const bytes = shownBytes(changes, node);
    return bytes >= least && bytes <= most;
  };
}

/** 1 at each `ChangeCode` whose kind is among `kinds`. */
function codesOf(kinds: ViewOptions['kinds']): Uint8Array {
  const codes = new Uint8Array(Math.max(...Object.values(ChangeCode)) + 1);
  for (const code of Object.values(ChangeCode)) {
    if (kinds.includes(changeKind(code))) codes[code] = 1;
  }
  return codes;
}

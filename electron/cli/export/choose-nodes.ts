import { findNode } from '../../engine/tree/paths.ts';
import { eventAt, none, presentAt } from '../../engine/tree/union-tree.ts';
import type { UnionTree } from '../../engine/tree/union-tree.ts';
import { patternMatcher } from '../../engine/view/name-match.ts';
import { CliFailure } from '../cli-failure.ts';
import { oneLine } from '../text.ts';

/**
 * The paths that are meant: one that some layer up to `layer` names as it is written, else all that a glob fits after
 * `layer`. With `alone` only what that layer itself holds. Throws CliFailure where nothing is meant, EngineError
 * `pattern-slow`.
 */
export function chooseNodes(
  tree: UnionTree,
  wanted: readonly string[],
  layer: number,
  alone: boolean,
): readonly number[] {
  const chosen = new Set<number>();
  for (const text of wanted) {
    const before = chosen.size;
    const exact = findNode(tree, text);
    if (exact === 0 || (exact !== -1 && eventAt(tree, exact, layer) !== none)) {
      chosen.add(exact);
      continue;
    }
    const matches = patternMatcher(tree, { text: text.replace(/\/+$/, ''), mode: 'glob' });
    for (let node = 1; node < tree.nodeCount; node++) {
      if (matches(node) && isThere(tree, node, layer, alone)) chosen.add(node);
    }
    if (chosen.size === before) {
      throw new CliFailure(`nothing after layer ${layer} is called ${oneLine(text)}`);
    }
  }
  return [...chosen];
}

function isThere(tree: UnionTree, node: number, layer: number, alone: boolean): boolean {
  const event = presentAt(tree, node, layer);
  return event !== none && (!alone || tree.eventLayer[event] === layer);
}

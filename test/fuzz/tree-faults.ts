import { entryPath } from '../../electron/engine/tree/layer-paths.ts';
import {
  isPresence,
  inodeOf,
  bytesOf,
  none,
  presentAt,
} from '../../electron/engine/tree/union-tree.ts';
import type { UnionTree } from '../../electron/engine/tree/union-tree.ts';
import { unionAfter } from '../../electron/engine/tree/sums.ts';

const slash = 0x2f;

/** What must hold of every tree and does not hold of this one. */
export function treeFaults(tree: UnionTree): readonly string[] {
  return [...nodeFaults(tree), ...eventFaults(tree), ...sumFaults(tree)];
}

/** No name may lead out of its folder, and a folder comes before what is in it. */
function* nodeFaults(tree: UnionTree): Generator<string> {
  for (let node = 1; node < tree.nodeCount; node++) {
    if (tree.parent[node]! >= node) yield `node ${node} comes before its folder`;
    const name = tree.names.bytes(tree.name[node]!);
    const text = name.toString('latin1');
    if (text === '' || text === '.' || text === '..') yield `node ${node} has the name "${text}"`;
    if (name.includes(slash)) yield `node ${node} has a slash in its name`;
  }
}

function* eventFaults(tree: UnionTree): Generator<string> {
  for (let event = 0; event < tree.eventCount; event++) {
    const layer = tree.eventLayer[event]!;
    const data = tree.dataLayer[event]!;
    const entry = tree.dataEntry[event]!;
    if (layer >= tree.layers.length || data > layer) yield `event ${event} is of no layer`;
    if (!isPresence(tree.eventKind[event]!) || entry === none) continue;
    const index = tree.layers[data];
    if (!index || entry >= index.count) yield `event ${event} has no entry`;
    else if (entryPath(index, entry).split('/').includes('..')) yield `entry ${entry} leads out`;
  }
  for (let node = 0; node < tree.nodeCount; node++) {
    let above = tree.layers.length;
    for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
      if (tree.eventNode[event] !== node) yield `event ${event} is of another node`;
      if (tree.eventLayer[event]! >= above) yield `the events of node ${node} are out of order`;
      above = tree.eventLayer[event]!;
    }
  }
}

/** What is there has a folder that is there, and the bytes of the root are those of its files, each once. */
function* sumFaults(tree: UnionTree): Generator<string> {
  for (let layer = 0; layer < tree.layers.length; layer++) {
    const files = new Map<number, number>();
    for (let node = 1; node < tree.nodeCount; node++) {
      const event = presentAt(tree, node, layer);
      if (event === none) continue;
      const parent = tree.parent[node]!;
      if (parent !== 0 && presentAt(tree, parent, layer) === none) {
        yield `node ${node} is there after layer ${layer} and its folder is not`;
      }
      if (tree.dataEntry[event] !== none) files.set(inodeOf(tree, event), bytesOf(tree, event));
    }
    let sum = 0;
    for (const bytes of files.values()) sum += bytes;
    if (unionAfter(tree, layer).bytes[0] !== sum)
      yield `the bytes after layer ${layer} do not add up`;
  }
}

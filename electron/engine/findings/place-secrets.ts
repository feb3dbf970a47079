import type { SecretPlace } from '../../../shared/model/findings.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { sliceNodes } from '../tree/slices.ts';
import { isPresence, kindOf, none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

export type FilePlace = Extract<SecretPlace, { readonly kind: 'file' }>;

/** The path that a stored file is at, and whether it is still seen there. */
export type StoredPlace = Pick<FilePlace, 'node' | 'state' | 'hiddenIn'>;

/**
 * Where the files that layers store in some entries are, by layer and entry. A file with several names is at the first
 * of those that are seen, or else at the first. One that its own layer stores once more has no place here.
 */
export function* placesOf(
  tree: UnionTree,
  wanted: ReadonlyMap<number, ReadonlySet<number>>,
): Generator<void, ReadonlyMap<number, ReadonlyMap<number, StoredPlace>>> {
  const places = new Map<number, Map<number, StoredPlace>>();
  for (let node = 0; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    let newer = none;
    for (let event = tree.lastEvent[node]!; event !== none; event = tree.older[event]!) {
      const layer = tree.dataLayer[event]!;
      const entry = tree.dataEntry[event]!;
      if (entry !== none && wanted.get(layer)?.has(entry) === true && isFile(tree, event)) {
        const known = places.get(layer) ?? new Map<number, StoredPlace>();
        places.set(layer, known);
        const place = placeOf(tree, node, newer);
        const before = known.get(entry);
        if (before === undefined || (before.state !== 'visible' && place.state === 'visible')) {
          known.set(entry, place);
        }
      }
      newer = event;
    }
  }
  return places;
}

function isFile(tree: UnionTree, event: number): boolean {
  return isPresence(tree.eventKind[event]!) && kindOf(tree, event) === EntryKind.file;
}

/** What the next newer event of the path did to the file. */
function placeOf(tree: UnionTree, node: number, newer: number): StoredPlace {
  if (newer === none) return { node, state: 'visible', hiddenIn: null };
  const isThere = isPresence(tree.eventKind[newer]!);
  return { node, state: isThere ? 'overwritten' : 'deleted', hiddenIn: tree.eventLayer[newer]! };
}

import type { UnionTree } from '../tree/union-tree.ts';

/** Events looked at before other work gets its turn. */
const slice = 16_384;

const recordNames = [
  'package.json',
  'METADATA',
  'PKG-INFO',
  'RECORD',
  'installed-files.txt',
  'node_modules',
  'status',
  'status.d',
  'diversions',
  'installed',
  'rpmdb.sqlite',
  'rpmdb.sqlite-wal',
  'Packages',
  'Packages.db',
] as const;

const recordEndings = ['.list', '.md5sums', '.egg-info', '.dist-info'] as const;

/**
 * The layers that did something to a path which may record packages, by 1: between two of them packages and their files
 * stay the same. Told by names alone, so rather too many than too few.
 */
export function* recordLayers(tree: UnionTree): Generator<void, Uint8Array> {
  const { names, nodeCount, eventCount } = tree;
  const isRecord = new Uint8Array(names.count);
  for (const name of recordNames) {
    const bytes = Buffer.from(name);
    const id = names.find(bytes, 0, bytes.length);
    if (id !== -1) isRecord[id] = 1;
  }
  const endings = recordEndings.map((ending) => Buffer.from(ending));
  for (let id = 0; id < names.count; id++) {
    if (id % slice === 0) yield;
    const name = names.bytes(id);
    if (endings.some((ending) => name.subarray(-ending.length).equals(ending))) isRecord[id] = 1;
  }
  const statusParts = names.find(Buffer.from('status.d'), 0, 'status.d'.length);
  const touched = new Uint8Array(tree.layers.length);
  for (let event = 0; event < eventCount; event++) {
    if (event % slice === 0) yield;
    const node = tree.eventNode[event]!;
    if (node === 0 || node >= nodeCount) continue;
    const parent = tree.parent[node]!;
    const isPart = statusParts !== -1 && parent !== 0 && tree.name[parent] === statusParts;
    if (isPart || isRecord[tree.name[node]!] === 1) touched[tree.eventLayer[event]!] = 1;
  }
  return touched;
}

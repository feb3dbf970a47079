import type { LayerIndex } from './layer-index.ts';

/**
 * An index of some entries of another, in the order asked for and without their names: what is needed to find their
 * bodies, small enough to be sent to a worker.
 */
export function pickEntries(index: LayerIndex, entries: Uint32Array): LayerIndex {
  const starts = new Uint32Array(entries.length + 1);
  const picked = [...entries.entries()].flatMap(([place, entry]) => {
    const extra = index.extras.get(entry);
    return extra?.sparse === undefined ? [] : [[place, { sparse: extra.sparse }] as const];
  });
  return {
    count: entries.length,
    kind: Uint8Array.from(entries, (entry) => index.kind[entry]!),
    mode: new Uint16Array(entries.length),
    owner: new Uint32Array(entries.length),
    size: Float64Array.from(entries, (entry) => index.size[entry]!),
    modified: new Float64Array(entries.length),
    body: Uint32Array.from(entries, (entry) => index.body[entry]!),
    pathStart: starts,
    paths: new Uint8Array(),
    linkStart: starts,
    links: new Uint8Array(),
    owners: [],
    extras: new Map(picked),
    contentHash: null,
    unpackedBytes: index.unpackedBytes,
    problems: [],
  };
}

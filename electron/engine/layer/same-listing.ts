import type { LayerIndex } from './layer-index.ts';

/** Whether two layers list the same entries at the same places of their tars. Says nothing of contents. */
export function sameListing(a: LayerIndex, b: LayerIndex): boolean {
  return (
    a.count === b.count &&
    a.unpackedBytes === b.unpackedBytes &&
    columns.every((column) => sameBytes(a[column], b[column])) &&
    sameOwners(a, b)
  );
}

const columns = [
  'kind',
  'mode',
  'owner',
  'size',
  'modified',
  'body',
  'pathStart',
  'paths',
  'linkStart',
  'links',
] as const;

function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  return (
    a.byteLength === b.byteLength &&
    Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(
      Buffer.from(b.buffer, b.byteOffset, b.byteLength),
    )
  );
}

function sameOwners({ owners }: LayerIndex, other: LayerIndex): boolean {
  return JSON.stringify(owners) === JSON.stringify(other.owners);
}

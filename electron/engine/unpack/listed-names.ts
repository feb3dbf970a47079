import type { LayerIndex } from '../layer/layer-index.ts';

const slash = 0x2f;

/** The path of a listed entry. */
export function pathOf({ paths, pathStart }: LayerIndex, entry: number): Buffer {
  return bufferOf(paths.subarray(pathStart[entry], pathStart[entry + 1]));
}

/** What a listed link leads to. */
export function linkOf({ links, linkStart }: LayerIndex, entry: number): Buffer {
  return bufferOf(links.subarray(linkStart[entry], linkStart[entry + 1]));
}

/** A path as a key: one character for each byte. */
export function keyOf(path: Buffer): string {
  return path.toString('latin1');
}

/** The folder of a path, which is empty for a name alone, and its last part. */
export function splitPath(path: Buffer): { readonly folder: Buffer; readonly name: Buffer } {
  const at = path.lastIndexOf(slash);
  return { folder: path.subarray(0, Math.max(at, 0)), name: path.subarray(at + 1) };
}

/** The first part of a path. */
export function topName(path: Buffer): Buffer {
  const at = path.indexOf(slash);
  return at === -1 ? path : path.subarray(0, at);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

import { constants, gunzipSync } from 'node:zlib';

/** Most bytes of a packed file, and of what it is unpacked to. */
const longestPacked = 1024 * 1024;
const longestUnpacked = 16 * 1024 * 1024;

/** The path of what a file in gzip holds, by its name; null for any other. */
export function packedPath(path: string): string | null {
  const match = /^(?<name>.*?)\.(?:gz|(?<archive>tgz))$/i.exec(path);
  const name = match?.groups?.['name'] ?? '';
  if (match === null || name === '' || name.endsWith('/')) return null;
  return match.groups?.['archive'] === undefined ? name : `${name}.tar`;
}

/** Whether so many bytes are few enough to be unpacked in one go. */
export function isSmallPacked(size: number): boolean {
  return size <= longestPacked;
}

/**
 * What a small file in gzip holds, of one that is cut off what stands before the cut. Null for what is no gzip or
 * damaged, and where more than `most` bytes or 16 MiB would come out.
 */
export function unpacked(bytes: Uint8Array, most = longestUnpacked): Uint8Array | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || most <= 0) return null;
  try {
    return gunzipSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: Math.min(most, longestUnpacked),
    });
  } catch {
    return null;
  }
}

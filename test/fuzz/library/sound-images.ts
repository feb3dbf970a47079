import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

const described = v.looseObject({ digest: v.string() });
const manifestSchema = v.looseObject({ config: described, layers: v.array(described) });

/**
 * Those of some manifests whose image is whole in a library: manifest, config and every layer are files of their digests.
 * Told without the code that is tried.
 */
export function soundManifests(
  store: string,
  digests: Iterable<string>,
): ReadonlyMap<string, readonly string[]> {
  const sound = new Map<string, readonly string[]>();
  for (const digest of digests) {
    const blobs = blobsOf(store, digest);
    if (blobs?.every((each) => hasBlob(store, each)) === true) sound.set(digest, blobs);
  }
  return sound;
}

/** The blobs of an image by its manifest; null where that is not there, not right, or no manifest. */
function blobsOf(store: string, digest: string): readonly string[] | null {
  const bytes = wholeBlob(store, digest);
  if (bytes === null) return null;
  try {
    const parsed = v.safeParse(manifestSchema, JSON.parse(bytes.toString()));
    if (!parsed.success) return null;
    const { config, layers } = parsed.output;
    return [digest, config.digest, ...layers.map((layer) => layer.digest)];
  } catch {
    return null;
  }
}

export function hasBlob(store: string, digest: string): boolean {
  return wholeBlob(store, digest) !== null;
}

function wholeBlob(store: string, digest: string): Buffer | null {
  const [algorithm, hex] = digest.split(':');
  if (algorithm !== 'sha256' || hex === undefined || !/^[0-9a-f]{64}$/.test(hex)) return null;
  const folder = path.join(store, 'blobs');
  const within = path.join(folder, algorithm);
  const file = path.join(within, hex);
  try {
    const isThere =
      lstatSync(folder).isDirectory() &&
      lstatSync(within).isDirectory() &&
      lstatSync(file).isFile() &&
      lstatSync(file).size < 2 ** 24;
    if (!isThere) return null;
    const bytes = readFileSync(file);
    return createHash('sha256').update(bytes).digest('hex') === hex ? bytes : null;
  } catch {
    return null;
  }
}

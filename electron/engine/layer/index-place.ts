import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Digest } from '../../../shared/model/digest.ts';
import { compressions } from '../../../shared/model/layer.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import { limitsKey } from '../bytes/limits.ts';
import { indexFileVersion } from './index-file.ts';
import { digestSchema } from './index-text.ts';
import type { LayerProof } from './layer-proof.ts';

/** What was found at a place by reading all of it. */
export type PlaceProof = Pick<LayerProof, 'compression' | 'storedDigest'> & {
  readonly diffId: Digest;
};

/**
 * Names a place in an unchanged file; null for bytes that lie in no file. The path is left out: the file's identity is
 * enough, and stays when it is renamed.
 */
export function placeName(location: BlobLocation, stargz: boolean): string | null {
  if (location.kind !== 'file') return null;
  const { identity, offset, length } = location;
  const { device, inode, size, modified, changed } = identity;
  const place = [indexFileVersion, device, inode, size, modified, changed, offset, length, stargz];
  return nameOf(place);
}

/** Names stored bytes by their digest, wherever they lie. */
export function blobName(storedDigest: Digest, stargz: boolean): string {
  const blob = [indexFileVersion, storedDigest, stargz];
  return nameOf(blob);
}

/** Under other limits another index may be found at the same place. */
function nameOf(parts: readonly unknown[]): string {
  const text = JSON.stringify(limitsKey === '' ? parts : [...parts, limitsKey]);
  return createHash('sha256').update(text).digest('hex');
}

/** The content of the file called `name`. */
export function encodePlace(name: string, proof: PlaceProof): Uint8Array {
  const { compression, storedDigest, diffId } = proof;
  const check = checkOf(name, proof);
  const version = indexFileVersion;
  return new TextEncoder().encode(
    JSON.stringify({ version, compression, storedDigest, diffId, check }),
  );
}

/** Null when the bytes are not what `encodePlace` makes for that name. */
export function decodePlace(name: string, bytes: Uint8Array): PlaceProof | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (!parsed.success) return null;
    const { compression, storedDigest, diffId } = parsed.output;
    const proof = { compression, storedDigest, diffId };
    return parsed.output.check === checkOf(name, proof) ? proof : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A damaged digest is still a digest: this tells it. */
function checkOf(name: string, { compression, storedDigest, diffId }: PlaceProof): string {
  const text = JSON.stringify([name, compression, storedDigest, diffId]);
  return createHash('sha256').update(text).digest('hex');
}

const schema = v.strictObject({
  version: v.literal(indexFileVersion),
  compression: v.picklist(compressions),
  storedDigest: digestSchema,
  diffId: digestSchema,
  check: v.string(),
});

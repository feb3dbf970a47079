declare const digestBrand: unique symbol;

/**
 * The hash of exactly the bytes it names, written `algorithm:hex` (OCI image-spec, descriptor.md, Digests).
 * A value of this type has been checked for its form, never for being true of any bytes.
 */
export type Digest = string & { readonly [digestBrand]: 'Digest' };

const digestForm = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]{1,256}$/;
const hexLengths: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** The digest that `text` writes, or null when it has not the form of one. */
export function parseDigest(text: unknown): Digest | null {
  return isDigest(text) ? text : null;
}

/** A sha256 digest from 64 lower-case hex characters; null for any other text. */
export function sha256Digest(hex: string): Digest | null {
  return parseDigest(`sha256:${hex}`);
}

/** The part before the colon: `sha256`, `sha512`, or one that this program cannot compute. */
export function digestAlgorithm(digest: Digest): string {
  return digest.slice(0, digest.indexOf(':'));
}

/**
 * Whether a digest is by one of the algorithms that OCI registers (image-spec, descriptor.md, Registered algorithms) and
 * this program computes. Others are legal; nothing is proven by a weak one.
 */
export function canCompute(digest: Digest): boolean {
  return hexLengths.has(digestAlgorithm(digest));
}

/** The part after the colon. */
export function digestHex(digest: Digest): string {
  return digest.slice(digest.indexOf(':') + 1);
}

/** The first twelve characters after the colon, as `docker image ls` shows an ID. */
export function shortDigest(digest: Digest): string {
  return digestHex(digest).slice(0, 12);
}

function isDigest(text: unknown): text is Digest {
  if (typeof text !== 'string' || !digestForm.test(text)) return false;
  const length = hexLengths.get(text.slice(0, text.indexOf(':')));
  return (
    length === undefined ||
    (text.length - text.indexOf(':') - 1 === length && /:[0-9a-f]+$/.test(text))
  );
}

import type { RandomAccess } from '../bytes/random-access.ts';

/**
 * The entries that eStargz adds at the root of a layer (stargz-snapshotter, docs/estargz.md): its table of contents and
 * a mark for what is fetched first.
 */
const names = ['stargz.index.json', '.prefetch.landmark', '.no.prefetch.landmark'].map((name) =>
  new TextEncoder().encode(name),
);

/** Whether the path `bytes[start … end]` is one of them. */
export function isStargzName(bytes: Uint8Array, start: number, end: number): boolean {
  return names.some((name) => {
    if (name.length !== end - start) return false;
    return name.every((byte, at) => byte === bytes[start + at]);
  });
}

/** Bytes of the two forms of a footer, and where the text `STARGZ` stands in them. */
const footers = [
  { bytes: 51, magicAt: 32 },
  { bytes: 47, magicAt: 28 },
];
const gzipMagic = [0x1f, 0x8b, 0x08, 0x04];
const footerMagic = 'STARGZ';

/**
 * Whether a gzip blob ends with the footer of eStargz: an empty gzip member whose extra field says where the table of
 * contents is.
 */
export function hasStargzFooter(source: RandomAccess): boolean {
  return footers.some(({ bytes, magicAt }) => {
    if (source.size < bytes) return false;
    const footer = new Uint8Array(bytes);
    source.read(footer, source.size - bytes);
    return (
      gzipMagic.every((byte, at) => footer[at] === byte) &&
      Buffer.from(footer).toString('latin1', magicAt, magicAt + footerMagic.length) === footerMagic
    );
  });
}

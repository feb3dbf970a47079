import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import type { Platform } from '../../../shared/model/platform.ts';
import { field, isJsonObject, sizeOf, textMapOf, textOf, textsOf } from './json.ts';
import { parsePlatform } from './platform.ts';

/** What a document says of a blob (OCI image-spec, descriptor.md). All of it is a claim. */
export interface Descriptor {
  readonly mediaType: string;
  /** Null when the text is not a digest. */
  readonly digest: Digest | null;
  readonly digestText: string;
  readonly size: number | null;
  readonly annotations: ReadonlyMap<string, string>;
  readonly platform: Platform;
  readonly artifactType: string;
  readonly urls: readonly string[];
  /** The blob itself, where the descriptor carries it; null otherwise. */
  readonly data: Uint8Array | null;
}

/** Reads a descriptor; null when the value is no object. Missing or odd fields become empty ones. */
export function parseDescriptor(value: unknown): Descriptor | null {
  if (!isJsonObject(value)) return null;
  const digestText = textOf(field(value, 'digest'));
  return {
    mediaType: textOf(field(value, 'mediaType')),
    digest: parseDigest(digestText),
    digestText,
    size: sizeOf(field(value, 'size')),
    annotations: textMapOf(field(value, 'annotations')),
    platform: parsePlatform(field(value, 'platform')),
    artifactType: textOf(field(value, 'artifactType')),
    urls: textsOf(field(value, 'urls')),
    data: parseData(field(value, 'data')),
  };
}

/** `data` is base64 (RFC 4648); an empty text stands for no data, as Go writes it. */
function parseData(value: unknown): Uint8Array | null {
  const text = textOf(value);
  // One character class, so that a long text of a hostile archive is looked through once.
  if (text === '' || /[^A-Za-z0-9+/=\s]/.test(text)) return null;
  return new Uint8Array(Buffer.from(text, 'base64'));
}

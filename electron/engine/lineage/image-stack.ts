import type { Digest } from '../../../shared/model/digest.ts';
import type { Image, ImageDocuments } from '../../../shared/model/image.ts';
import type { ImageStack, StackSource } from '../../../shared/model/image-stack.ts';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import type { ImageFacts } from '../../../shared/model/source-state.ts';
import { annotationHints, documentHints } from './document-hints.ts';
import { historyHints } from './history-hints.ts';

/** What is known of an image beside its description. */
export interface KnownOfImage {
  /** Null until its layers have been read. */
  readonly facts: ImageFacts | null;
  /** Null where they are not at hand; annotations and labels then say nothing. */
  readonly documents: ImageDocuments | null;
  /** Of the entry of an index that leads to the image. */
  readonly annotations?: ReadonlyMap<string, string> | undefined;
  /** Unpacked sizes that are known without reading, by the digest of the blob, as the layer store keeps them. */
  readonly records?: LayerSizes | null;
  /** From files inside the image, such as `osReleaseHint`. */
  readonly hints: readonly BaseHint[];
}

/** What has been found out of blobs. */
export type LayerSizes = ReadonlyMap<Digest, { readonly unpackedBytes: number }>;

const nothingKnown: KnownOfImage = { facts: null, documents: null, hints: [] };

/** An image of an opened archive or of the store as lineage and usage take it. */
export function imageStack(
  source: StackSource,
  image: Image,
  known: KnownOfImage = nothingKnown,
): ImageStack {
  const unpacked = new Map(known.facts?.layers.map((each) => [each.index, each.unpackedBytes]));
  return {
    source,
    key: image.key,
    id: image.id,
    manifestDigest: image.manifestDigest,
    references: image.references,
    platform: image.platform,
    layers: image.layers.map((layer) => ({
      diffId: layer.diffId,
      digest: layer.digest,
      storedBytes: layer.storedBytes,
      unpackedBytes: unpacked.get(layer.index) ?? recordedBytes(layer.digest, known.records),
      command: layer.command,
      available: layer.availability !== 'missing' && layer.availability !== 'foreign',
    })),
    baseHints: [
      ...(known.documents === null ? [] : documentHints(known.documents)),
      ...annotationHints('descriptor', known.annotations ?? new Map()),
      ...historyHints(image.history, image.layers.length),
      ...known.hints,
    ],
  };
}

function recordedBytes(
  digest: Digest | null,
  records: LayerSizes | null | undefined,
): number | null {
  return digest === null ? null : (records?.get(digest)?.unpackedBytes ?? null);
}

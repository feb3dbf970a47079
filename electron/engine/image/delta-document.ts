import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import { limits } from '../bytes/limits.ts';
import { arrayOf, field, textOrNull } from './json.ts';

/** Name of the document beside the images of a delta. Programs that do not know it pass over it. */
export const deltaFile = 'layerscope-delta.json';

/** What a delta says of itself; docs/delta.md. A claim, like all that stands in archives. */
export interface DeltaDocument {
  /** ID of the image that it becomes. */
  readonly image: Digest;
  /** What it was made against: the base has everything that is left out. */
  readonly base: {
    /** ID of the base. */
    readonly image: Digest;
    /** Null where it had none. */
    readonly reference: string | null;
  };
  /** What is left out. */
  readonly layers: readonly LackingLayer[];
}

export interface LackingLayer {
  /** In the stack. */
  readonly position: number;
  readonly diffId: Digest;
  /** Of the blob that is left out; null in forms that go by the diffID alone. */
  readonly digest: Digest | null;
}

/** The document as it is written; the same delta gives the same bytes. */
export function deltaBytes({ image, base, layers }: DeltaDocument): Uint8Array {
  const { reference } = base;
  const document = {
    schemaVersion: 1,
    image,
    base: { image: base.image, ...(reference === null ? {} : { reference }) },
    layers: layers.map(({ position, diffId, digest }) => ({
      position,
      diffId,
      ...(digest === null ? {} : { digest }),
    })),
  };
  return new TextEncoder().encode(JSON.stringify(document));
}

/** Reads the document; null when it is none. */
export function parseDelta(value: unknown): DeltaDocument | null {
  const image = parseDigest(field(value, 'image'));
  const base = field(value, 'base');
  const baseImage = parseDigest(field(base, 'image'));
  if (field(value, 'schemaVersion') !== 1 || image === null || baseImage === null) return null;
  const layers = arrayOf(field(value, 'layers')).slice(0, limits.layers);
  return {
    image,
    base: { image: baseImage, reference: textOrNull(field(base, 'reference')) },
    layers: layers.flatMap((layer): readonly LackingLayer[] => {
      const position = field(layer, 'position');
      const diffId = parseDigest(field(layer, 'diffId'));
      if (typeof position !== 'number' || diffId === null) return [];
      return [{ position, diffId, digest: parseDigest(field(layer, 'digest')) }];
    }),
  };
}

import type { Measured } from './amount.ts';
import type { Digest } from './digest.ts';
import type { BaseHint } from './base-hint.ts';
import type { Platform } from './platform.ts';
import type { Grant } from './source.ts';

/** Where an image was found: in something the user opened, or in the layer store. */
export type StackSource = Grant | 'store';

/** An image in one place. */
export interface ImagePlace {
  readonly source: StackSource;
  /** The image's key inside that source. */
  readonly key: string;
}

/**
 * What lineage and usage need of an image, wherever it is: an opened archive and the layer store give the same values.
 * Nothing here asks for a layer to be read; what reading told fills `unpackedBytes`.
 */
export interface ImageStack extends ImagePlace {
  readonly id: Digest | null;
  readonly manifestDigest: Digest | null;
  readonly references: readonly string[];
  readonly platform: Platform;
  /** Lowest first. */
  readonly layers: readonly StackLayer[];
  /** What the image itself says or shows of its base. */
  readonly baseHints: readonly BaseHint[];
}

/** One position of a stack. The same layer may stand at several. */
export interface StackLayer extends Measured {
  readonly diffId: Digest | null;
  /** Digest of the stored bytes. */
  readonly digest: Digest | null;
  readonly command: string | null;
}

/** An image among others, however often it was opened or stored. */
export interface NamedImage {
  /** Names the image for as long as any source has it; the same whatever else is open. Not shown. */
  readonly key: string;
  readonly id: Digest | null;
  /** Of all its places, each once, in order. */
  readonly references: readonly string[];
  readonly platform: Platform;
  readonly places: readonly ImagePlace[];
}

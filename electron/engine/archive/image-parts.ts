import type { Digest } from '../../../shared/model/digest.ts';
import type { Attachment } from '../../../shared/model/image.ts';
import type { Platform } from '../../../shared/model/platform.ts';
import type { BlobLocation } from '../bytes/blob-location.ts';
import type { ImageConfig } from '../image/config.ts';
import type { LayerForm } from '../image/media-type.ts';

/** An image as one description in the archive tells of it, before descriptions are merged and problems are named. */
export interface ImageParts {
  readonly manifestDigest: Digest | null;
  /** The manifest as stored; null where the image has none of its own. */
  readonly manifestText: string | null;
  /** Digest of the config's bytes; null when there is no config or the format has none. */
  readonly id: Digest | null;
  readonly configText: string | null;
  /** Null when the config is missing or cannot be read. */
  readonly config: ImageConfig | null;
  /** Why there is no config; null when there is one or the format needs none. */
  readonly configProblem: ConfigProblem | null;
  readonly references: readonly string[];
  /** Of the entry of an index that leads to the image; none in formats without an index. */
  readonly annotations: ReadonlyMap<string, string>;
  /** What a descriptor says; stands before the config's. */
  readonly platform: Platform;
  readonly layers: readonly LayerParts[];
  readonly attachments: readonly Attachment[];
  /** True where a part beside config and layers is not in the archive. */
  readonly partMissing: boolean;
  /** Layers that the format's own history describes one by one, so that no diffIDs are needed to pair them. */
  readonly historyByLayer: boolean;
}

export interface ConfigProblem {
  readonly code: 'config-missing' | 'config-invalid';
  readonly member: string;
}

/** A layer as a manifest lists it. */
export interface LayerParts {
  /** The member or blob that the manifest names; for comparing descriptions and for problems. */
  readonly name: string;
  readonly form: LayerForm;
  readonly mediaType: string;
  readonly digest: Digest | null;
  /** Null when the blob is not in the archive. */
  readonly location: BlobLocation | null;
  readonly statedBytes: number | null;
  readonly urls: readonly string[];
  readonly stargz: boolean;
}

/** Bytes of a location. */
export function locationBytes(location: BlobLocation): number {
  return location.kind === 'inline' ? location.bytes.length : location.length;
}

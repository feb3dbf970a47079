import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import type { Platform } from '../../../shared/model/platform.ts';
import { arrayOf, field, isJsonObject, textOf, textOrNull } from './json.ts';
import { parsePlatform } from './platform.ts';

/** The parts of an image config that opening needs (OCI image-spec, config.md); the whole document stays as text. */
export interface ImageConfig {
  readonly platform: Platform;
  readonly created: string | null;
  /** Null in a place whose text is not a digest. */
  readonly diffIds: readonly (Digest | null)[];
  /** Null when the config has no history; an empty list when it has an empty one. */
  readonly history: readonly HistoryRecord[] | null;
}

/** An entry of `history` as stored. */
export interface HistoryRecord {
  readonly created: string | null;
  readonly createdBy: string;
  readonly comment: string;
  readonly author: string;
  readonly emptyLayer: boolean;
}

/** Reads an image config. Whatever is missing, null or of another type is taken as not said. */
export function parseConfig(value: unknown): ImageConfig {
  const history = field(value, 'history');
  return {
    platform: parsePlatform(value),
    created: textOrNull(field(value, 'created')),
    diffIds: arrayOf(field(field(value, 'rootfs'), 'diff_ids')).map(parseDigest),
    history: Array.isArray(history) ? history.map(parseRecord) : null,
  };
}

/** Whether a document can be an image config at all: an object that says anything a config says. */
export function looksLikeConfig(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  return ['rootfs', 'config', 'architecture', 'os', 'history'].some(
    (name) => field(value, name) !== undefined,
  );
}

function parseRecord(value: unknown): HistoryRecord {
  return {
    created: textOrNull(field(value, 'created')),
    createdBy: textOf(field(value, 'created_by')),
    comment: textOf(field(value, 'comment')),
    author: textOf(field(value, 'author')),
    emptyLayer: field(value, 'empty_layer') === true,
  };
}

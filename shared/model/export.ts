import type { Digest } from './digest.ts';
import type { Compression } from './layer.ts';
import type { Grant } from './source.ts';
import type { SaveFormat } from './store.ts';

/** An image among what is open or stored. */
export interface ImageChoice {
  readonly grant: Grant;
  readonly image: string;
}

/** How bytes that are written anew are compressed. `level` as the compression knows it; null for its usual one. */
export interface Packing {
  readonly compression: Extract<Compression, 'none' | 'gzip' | 'zstd'>;
  readonly level: number | null;
}

/**
 * What a layer can be taken out as: `blob` is the stored bytes, `tar` the uncompressed ones, whose hash is the diffID;
 * `folder` is what lies in it, unpacked.
 */
export const layerFormats = ['blob', 'tar', 'gzip', 'zstd', 'folder'] as const;

export type LayerFormat = (typeof layerFormats)[number];

/** What files can be taken out as. A zip keeps no owners, no hard links and no devices. */
export const fileFormats = ['folder', 'tar', 'gzip', 'zstd', 'zip'] as const;

export type FileFormat = (typeof fileFormats)[number];

/** Everything that can be taken out of an image. */
export type ExportRequest =
  | LayerExport
  | FilesExport
  | ImageExport
  | DeltaExport
  | JoinExport
  | EditExport;

/** What an export reads from: it cannot go on without any of them. */
export function exportGrants(request: ExportRequest): readonly Grant[] {
  switch (request.what) {
    case 'layers':
    case 'files':
    case 'edit':
      return [request.grant];
    case 'images':
      return [...new Set(request.images.map(({ grant }) => grant))];
    case 'delta':
    case 'join':
      return [...new Set([request.grant, request.base.grant])];
  }
}

/** Whole layers as they are. Several go into one folder, a file or folder each. */
export interface LayerExport extends ImageChoice {
  readonly what: 'layers';
  /** Positions in the stack. */
  readonly layers: readonly number[];
  readonly format: LayerFormat;
  readonly level: number | null;
}

/**
 * Files and folders as they stand after `layer`, folders with all that is in them; the root (node 0) is the whole root
 * file system, as `docker export` gives it. With `alone` only what that layer itself holds. A path that is not there
 * after `layer` is taken from the last layer before that held it.
 */
export interface FilesExport extends ImageChoice {
  readonly what: 'files';
  readonly layer: number;
  readonly alone: boolean;
  readonly nodes: readonly number[];
  readonly format: FileFormat;
  /** Make devices, pipes and the like, where that is allowed; otherwise they are left out and named. */
  readonly special: boolean;
}

/** Whole images; a multi-platform image with all its platforms, or with the chosen ones alone. */
export interface ImageExport {
  readonly what: 'images';
  readonly images: readonly ImageChoice[];
  readonly format: SaveFormat;
  /** Null to leave every layer as it is stored, and so every digest. */
  readonly packing: Packing | null;
}

/** An image without the layers that `base` has. */
export interface DeltaExport extends ImageChoice {
  readonly what: 'delta';
  readonly base: ImageChoice;
  readonly format: SaveFormat;
}

/** A delta together with the layers that `base` gives: the whole image again. */
export interface JoinExport extends ImageChoice {
  readonly what: 'join';
  readonly base: ImageChoice;
  readonly format: SaveFormat;
}

/** A new image made from one. Steps are done one after another, each on what the one before left. */
export interface EditExport extends ImageChoice {
  readonly what: 'edit';
  readonly steps: readonly EditStep[];
  /** Name of the new image; null for none. */
  readonly reference: string | null;
  /** Null to keep the image in the library instead of writing a file. */
  readonly format: SaveFormat | null;
  readonly packing: Packing;
}

export type EditStep =
  /** Takes the top layers away, and their history. */
  | { readonly edit: 'drop'; readonly layers: number }
  /** Makes one layer of those from `from` to `to`, both included, that leaves the same files. */
  | { readonly edit: 'squash'; readonly from: number; readonly to: number }
  /** Puts a layer on top: a tar or a folder that the user chose, known to the engine under a grant. */
  | { readonly edit: 'append'; readonly grant: Grant; readonly message: string }
  /** Dockerfile instructions as `docker commit --change` takes them. */
  | { readonly edit: 'config'; readonly changes: readonly string[] };

/** What the result of an export is to be called. */
export interface ExportName {
  /** A file name to suggest; a folder's where `isFolder`. */
  readonly name: string;
  readonly isFolder: boolean;
}

/** Whether several things go into a folder that may hold others; else one file or one new folder is made. */
export function goesIntoFolder(request: ExportRequest): boolean {
  switch (request.what) {
    case 'files':
      return request.format === 'folder';
    case 'layers':
      return new Set(request.layers).size > 1;
    case 'images':
    case 'delta':
    case 'join':
    case 'edit':
      return false;
  }
}

/** What an export would do, found out before anything is written. */
export interface ExportPlan extends ExportName {
  /** Bytes that will be written; null where compressing decides. */
  readonly bytes: number | null;
  readonly files: number;
  /** What the result cannot hold or must change. */
  readonly losses: readonly ExportLoss[];
  /** For an edit: unpacked bytes of the layers before and after, and stored bytes where they are known. */
  readonly saved: EditSaving | null;
}

export interface EditSaving {
  readonly layersBefore: number;
  readonly layersAfter: number;
  /** Null when a layer of the image is missing. */
  readonly unpackedBefore: number | null;
  readonly unpackedAfter: number;
  /**
   * Commands of dropped steps whose settings (ENV, CMD …) the config still has: what was there before them nobody can tell
   * from a history.
   */
  readonly settingsKept: readonly string[];
  /** The history tells of other layers than the image has; the new image gets none. */
  readonly historyLost: boolean;
}

/** Something of the image that is not, or not unchanged, in what was written. */
export const exportLosses = [
  /** The process may not give files away: they belong to whoever wrote them. */
  'owner',
  'mode',
  'time',
  'xattr',
  'hard-link',
  'symlink',
  'device',
  'name-changed',
  'name-refused',
  'unreadable',
  /** Layers that a delta leaves to its base. A plan says so; a delta without it leaves nothing out. */
  'base-missing',
  /** A manifest was made new, since layers in it were: `became` is its new digest. */
  'digest-changed',
  /** An attestation or signature is about a manifest that was made new, and was left out. */
  'attachment',
  /** A layer stays as it is stored, since it cannot be unpacked here: it is encrypted, or lies elsewhere by intent. */
  'layer-kept',
] as const;

export type ExportLossKind = (typeof exportLosses)[number];

export interface ExportLoss {
  readonly kind: ExportLossKind;
  readonly count: number;
  /** The first of them, at most `lossPaths`; for a changed name what it became. */
  readonly paths: readonly { readonly path: string; readonly became: string | null }[];
}

/** Most paths that a loss names. */
export const lossPaths = 100;

/** What to do with names that are taken in the chosen folder. */
export const conflictRules = ['ask', 'replace', 'keep', 'rename'] as const;

export type ConflictRule = (typeof conflictRules)[number];

/** How an export went. */
export type ExportOutcome =
  | {
      readonly kind: 'done';
      /** Of the file or folder that was written. */
      readonly name: string;
      readonly bytes: number;
      readonly files: number;
      readonly losses: readonly ExportLoss[];
      /** ID of the image that an edit made. */
      readonly imageId?: Digest;
    }
  /** Nothing was written: names in the chosen folder are taken, and nobody has said what to do. */
  | { readonly kind: 'conflicts'; readonly count: number; readonly names: readonly string[] };

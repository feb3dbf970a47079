import type { Amounts } from './amount.ts';
import type { ChangeCounts, ChangeKind, ChangeReason } from './change.ts';
import type { Digest } from './digest.ts';
import type { Platform } from './platform.ts';
import type { Problem } from './problem.ts';
import type { Grant } from './source.ts';
import type { EntryAttributes } from './view.ts';

/** One side of a comparison: an image as it stands after one of its layers. */
export interface ComparePoint {
  readonly grant: Grant;
  readonly image: string;
  /** -1 for the empty file system below the first layer. */
  readonly layer: number;
  /** True for what this layer alone holds, without those below. */
  readonly alone: boolean;
}

/** The two sides of a comparison. A is the earlier one: what B has and A has not is added. */
export const sides = ['a', 'b'] as const;

export type Side = (typeof sides)[number];

/** How two images differ: all but the single files, which a view shows, and the packages. */
export interface Comparison {
  readonly a: ComparedImage;
  readonly b: ComparedImage;
  /** Different layers that both have, each once, whatever their positions. */
  readonly shared: LayerShare;
  readonly onlyA: LayerShare;
  readonly onlyB: LayerShare;
  readonly parting: Parting;
  readonly layers: readonly LayerPair[];
  readonly steps: readonly StepPair[];
  readonly files: FileChanges;
  /** Keys whose values differ, in the order of `ConfigSection`. */
  readonly config: readonly ConfigDifference[];
  readonly problems: readonly Problem[];
}

/** One side, as far as it must be shown to know what is compared. */
export interface ComparedImage {
  readonly point: ComparePoint;
  /** Name of the file or folder; empty for the library. */
  readonly source: string;
  readonly id: Digest | null;
  readonly references: readonly string[];
  readonly platform: Platform;
  readonly created: string | null;
  /** Up to the compared point; that one alone where nothing else is compared. */
  readonly layers: readonly ComparedLayer[];
  /** Layers of the whole image, those above the compared point among them. */
  readonly imageLayers: number;
  /** Sum of the files of the compared tree; a hard-linked file once. */
  readonly fileBytes: number;
  /** Paths of the compared tree. */
  readonly entries: number;
  /** Of its layers up to the compared point, each once. */
  readonly size: Amounts;
}

export interface ComparedLayer {
  readonly index: number;
  readonly diffId: Digest | null;
  readonly digest: Digest | null;
  readonly command: string | null;
  readonly storedBytes: number | null;
  readonly unpackedBytes: number | null;
  readonly created: string | null;
}

export interface LayerShare {
  readonly layers: number;
  readonly bytes: Amounts;
}

/**
 * Where and why two images part. Positions are those of the first layers that differ; null where that side has no
 * further layer.
 *
 * - `same`: nothing differs. `config`: all layers are the same, only the config differs.
 * - `longer`: one side has all layers of the other, and more.
 * - `base`: no layer is shared, or those of the base differ. `command`: another step was run here, or the same one with
 *   other variables; the commands are then those that differ, which may be those of an ENV or ARG before it.
 * - `files`: the same step was run and gave other files. `times`: it gave the same files with other times.
 * - `layers`: the layers differ and no history tells why; with a `pathCount` of 0, they hold the same files, written in
 *   another way.
 */
export const partingKinds = [
  'same',
  'config',
  'longer',
  'base',
  'command',
  'files',
  'times',
  'layers',
] as const;

export type PartingKind = (typeof partingKinds)[number];

export interface Parting {
  readonly kind: PartingKind;
  /** Layers from the bottom that are the same on both sides. */
  readonly sharedLayers: number;
  readonly layerA: number | null;
  readonly layerB: number | null;
  readonly commandA: string | null;
  readonly commandB: string | null;
  /** The first paths in which those two layers differ, at most `partingPaths`. */
  readonly paths: readonly PartingPath[];
  /** How many paths those two layers differ in; null when they were not compared. */
  readonly pathCount: number | null;
}

/** Most paths that a parting names. */
export const partingPaths = 20;

export interface PartingPath {
  readonly path: string;
  readonly change: Exclude<ChangeKind, 'unchanged'>;
  readonly reasons: readonly ChangeReason[];
}

/** What a layer of one side is to a layer of the other. */
export const layerStatuses = ['identical', 'moved', 'changed', 'inserted', 'removed'] as const;

export type LayerStatus = (typeof layerStatuses)[number];

/**
 * Two layers that belong together, or one without a partner (`inserted` in B, `removed` from A). Ordered so that the
 * layers of either side stand in their own order, but for the moved ones.
 */
export interface LayerPair {
  readonly status: LayerStatus;
  readonly a: number | null;
  readonly b: number | null;
  /** How the two are known to belong together. */
  readonly by: 'diff-id' | 'command' | 'content' | null;
  /**
   * How much of their files, by bytes, the two have in common: 0 to 1; null where it was not found out. Paths and sizes
   * say which files are the same, so 1 does not mean that nothing differs.
   */
  readonly likeness: number | null;
  /** For a changed pair, how what the two layers hold differs; null where it was not found out. */
  readonly changes: FileChanges | null;
}

/**
 * Two steps of the histories side by side, steps without a layer among them. Where two commands are equal and their
 * build arguments are not, the commands show these.
 */
export interface StepPair {
  readonly status: 'same' | 'changed' | 'inserted' | 'removed';
  /** Positions in the histories. */
  readonly a: number | null;
  readonly b: number | null;
  readonly commandA: string | null;
  readonly commandB: string | null;
}

/** How many paths differ, and how. Folders count as paths. */
export interface FileChanges extends ChangeCounts {
  /** Files that stand under another path. They are counted neither as added nor as removed. */
  readonly moved: number;
  readonly unchanged: number;
  /** Of the modified paths those whose time alone differs. */
  readonly timeOnly: number;
  /** Modified paths by reason; one with several counts for each. */
  readonly reasons: Readonly<Record<ChangeReason, number>>;
  /** Bytes of files that were added, removed and moved, and by how much modified ones grew and shrank. */
  readonly addedBytes: number;
  readonly removedBytes: number;
  readonly movedBytes: number;
  readonly grownBytes: number;
  readonly shrunkBytes: number;
}

export const configSections = [
  'image',
  'platform',
  'config',
  'environment',
  'labels',
  'annotations',
] as const;

export type ConfigSection = (typeof configSections)[number];

/** A value as it stands in the documents: text, or the parts of a list; null where there is none. */
export type ConfigValue = string | readonly string[] | null;

export interface ConfigDifference {
  readonly section: ConfigSection;
  /** As the document names it: `Entrypoint`, `PATH`, `org.opencontainers.image.version`. */
  readonly key: string;
  readonly a: ConfigValue;
  readonly b: ConfigValue;
}

/** One path on both sides. */
export interface PairDetail {
  readonly node: number;
  readonly path: string;
  readonly change: ChangeKind;
  readonly reasons: readonly ChangeReason[];
  readonly a: PairSide | null;
  readonly b: PairSide | null;
}

/** A path as one image has it. For a moved file the path differs between the sides. */
export interface PairSide {
  /** Names the path inside its image, for previews. */
  readonly node: number;
  readonly path: string;
  readonly attributes: EntryAttributes;
}

/** What holding the contents of two files against each other told. */
export interface ContentComparison {
  /** Offset of the first byte that differs, or where the shorter one ends; null when they are equal. */
  readonly firstDifference: number | null;
  readonly bytesA: number;
  readonly bytesB: number;
  /** sha256 in hex. */
  readonly hashA: string;
  readonly hashB: string;
}

/** What grew and what shrank, as areas: a folder and what is in it, some levels deep. */
export interface GrowthTreemap {
  readonly node: number;
  /** From the root to the folder itself; the root's name is empty. */
  readonly path: readonly { readonly node: number; readonly name: string }[];
  /** Each before the cells inside it. The first is the folder itself. */
  readonly cells: readonly GrowthCell[];
}

export interface GrowthCell {
  /** `rest`: what is too small or too much to be shown one by one, taken together. */
  readonly kind: 'folder' | 'file' | 'rest';
  readonly node: number | null;
  readonly name: string;
  readonly parent: number | null;
  /** 0 for the folder itself. */
  readonly depth: number;
  /** Bytes by which the files in it grew, new ones whole, and by which they shrank. The area is their sum. */
  readonly grownBytes: number;
  readonly shrunkBytes: number;
  /** Files in the cell whose size differs. */
  readonly files: number;
}

/** The forms in which a comparison can be kept. */
export const reportFormats = ['json', 'markdown', 'html'] as const;

export type ReportFormat = (typeof reportFormats)[number];

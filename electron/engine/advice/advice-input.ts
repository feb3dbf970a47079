import type { Duplicates } from '../../../shared/model/duplicates.ts';
import type { Findings } from '../../../shared/model/findings.ts';
import type { PackageLayers } from '../../../shared/model/package-layers.ts';
import type { DependencyFolder } from '../findings/dependency-folders.ts';
import type { HiddenFile, Waste } from '../../../shared/model/waste.ts';

/** All that advice is made from. */
export interface AdviceInput {
  readonly waste: Waste;
  /** The largest files of a group of `waste.groups`, by its position. */
  readonly hiddenFiles: (group: number) => readonly HiddenFile[];
  readonly findings: Findings;
  readonly duplicates: Duplicates;
  readonly packages: PackageLayers;
  /** What made the layers, one for each. */
  readonly steps: readonly LayerStep[];
  /** How many of the lowest layers are somebody else's: nobody who builds on them can change what they store. */
  readonly baseLayers: number;
  /** Owner and mode of a path as it stands after a layer; null where nothing is there. */
  readonly attributes: (node: number, layer: number) => PathAttributes | null;
  /** Folders of installed dependencies in the final view. */
  readonly dependencyFolders: readonly DependencyFolder[];
  /** The visible files of `buildTools` that layers above the base store, each once; null where that is not known. */
  readonly toolFiles: readonly ToolFile[] | null;
  /** `User` of the config, empty where it names none; null where there is no config. */
  readonly user: string | null;
  /** False for Windows images: what is written for a Unix shell is of no use there. */
  readonly isUnix: boolean;
}

export interface LayerStep {
  /** The Dockerfile instruction in upper case; empty where nothing tells it. */
  readonly instruction: string;
  /** The whole instruction as it may be quoted; null where it is not known, or holds a secret. */
  readonly command: string | null;
  /** Whether nothing but labels, ports and the like stands between this step and the one of the layer below. */
  readonly followsBelow: boolean;
}

/** A file of a package that builds need and programs do not. */
export interface ToolFile {
  readonly node: number;
  readonly path: string;
  readonly bytes: number;
}

export interface PathAttributes {
  readonly uid: number;
  readonly gid: number;
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  /** Whether it has extended attributes, such as the capabilities of a program. */
  readonly isExtended: boolean;
}

/** How many paths a piece of advice shows. */
export const shownPaths = 5;

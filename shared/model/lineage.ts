import type { Amounts, Measured } from './amount.ts';
import type { HistoryRule } from './base-hint.ts';
import type { Digest } from './digest.ts';
import type { NamedImage } from './image-stack.ts';
import type { Platform } from './platform.ts';

/**
 * How a base image is known. `layers`: an image at hand has exactly these layers, which cannot be wrong. `annotation`:
 * the builder wrote it down. `history`: the steps show where one build ended and the next began. `os-release`: the
 * distribution names itself in a file.
 */
export const baseEvidence = ['layers', 'annotation', 'history', 'os-release'] as const;

export type BaseEvidence = (typeof baseEvidence)[number];

/** One answer to "what is this image built on", with how it is known. */
export interface BaseClaim {
  readonly how: BaseEvidence;
  /** Only for `history`. */
  readonly rule: HistoryRule | null;
  /** How many of the lowest layers are meant; null where the claim does not say. */
  readonly layers: number | null;
  /** A reference, or the name of a distribution; null where only the place of the boundary is known. */
  readonly name: string | null;
  /** The images at hand that the claim speaks of, as positions in `Lineage.images`. */
  readonly images: readonly number[];
}

/**
 * The trie of chainIDs over many images, one for each platform. Positions in `nodes` are used as their numbers: a
 * node stands before everything on top of it, and what is on top of it fills the positions up to `end`.
 */
export interface Lineage {
  readonly nodes: readonly LineageNode[];
  readonly images: readonly LineageImage[];
  readonly platforms: readonly LineagePlatform[];
}

/** The nodes of one platform: from `first` to before `end`. */
export interface LineagePlatform {
  readonly platform: Platform;
  readonly first: number;
  readonly end: number;
  /** Images of this platform, those without layers among them. */
  readonly images: readonly number[];
}

/** A layer on one certain stack below it. */
export interface LineageNode extends Measured {
  /** Null from the first layer on whose diffID nobody knows. */
  readonly chainId: Digest | null;
  readonly diffId: Digest | null;
  readonly digest: Digest | null;
  readonly parent: number | null;
  /** Layers below this one. */
  readonly depth: number;
  readonly end: number;
  readonly command: string | null;
  /** Images whose stack ends here. */
  readonly images: readonly number[];
  /** Images whose stack contains this node, those that end here among them. */
  readonly imagesThrough: number;
}

export interface LineageImage extends NamedImage {
  /** Top of the stack; null for an image without layers. */
  readonly node: number | null;
  /**
   * The nearest images whose chain is a proper prefix of this one's. Several where they have the very same layers;
   * none for a root. An image without layers is nobody's parent, though an empty chain begins every other.
   */
  readonly parents: readonly number[];
  readonly children: readonly number[];
  /** The best known first: by `baseEvidence`, then the nearest. */
  readonly bases: readonly BaseClaim[];
}

/** The lineage with every run of layers that nothing branches off drawn together. A member stands before its children. */
export interface FamilyTree {
  readonly members: readonly FamilyMember[];
  readonly groups: readonly FamilyGroup[];
}

/** The members of one platform: from `first` to before `end`. */
export interface FamilyGroup {
  readonly platform: Platform;
  readonly first: number;
  readonly end: number;
}

export interface FamilyMember {
  /** `prefix`: layers that several images share and that are no image at hand. */
  readonly kind: 'image' | 'prefix';
  readonly parent: number | null;
  readonly children: readonly number[];
  /** The nodes of the run, lowest first; none for an image without layers. */
  readonly nodes: readonly number[];
  /** What the run adds to its parent; a layer that repeats counts once. */
  readonly added: Amounts;
  /** Images that end here; none for a prefix. */
  readonly images: readonly number[];
  /** Images here and above. */
  readonly imagesThrough: number;
  /** What a prefix, or a root, is called by the images above it, each name with how it is known. */
  readonly names: readonly FamilyName[];
}

export interface FamilyName {
  readonly how: Exclude<BaseEvidence, 'layers'>;
  readonly name: string;
}

/** The family tree as the window draws it. */
export interface LineageState {
  readonly lineage: Lineage;
  readonly family: FamilyTree;
}

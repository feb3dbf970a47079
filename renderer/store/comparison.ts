import { create } from 'zustand';
import type { ChangeKind } from '../../shared/model/change.ts';
import type { ComparePoint, Side } from '../../shared/model/comparison.ts';
import type { Image } from '../../shared/model/image.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import type { Grant } from '../../shared/model/source.ts';
import { findImage, findSource } from './sources.ts';
import type { SelectedItem } from './selection.ts';

export const compareTabs = [
  'overview',
  'layers',
  'files',
  'growth',
  'config',
  'history',
  'packages',
] as const;

export type CompareTab = (typeof compareTabs)[number];

/** What is chosen for one side. Its words stay when the source is closed. */
export interface ChosenSide {
  readonly grant: Grant;
  /** Key of the image in its source. */
  readonly image: string;
  /** The layer after which the image is looked at; null for the whole image. */
  readonly layer: number | null;
  /** True for what that layer alone holds. */
  readonly alone: boolean;
  readonly sourceName: string;
  readonly imageName: string;
}

export interface ChosenPair {
  readonly a: ChosenSide | null;
  readonly b: ChosenSide | null;
}

/** What the files of a comparison are asked to show. It is taken, and gone, as soon as they do. */
export interface FilesWish {
  /** Null leaves the kinds as they are. */
  readonly kinds: readonly ChangeKind[] | null;
  /** Paths whose time alone differs, too. */
  readonly timeOnly: boolean;
  /** The path to put the cursor on; null for none. */
  readonly path: string | null;
}

/** What the dialog that chooses an image is about: a partner to compare an image with, or one side. */
export type ImageRequest =
  | { readonly kind: 'partner'; readonly item: SelectedItem }
  | { readonly kind: 'side'; readonly side: Side };

interface ComparisonState extends ChosenPair {
  /** The pair that the one shown was entered from; null when it was chosen by itself. */
  readonly outer: (ChosenPair & { readonly tab: CompareTab }) | null;
  readonly tab: CompareTab;
  readonly filesWish: FilesWish | null;
  readonly choosing: ImageRequest | null;
  /** The number of the comparison on screen, for actions; null while none is. */
  readonly shown: number | null;
  readonly choose: (pair: ChosenPair) => void;
  readonly setSide: (side: Side, chosen: ChosenSide) => void;
  readonly swap: () => void;
  /** Shows another pair from which `leave` leads back. */
  readonly enter: (pair: ChosenPair) => void;
  readonly leave: () => void;
  readonly setTab: (tab: CompareTab) => void;
  /** Shows the files as wished. */
  readonly showFiles: (wish: Partial<FilesWish>) => void;
  readonly takeFilesWish: () => void;
}

/** Which two images are compared, and which part of that is shown. */
export const useComparisonStore = create<ComparisonState>()((set) => ({
  a: null,
  b: null,
  outer: null,
  tab: 'overview',
  filesWish: null,
  choosing: null,
  shown: null,
  choose: ({ a, b }) => set({ a, b, outer: null, tab: 'overview', filesWish: null }),
  setSide: (side, chosen) =>
    set({ ...(side === 'a' ? { a: chosen } : { b: chosen }), outer: null, filesWish: null }),
  swap: () => set(({ a, b, outer }) => ({ a: b, b: a, outer: outer && swapped(outer) })),
  enter: ({ a, b }) =>
    set((state) => ({
      a,
      b,
      tab: 'files',
      filesWish: null,
      outer: state.outer ?? { a: state.a, b: state.b, tab: state.tab },
    })),
  leave: () => set(({ outer }) => (outer === null ? {} : { ...outer, outer: null })),
  setTab: (tab) => set({ tab }),
  showFiles: (wish) =>
    set({ tab: 'files', filesWish: { kinds: null, timeOnly: false, path: null, ...wish } }),
  takeFilesWish: () => set({ filesWish: null }),
}));

function swapped<Pair extends ChosenPair>(pair: Pair): Pair {
  return { ...pair, a: pair.b, b: pair.a };
}

/** The side that an image stands for as a whole. */
export function wholeImage(source: SourceState, image: Image, imageName: string): ChosenSide {
  return {
    grant: source.grant,
    image: image.key,
    layer: null,
    alone: false,
    sourceName: source.name,
    imageName,
  };
}

/** A chosen side as it is at hand now. */
export interface FoundSide {
  readonly source: SourceState;
  readonly image: Image;
  readonly point: ComparePoint;
}

/**
 * The image of a chosen side; null when its source is closed, or has no such image any more. A source that was opened
 * again under the same name takes the place of the one that was closed.
 */
export function findSide(
  sources: readonly SourceState[],
  chosen: ChosenSide | null,
): FoundSide | null {
  if (chosen === null) return null;
  const own = findSource(sources, chosen.grant);
  const again = own ?? sources.find(({ name }) => name === chosen.sourceName) ?? null;
  const image = findImage(again, chosen.image);
  if (again === null || image === null) return null;
  const last = image.layers.length - 1;
  const layer = chosen.layer === null ? last : Math.min(chosen.layer, last);
  return {
    source: again,
    image,
    point: { grant: again.grant, image: image.key, layer, alone: chosen.alone && layer >= 0 },
  };
}

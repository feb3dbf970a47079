import { changeKinds, changeReasons } from './change.ts';
import type { ChangeCounts, ChangeKind, ChangeReason } from './change.ts';
import type { ContentFormat } from './content-format.ts';
import type { EntryType, ExtendedAttribute, Owner } from './entry.ts';

/**
 * Two points of an image's stack. The view shows the union after layer `to` and, as changes, how it differs from the
 * union after layer `from`; `from` is -1 for the empty file system below the first layer.
 */
export interface StackRange {
  readonly from: number;
  readonly to: number;
}

export const sortColumns = [
  'name',
  'change',
  'size',
  'sizeBefore',
  'difference',
  'mode',
  'owner',
  'modified',
  'origin',
] as const;

export type SortColumn = (typeof sortColumns)[number];

export const textModes = ['text', 'glob', 'regex'] as const;

/** What a view shows of a tree, and in which order. */
export interface ViewOptions {
  readonly text: string;
  /** `text`: part of a path, any case. `glob`: over the whole path, or the name when it has no slash. */
  readonly textMode: (typeof textModes)[number];
  /** Kinds of change to show; folders that lead to a shown path are shown too. */
  readonly kinds: readonly ChangeKind[];
  /** A modified path is shown for one of these; the others count as unchanged. */
  readonly reasons: readonly ChangeReason[];
  /** False to let a path whose time alone differs count as unchanged. */
  readonly timeOnly: boolean;
  /** Bytes, inclusive; null for no bound. Only files are measured. */
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  readonly sort: SortColumn;
  readonly descending: boolean;
}

/** The options of a view that hides nothing, by name. */
export const showAll: ViewOptions = {
  text: '',
  textMode: 'text',
  kinds: changeKinds,
  reasons: changeReasons,
  timeOnly: true,
  minBytes: null,
  maxBytes: null,
  sort: 'name',
  descending: false,
};

/** What the renderer knows of a view: enough to lay out its rows. */
export interface ViewState {
  readonly view: number;
  /** Rises with every change of options, range or expansion; rows of an older version are void. */
  readonly version: number;
  readonly rowCount: number;
  /** Paths that match the options themselves, without the folders that lead to them. */
  readonly matches: number;
  /** Over the whole range, whatever the options hide. */
  readonly changes: ChangeCounts;
  /** Of the removed paths, and as many of the added ones, those that stand under another path on the other side. */
  readonly moved: number;
  /** Of the modified paths those whose time alone differs. */
  readonly timeOnly: number;
  /** Sum of the sizes of the files of the union after `to`; a hard-linked file once. */
  readonly totalBytes: number;
  /** Paths that the user chose, in sight or not; 0 where the cursor alone says which one is meant. */
  readonly chosen: number;
  /** Where exactly one path is chosen, that one. */
  readonly onlyChosen: Row | null;
}

/** A change of what is chosen in a view. */
export type ViewChoice =
  /** Nothing. */
  | { readonly how: 'none' }
  /** Every line, but for folders that are only shown because they lead to what the options show. */
  | { readonly how: 'all' }
  /** One path more, or less. */
  | { readonly how: 'toggle'; readonly node: number }
  /**
   * The lines between two, both included, in the order of the rows, passing over folders as `all` does unless they are one
   * of the two. A path without a line stands for the nearest folder above it that has one; `to` alone is chosen where
   * `from` has none. With `add` what was chosen before stays.
   */
  | {
      readonly how: 'range';
      readonly from: number;
      readonly to: number;
      readonly add: boolean;
    };

/** What the chosen paths come to. */
export interface ChosenAmount {
  readonly paths: number;
  /** Of them those that the options hide, or that lie in a closed folder. */
  readonly outOfSight: number;
  /** All contents, with what lies in chosen folders: each file once, whatever leads to it. */
  readonly bytes: number;
}

/** Most paths that can be taken out at once. */
export const maxChosenNodes = 100_000;
/** Most paths, and most characters in them, that are told at once. */
export const maxChosenPaths = 10_000;
export const maxChosenCharacters = 8 * 1024 * 1024;

/** What has to be taken for all chosen paths: a folder stands for what lies in it, chosen or not. */
export interface ChosenFiles {
  /** Null where they are more than `maxChosenNodes`. */
  readonly nodes: readonly number[] | null;
  /** Of them those that are not there any more at the upper end of the range. */
  readonly removed: number;
}

/** The first of the chosen paths, without a leading slash, in the order of their characters. */
export interface ChosenPaths {
  readonly paths: readonly string[];
  /** Chosen paths that are not told. */
  readonly left: number;
}

/** One visible line of a tree. */
export interface Row {
  /** Names the path inside its image: stable as long as the source is open. */
  readonly node: number;
  readonly chosen: boolean;
  /** 0 for the children of the root. */
  readonly depth: number;
  /** The name decoded as UTF-8; bytes that are not UTF-8 show as U+FFFD. */
  readonly name: string;
  readonly type: EntryType;
  readonly change: ChangeKind;
  readonly reasons: readonly ChangeReason[];
  /** True for a folder in which something differs, even when the folder itself does not. */
  readonly changedInside: boolean;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Bytes of the file, or of all files below the folder. For a removed path: what it held before. */
  readonly bytes: number;
  /** `bytes` on each side; null where the path is not there. */
  readonly bytesBefore: number | null;
  readonly bytesAfter: number | null;
  readonly mode: number;
  readonly owner: Owner;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** The layer that the shown attributes come from; in a comparison, a layer of the image that has the path. */
  readonly origin: number;
  /** The layer that states the attributes on each side; null where the path is not there. */
  readonly originBefore: number | null;
  readonly originAfter: number | null;
  /** Target of a symbolic link. */
  readonly link: string | null;
  /** True when several paths of the union share this file. */
  readonly hardLinked: boolean;
  /** For a moved file, its path on the other side. */
  readonly movedPath: string | null;
  /** 1-based position among the visible children of the same parent, and their number. */
  readonly position: number;
  readonly siblings: number;
}

/** One path as it stands after a layer. */
export interface EntryAttributes {
  readonly type: EntryType;
  readonly bytes: number;
  readonly mode: number;
  readonly owner: Owner;
  readonly modified: number;
  readonly link: string | null;
  readonly device: { readonly major: number; readonly minor: number } | null;
  readonly xattrs: readonly ExtendedAttribute[];
  /** The layer whose tar states these attributes. */
  readonly origin: number;
  /** True when no layer has an entry for this folder: it exists because something lies in it. */
  readonly implied: boolean;
  /** Bytes the file occupies in its layer when that is less than its size. */
  readonly sparseBytes: number | null;
  /** sha256 of the content in hex, where it is known already. */
  readonly contentHash: string | null;
}

/** All that can be told of one path in an image. */
export interface EntryDetail {
  readonly node: number;
  readonly path: string;
  /** As it stands after `range.to`; null when it is not there. */
  readonly after: EntryAttributes | null;
  /** As it stood after `range.from`; null when it was not there. */
  readonly before: EntryAttributes | null;
  readonly change: ChangeKind;
  readonly reasons: readonly ChangeReason[];
  /** Other paths of the same file after `range.to`, at most a hundred. */
  readonly hardLinks: readonly string[];
  readonly life: readonly LifeEvent[];
}

/** What one layer did to a path. */
export interface LifeEvent {
  readonly layer: number;
  readonly change: ChangeKind;
  readonly reasons: readonly ChangeReason[];
  readonly bytes: number;
  /** Why the path went away: its own whiteout, that of a folder above, an opaque folder, or a replaced parent. */
  readonly removal: Removal | null;
}

export const removals = ['whiteout', 'folder-whiteout', 'opaque', 'replaced'] as const;

export type Removal = (typeof removals)[number];

/** The beginning of a file, with what its bytes look like. */
export interface Preview {
  readonly kind: 'text' | 'picture' | 'binary';
  /** `image/png` and the like for a picture; empty otherwise. */
  readonly mediaType: string;
  /** What it is, by its first bytes; null for plain text and for what is not recognised. */
  readonly format: ContentFormat | null;
  readonly bytes: Uint8Array;
  readonly totalBytes: number;
}

import type { EntryType, Owner } from './entry.ts';
import type { Grant } from './source.ts';
import type { textModes } from './view.ts';

/** What paths, and what versions of them, are looked for. All that is given must hold. */
export interface SearchQuery {
  /** Empty for every name. Modes as in the filter of a file tree. */
  readonly text: string;
  readonly textMode: (typeof textModes)[number];
  /** Empty for every type. */
  readonly types: readonly EntryType[];
  /** Bytes, inclusive; with a bound only files match. */
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  /** A number, or a name as the layer gives it; empty for anybody. */
  readonly owner: string;
  /** Setuid or setgid files only. */
  readonly setuid: boolean;
  /** The first 8 or more hex digits of the sha256 of the content; empty for any. Contents are hashed where needed. */
  readonly hash: string;
  /** `visible`: in the final view of an image. `hidden`: overwritten or deleted in all of them. */
  readonly state: 'any' | 'visible' | 'hidden';
}

/** A query that asks for nothing in particular: every version of every path fits. */
export const emptyQuery: SearchQuery = {
  text: '',
  textMode: 'text',
  types: [],
  minBytes: null,
  maxBytes: null,
  owner: '',
  setuid: false,
  hash: '',
  state: 'any',
};

export const searchOrders = ['path', 'size', 'layer'] as const;

export type SearchOrder = (typeof searchOrders)[number];

/** A part of what was found. */
export interface SearchResults {
  /** All that matches; when the search was ended early, as far as it came. */
  readonly count: number;
  readonly hits: readonly SearchHit[];
  /** Different images that were searched, and those of open sources that have not been read yet. */
  readonly searched: number;
  readonly unread: number;
  /** Layers of the images searched that could not be read, so that nothing of them is found. */
  readonly unreadLayers: number;
  /** Versions that fit but for their content, which could not be read, where a hash is looked for. */
  readonly unhashed: number;
  /** True when a pattern took too long and the search was ended. */
  readonly endedEarly: boolean;
  /** True when so much has been read that what has not been read is left out of searches. */
  readonly full: boolean;
  /** Where the hit is that was to be followed; null when it is not among what was found. */
  readonly followed: number | null;
}

/** What was found as a whole. */
export type SearchSummary = Omit<SearchResults, 'hits' | 'followed'>;

/** What tells a hit from all others, whatever has been read since: a version of a path in one of its images. */
export type FollowedHit = Pick<SearchPlace, 'grant' | 'image' | 'node' | 'layer'>;

/** One version of a path, as one layer stores it. The same layer in several images is one hit. */
export interface SearchHit {
  /** Without a leading slash. */
  readonly path: string;
  readonly type: EntryType;
  readonly bytes: number;
  readonly mode: number;
  readonly owner: Owner;
  readonly modified: number;
  /** The images it is in, at most `mostHitImages`, the one to show first. */
  readonly places: readonly SearchPlace[];
  /** How many images it is in. */
  readonly images: number;
}

export const mostHitImages = 20;

export interface SearchPlace {
  readonly grant: Grant;
  readonly image: string;
  readonly node: number;
  /** The layer that brought this version, and its instruction. */
  readonly layer: number;
  readonly command: string | null;
  readonly state: 'visible' | 'overwritten' | 'deleted';
  /** The layer that overwrote or deleted it. */
  readonly hiddenIn: number | null;
}

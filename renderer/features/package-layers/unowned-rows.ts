import type { UnownedFile, UnownedPlace } from '../../../shared/model/package-layers.ts';

/** Files in one page, the unit in which they are asked for. */
export const pageFiles = 100;

/** What is known of the files of an open place. */
export interface OpenPlace {
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly UnownedFile[]>;
}

/** A place, and what is known of its files when it is open. */
export interface ListedPlace {
  readonly place: UnownedPlace;
  readonly open: OpenPlace | null;
}

export type UnownedRow =
  | { readonly kind: 'place'; readonly place: UnownedPlace; readonly open: boolean }
  | {
      readonly kind: 'file';
      readonly place: UnownedPlace;
      /** The row of the place. */
      readonly parent: number;
      /** Position among the files of the place. */
      readonly position: number;
      /** Null while it is on its way. */
      readonly file: UnownedFile | null;
    };

/** Rows of all places and of the files of the open ones. */
export function unownedRowCount(places: readonly ListedPlace[]): number {
  return places.reduce((sum, { open }) => sum + 1 + (open?.total ?? 0), 0);
}

/** The row at an index; null beyond the end. */
export function unownedRow(places: readonly ListedPlace[], index: number): UnownedRow | null {
  let start = 0;
  for (const { place, open } of places) {
    const position = index - start - 1;
    if (position < 0) return { kind: 'place', place, open: open !== null };
    const files = open?.total ?? 0;
    if (position < files) {
      const page = open?.pages.get(Math.floor(position / pageFiles));
      const file = page?.[position % pageFiles] ?? null;
      return { kind: 'file', place, parent: start, position, file };
    }
    start += 1 + files;
  }
  return null;
}

export interface MissingPage {
  readonly place: UnownedPlace;
  readonly page: number;
}

/** Pages of files that `count` rows from `first` on need and that are not there. */
export function missingPages(
  places: readonly ListedPlace[],
  first: number,
  count: number,
): readonly MissingPage[] {
  const missing = new Map<string, MissingPage>();
  for (let index = first; index < first + count; index += 1) {
    const row = unownedRow(places, index);
    if (row?.kind !== 'file' || row.file !== null) continue;
    const page = Math.floor(row.position / pageFiles);
    missing.set(`${row.place.node} ${page}`, { place: row.place, page });
  }
  return [...missing.values()];
}

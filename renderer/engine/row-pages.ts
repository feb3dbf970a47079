import type { Row } from '../../shared/model/view.ts';

/** Rows in one page, the unit in which rows are asked for. */
export const pageRows = 100;
/** Pages kept at most; the ones asked for longest ago go first. */
const maxPages = 60;

/** The rows of one version of a list, such as a view, that have arrived so far. */
export class RowPages<Item = Row> {
  readonly version: number;
  readonly #pages = new Map<number, readonly Item[]>();

  constructor(version: number) {
    this.version = version;
  }

  /** The row at an index, if its page is here. */
  row(index: number): Item | null {
    return this.#pages.get(Math.floor(index / pageRows))?.[index % pageRows] ?? null;
  }

  put(page: number, rows: readonly Item[]): void {
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    const oldest = this.#pages.keys().next();
    if (this.#pages.size > maxPages && oldest.done !== true) this.#pages.delete(oldest.value);
  }

  /** The pages that hold rows `first` to `first + count - 1` of `rowCount` and are not here. */
  missing(first: number, count: number, rowCount: number): readonly number[] {
    const end = Math.min(rowCount, first + count);
    const pages: number[] = [];
    for (let page = Math.floor(Math.max(0, first) / pageRows); page * pageRows < end; page += 1) {
      if (!this.#pages.has(page)) pages.push(page);
    }
    return pages;
  }
}

import { maxListedRows } from '../../../shared/contract/review.ts';
import type { Listed } from '../../../shared/contract/review.ts';
import type { HiddenFile } from '../../../shared/model/waste.ts';

const pageRows = Math.min(200, maxListedRows);
/** Pages kept at most; the ones that came longest ago go first. */
const maxPages = 50;

/** Asks for hidden files of a group, `count` of them from `start` on. */
type AskFiles = (group: number, start: number, count: number) => Promise<Listed<HiddenFile>>;

/** The files of groups that have arrived so far; others are fetched as they are asked for. */
export class FilePages {
  readonly #ask: AskFiles;
  readonly #pages = new Map<string, readonly HiddenFile[]>();
  readonly #asked = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #failure: unknown = null;

  constructor(ask: AskFiles) {
    this.#ask = ask;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A number that changes whenever files have arrived or could not be fetched. */
  version = (): number => this.#version;

  /** Why files could not be fetched the last time; null when they could. */
  get failure(): unknown {
    return this.#failure;
  }

  /** The file at a place of a group; null while it is not here, and then it is fetched. */
  file(group: number, place: number): HiddenFile | null {
    const page = Math.floor(place / pageRows);
    const rows = this.#pages.get(keyOf(group, page));
    if (rows === undefined) void this.#fetch(group, page);
    return rows?.[place % pageRows] ?? null;
  }

  /** The same once it is here; null when there is none. Throws when it cannot be fetched. */
  async load(group: number, place: number): Promise<HiddenFile | null> {
    const page = Math.floor(place / pageRows);
    const rows = this.#pages.get(keyOf(group, page)) ?? (await this.#askPage(group, page));
    return rows[place % pageRows] ?? null;
  }

  async #fetch(group: number, page: number): Promise<void> {
    const key = keyOf(group, page);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    try {
      await this.#askPage(group, page);
      this.#failure = null;
      this.#asked.delete(key);
    } catch (thrown) {
      // It stays asked for: the list would ask again with every line it draws.
      this.#failure = thrown;
    }
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  async #askPage(group: number, page: number): Promise<readonly HiddenFile[]> {
    const { rows } = await this.#ask(group, page * pageRows, pageRows);
    const key = keyOf(group, page);
    this.#pages.delete(key);
    this.#pages.set(key, rows);
    const oldest = this.#pages.keys().next();
    if (this.#pages.size > maxPages && oldest.done !== true) this.#pages.delete(oldest.value);
    return rows;
  }
}

function keyOf(group: number, page: number): string {
  return `${group}/${page}`;
}

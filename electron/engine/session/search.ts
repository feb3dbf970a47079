import { searchOrders } from '../../../shared/model/search.ts';
import type {
  FollowedHit,
  SearchOrder,
  SearchQuery,
  SearchResults,
} from '../../../shared/model/search.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { untilAborted } from '../bytes/until-aborted.ts';
import { foundInOrder, matchVersions } from '../search/find-versions.ts';
import { searchHits } from '../search/search-hits.ts';
import { runSliced } from '../tree/slices.ts';
import { readyNames } from '../view/name-match.ts';
import { keepHash } from './search-hashes.ts';
import { SearchImages, isSameImage } from './search-images.ts';
import type { OpenImage, SearchedImage } from './search-images.ts';
import { SearchOrders } from './search-orders.ts';
import type { SearchParts } from './search-parts.ts';
import { SharedWork } from './shared-work.ts';
import { isSearchFull, readForSearch } from './search-reading.ts';

/** What `search.find` is asked. */
export interface SearchRequest {
  readonly query: SearchQuery;
  readonly order: SearchOrder;
  readonly start: number;
  readonly count: number;
  /** A hit whose place among what is found is asked for, too. */
  readonly follow?: FollowedHit | undefined;
}

/** Everything open that can be searched, and the orders its versions can be shown in. */
interface Ready {
  readonly images: SearchImages;
  readonly orders: SearchOrders;
}

interface Found {
  readonly images: SearchImages;
  /** How many different images there were. */
  readonly searched: number;
  readonly hits: Uint32Array;
  readonly endedEarly: boolean;
  readonly unhashed: number;
}

interface Running {
  readonly key: string;
  /** What had been read when it began. */
  readonly read: readonly SearchedImage[];
  readonly found: Promise<Found>;
  readonly controller: AbortController;
  /** Calls that wait for it. */
  waiting: number;
}

/** Search over every layer of everything open. One query at a time: what was found last is kept for paging. */
export class Search {
  readonly #parts: SearchParts;
  #ready: Ready | null = null;
  #gathering: Promise<unknown> = Promise.resolve();
  #running: Running | null = null;
  #preparing: SharedWork<{ readonly failed: number }> | null = null;

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  /**
   * Reads every image that has not been read, and makes all of them ready. Answers how many could not be read. A call
   * during another one joins it; the reading ends when the last of them gave it up, and what has been read stays.
   */
  async prepare(signal?: AbortSignal): Promise<{ readonly failed: number }> {
    if (signal?.aborted === true) throw new EngineError('cancelled');
    const before = this.#preparing;
    if (before !== null && !before.isGivenUp) return before.join({ signal });
    const shared = new SharedWork((job) => this.#prepare(job.signal));
    this.#preparing = shared;
    // What is opened later has to be read by the next call.
    const forget = (): void => {
      if (this.#preparing === shared) this.#preparing = null;
    };
    shared.result.then(forget, forget);
    return shared.join({ signal });
  }

  /** Part of what a query finds in what has been read. Rejects with EngineError: `cancelled`, `pattern-invalid`. */
  async find(request: SearchRequest, signal: AbortSignal): Promise<SearchResults> {
    const { query, order, start, count, follow } = request;
    const key = JSON.stringify([query, order]);
    const open = this.#parts.open();
    const running = this.#current(key, start, open) ?? this.#begin(key, query, order, open);
    const { images, searched, hits, endedEarly, unhashed } = await this.#wait(running, signal);
    const page = hits.subarray(start, start + count);
    return {
      count: hits.length,
      hits: searchHits(images.catalog, images.hitImages, page),
      searched,
      unread: open.filter(({ read }) => read === null).length,
      unreadLayers: images.unreadLayers,
      unhashed,
      endedEarly,
      full: isSearchFull(open),
      followed: follow === undefined ? null : images.placeOf(follow, hits),
    };
  }

  /** Lets go of what was read of a source that is closed. */
  forget(grant: Grant): void {
    if (this.#ready?.images.images.some((image) => image.grant === grant) !== true) return;
    this.#running?.controller.abort();
    this.#running = null;
    this.#ready = null;
  }

  async #prepare(signal: AbortSignal): Promise<{ readonly failed: number }> {
    const failed = await readForSearch(this.#parts, signal);
    const { images, orders } = await this.#gather(this.#parts.open());
    await orders.get(searchOrders[0]);
    await runSliced(readyNames(images.catalog.paths.names), signal);
    return { failed };
  }

  /** What the last call looked for, where this one goes on with it: further pages do even when more has been read since. */
  #current(key: string, start: number, open: readonly OpenImage[]): Running | null {
    const running = this.#running;
    if (running?.key !== key) return null;
    const read = open.filter(isRead);
    const isSame = running.read.length === read.length || start > 0;
    return isSame && running.read.every((image, at) => isSameImage(image, read[at]))
      ? running
      : null;
  }

  #begin(key: string, query: SearchQuery, order: SearchOrder, open: readonly OpenImage[]): Running {
    this.#running?.controller.abort();
    const controller = new AbortController();
    const found = this.#search(query, order, open, controller.signal);
    const running = { key, read: open.filter(isRead), found, controller, waiting: 0 };
    this.#running = running;
    found.catch(() => {
      if (this.#running === running) this.#running = null;
    });
    return running;
  }

  /** What nobody waits for any more is given up: hashing may take minutes. */
  async #wait(running: Running, signal: AbortSignal): Promise<Found> {
    running.waiting++;
    try {
      return await untilAborted(running.found, signal);
    } finally {
      running.waiting--;
      if (signal.aborted && running.waiting === 0) running.controller.abort();
    }
  }

  async #search(
    query: SearchQuery,
    order: SearchOrder,
    open: readonly OpenImage[],
    signal: AbortSignal,
  ): Promise<Found> {
    const ready = await this.#gather(open);
    if (signal.aborted) throw new EngineError('cancelled');
    const { images, orders } = ready;
    const { catalog } = images;
    const searched = new Set(images.images.map(identity)).size;
    const { matcher, whole } = await this.#parts.patterns.find(catalog.paths, query, signal);
    const found = await runSliced(matchVersions(catalog, query, matcher), signal);
    const unhashed =
      query.hash === '' ? 0 : await keepHash(images, query.hash, found, this.#parts, signal);
    const ordered = await untilAborted(orders.get(order), signal);
    const hits = await runSliced(foundInOrder(found, ordered), signal);
    return { images, searched, hits, endedEarly: !whole, unhashed };
  }

  /** Brings what can be searched up to date, one call after another. */
  #gather(open: readonly OpenImage[]): Promise<Ready> {
    const gathered = this.#gathering.then(async () => {
      const read = open.filter(isRead);
      if (this.#ready === null || !this.#ready.images.beginsWith(read)) {
        const images = new SearchImages();
        this.#ready = { images, orders: new SearchOrders(images.catalog, this.#parts.tasks) };
      }
      const ready = this.#ready;
      await ready.images.addRest(read);
      return ready;
    });
    // Only its end is waited for: its result must not outlive the sources that it is about.
    this.#gathering = gathered.then(ignore, ignore);
    return gathered;
  }
}

function ignore(): void {}

function isRead(image: OpenImage): image is SearchedImage {
  return image.read !== null;
}

/** The same for an image wherever it lies. */
function identity({ grant, image }: OpenImage): string {
  return image.id ?? `${grant}/${image.key}`;
}

import type { SearchOrder } from '../../../shared/model/search.ts';
import { eventAtPlace } from '../search/search-catalog.ts';
import type { SearchCatalog } from '../search/search-catalog.ts';
import { pathColumns } from '../tree/path-columns.ts';
import { bytesOf } from '../tree/union-tree.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';

interface KnownOrder {
  /** How many versions there were. */
  readonly count: number;
  readonly versions: Promise<Uint32Array>;
}

/** The versions of a catalog in the orders that results are shown in, each made on a thread and kept. */
export class SearchOrders {
  readonly #catalog: SearchCatalog;
  readonly #tasks: TaskRunner;
  readonly #orders = new Map<SearchOrder, KnownOrder>();

  constructor(catalog: SearchCatalog, tasks: TaskRunner) {
    this.#catalog = catalog;
    this.#tasks = tasks;
  }

  /** `path`: as a tree shows them. `size`: most bytes first. `layer`: by image, lowest layer first. */
  get(order: SearchOrder): Promise<Uint32Array> {
    const count = this.#catalog.versionCount;
    const known = this.#orders.get(order);
    if (known?.count === count) return known.versions;
    const made = { count, versions: this.#make(order) };
    this.#orders.set(order, made);
    made.versions.catch(() => {
      if (this.#orders.get(order) === made) this.#orders.delete(order);
    });
    return made.versions;
  }

  async #make(order: SearchOrder): Promise<Uint32Array> {
    const options = { priority: Priority.interactive };
    if (order === 'path') {
      const paths = pathColumns(this.#catalog.paths);
      return this.#tasks.run(
        'search.order',
        { paths, nodes: this.#catalog.nodes.slice() },
        options,
      );
    }
    const keys = order === 'size' ? this.#sizes() : this.#layers();
    const argument = { order: await this.get('path'), keys };
    return this.#tasks.run('search.sort', argument, options);
  }

  /** Negative, so that the largest come first. */
  #sizes(): Float64Array {
    const keys = new Float64Array(this.#catalog.versionCount);
    for (const part of this.#catalog.parts) {
      const [place] = part.places;
      const { tree } = this.#catalog.images[place.image]!;
      for (let version = part.start; version < part.start + part.count; version++) {
        keys[version] = -bytesOf(tree, eventAtPlace(part, place, version));
      }
    }
    return keys;
  }

  #layers(): Float64Array {
    const keys = new Float64Array(this.#catalog.versionCount);
    for (const [at, { start, count }] of this.#catalog.parts.entries()) {
      keys.fill(at, start, start + count);
    }
    return keys;
  }
}

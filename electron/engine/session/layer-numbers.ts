import type { Digest } from '../../../shared/model/digest.ts';
import { sameListing } from '../layer/same-listing.ts';
import type { LayerIndex } from '../layer/layer-index.ts';
import type { ReadLayer } from './layer-shelf.ts';

interface NumberedLayer {
  readonly number: number;
  readonly index: LayerIndex;
  /** Whether its diffID was found, not stated alone. */
  readonly found: boolean;
}

/**
 * Numbers layers, the same ones alike: those that are read from one place, those that were found to have one diffID,
 * and those of which archives state one diffID when all entries are the same, too.
 */
export class LayerNumbers {
  /** A layer on the shelf is listed once, however many images have it: a column of its index stands for its place. */
  readonly #byPlace = new Map<Uint8Array, number>();
  readonly #byDiffId = new Map<Digest, NumberedLayer[]>();
  #next = 0;

  numberOf({ listed }: ReadLayer, statedDiffId: Digest | null): number {
    const { index } = listed;
    const known = this.#byPlace.get(index.kind);
    if (known !== undefined) return known;
    const foundDiffId = listed.proof?.diffId ?? null;
    const diffId = foundDiffId ?? statedDiffId;
    const others = diffId === null ? [] : (this.#byDiffId.get(diffId) ?? []);
    const found = foundDiffId !== null;
    const same = others.find((other) => (found && other.found) || sameListing(other.index, index));
    const number = same?.number ?? this.#next++;
    this.#byPlace.set(index.kind, number);
    if (diffId !== null) this.#byDiffId.set(diffId, [...others, { number, index, found }]);
    return number;
  }
}

import * as v from 'valibot';
import { searchOrders } from '../model/search.ts';
import type { SearchResults } from '../model/search.ts';
import { entryTypes } from '../model/entry.ts';
import { textModes } from '../model/view.ts';
import { grantArgument, imageArgument, indexArgument } from './argument-parts.ts';
import { method } from './method.ts';

const bytes = v.nullable(v.pipe(v.number(), v.minValue(0)));

/** `SearchQuery` as a window may ask it. */
export const searchQuerySchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(4096)),
  textMode: v.picklist(textModes),
  types: v.pipe(v.array(v.picklist(entryTypes)), v.maxLength(entryTypes.length)),
  minBytes: bytes,
  maxBytes: bytes,
  owner: v.pipe(v.string(), v.maxLength(256)),
  setuid: v.boolean(),
  hash: v.pipe(v.string(), v.regex(/^([0-9a-f]{8,64})?$/)),
  state: v.picklist(['any', 'visible', 'hidden']),
});

/** Longest list of hits that one call answers. */
export const maxSearchHits = 500;

/** Search over all layers of everything open. */
export const searchMethods = {
  /** Reads every image of the open sources that has not been read, as a job. Answers how many could not be. */
  'search.prepare': method<{ readonly failed: number }>()(v.strictObject({})),
  /**
   * Part of what matches in what has been read so far. The order is kept for calls with the same query, so that one can
   * page through it. A new call cancels what an earlier one is still looking for. The answer says where the hit is that
   * `follow` names.
   */
  'search.find': method<SearchResults>()(
    v.strictObject({
      query: searchQuerySchema,
      order: v.picklist(searchOrders),
      start: indexArgument,
      count: v.pipe(indexArgument, v.maxValue(maxSearchHits)),
      follow: v.optional(
        v.strictObject({
          grant: grantArgument,
          image: imageArgument,
          node: indexArgument,
          layer: indexArgument,
        }),
      ),
    }),
  ),
};

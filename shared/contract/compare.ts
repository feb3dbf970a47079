import * as v from 'valibot';
import type {
  Comparison,
  ContentComparison,
  GrowthTreemap,
  PairDetail,
} from '../model/comparison.ts';
import type { PackageComparison } from '../model/package.ts';
import type { ViewState } from '../model/view.ts';
import { grantArgument, imageArgument, indexArgument } from './argument-parts.ts';
import { method } from './method.ts';
import { viewOptionsSchema } from './view-options.ts';

const comparison = indexArgument;
const node = indexArgument;

const point = v.strictObject({
  grant: grantArgument,
  image: imageArgument,
  layer: v.pipe(v.number(), v.safeInteger(), v.minValue(-1)),
  alone: v.boolean(),
});

/** Comparing two images. A comparison lives until it is closed, or until one of its sources is. */
export const compareMethods = {
  /** Reads both images as far as needed and holds their files against each other; answers the comparison's number. */
  'compare.open': method<number>()(v.strictObject({ a: point, b: point })),
  'compare.close': method<void>()(v.strictObject({ comparison })),
  'compare.read': method<Comparison>()(v.strictObject({ comparison })),
  /**
   * A view over the paths of both sides. It is asked and changed by the methods of `view` like any other; its range is
   * always from 0 (A) to 1 (B).
   */
  'compare.view': method<ViewState>()(v.strictObject({ comparison, options: viewOptionsSchema })),
  /** The node of a path that one of the sides has. */
  'compare.find': method<number | null>()(
    v.strictObject({ comparison, path: v.pipe(v.string(), v.maxLength(65_536)) }),
  ),
  'compare.describe': method<PairDetail>()(v.strictObject({ comparison, node })),
  /** Holds the two files of a path against each other, byte by byte. */
  'compare.contents': method<ContentComparison>()(v.strictObject({ comparison, node })),
  'compare.packages': method<PackageComparison>()(v.strictObject({ comparison })),
  /** What grew and what shrank, from a folder down. */
  'compare.growth': method<GrowthTreemap>()(v.strictObject({ comparison, node })),
};

import type { ControlMethodsOf, EngineParts, MethodsOf } from './engine-parts.ts';

/** Comparisons of two images. */
export function compareMethods({ comparisons, sources }: EngineParts): MethodsOf<'compare'> {
  return {
    'compare.open': async ({ a, b }, signal) => {
      const comparison = await comparisons.open(a, b, signal);
      for (const { grant } of [a, b]) sources.proveWhenIdle(grant);
      return comparison;
    },
    'compare.close': ({ comparison }) => comparisons.close(comparison),
    'compare.read': ({ comparison }, signal) => comparisons.read(comparison, signal),
    'compare.view': ({ comparison, options }, signal) =>
      comparisons.openView(comparison, options, signal),
    'compare.find': ({ comparison, path }) => comparisons.find(comparison, path),
    'compare.describe': ({ comparison, node }) => comparisons.describe(comparison, node),
    'compare.contents': ({ comparison, node }, signal) =>
      comparisons.contents(comparison, node, signal),
    'compare.packages': ({ comparison }, signal) => comparisons.packages(comparison, signal),
    'compare.growth': ({ comparison, node }) => comparisons.growth(comparison, node),
  };
}

/** Reports that are written to where the user chose. */
export function comparisonControl({ comparisons }: EngineParts): ControlMethodsOf<'comparison'> {
  return {
    'comparison.save': ({ comparison, ...request }, signal) =>
      comparisons.save(comparison, request, signal),
    'comparison.name': ({ comparison }) => comparisons.name(comparison),
  };
}

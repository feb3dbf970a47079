import type { EngineParts, MethodsOf } from './engine-parts.ts';

/** Search over everything open. */
export function searchMethods({ search }: EngineParts): MethodsOf<'search'> {
  return {
    'search.prepare': (_, signal) => search.prepare(signal),
    'search.find': (request, signal) => search.find(request, signal),
  };
}

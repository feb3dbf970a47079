import type { ControlMethodsOf, EngineParts, MethodsOf } from './engine-parts.ts';

/** What to do about images that have been read. */
export function adviceMethods({ reviews }: EngineParts): MethodsOf<'advice'> {
  return {
    'advice.read': ({ grant, image }, signal) => reviews.advice(grant, image, signal),
  };
}

/** Reports that are written to where the user chose. */
export function reviewControl({ reviews }: EngineParts): ControlMethodsOf<'review'> {
  return {
    'review.save': ({ grant, image, ...request }, signal) =>
      reviews.save(grant, image, request, signal),
    'review.name': ({ grant, image }) => reviews.name(grant, image),
  };
}

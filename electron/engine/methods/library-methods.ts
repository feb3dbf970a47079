import type { ControlMethodsOf, EngineParts, MethodsOf } from './engine-parts.ts';

/** What the layer store keeps, and changes to it. */
export function libraryMethods({ library }: EngineParts): MethodsOf<'library'> {
  return {
    'library.read': () => library.state(),
    'library.load': ({ grant, images }) => library.load(grant, images),
    'library.tag': ({ target, reference }) => library.tag(target, reference),
    'library.untag': ({ reference }) => library.untag(reference),
    'library.planRemoval': ({ targets }) => library.planRemoval(targets),
    'library.remove': ({ targets }) => library.remove(targets),
    'library.planPrune': (what) => library.planPrune(what),
    'library.prune': (what) => library.prune(what),
    'library.check': ({ repair }) => library.check(repair),
  };
}

/** What is brought into the library from where the user chose. */
export function libraryControl({ library }: EngineParts): ControlMethodsOf<'library'> {
  return { 'library.import': (request) => library.import(request) };
}

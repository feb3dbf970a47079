import type { ControlMethodsOf, EngineParts, MethodsOf } from './engine-parts.ts';

/** What taking something out would do. */
export function exportMethods({ exports }: EngineParts): MethodsOf<'export'> {
  return { 'export.plan': ({ request }, signal) => exports.plan(request, signal) };
}

/** Taking things out, to where the user chose. */
export function exportControl({ exports }: EngineParts): ControlMethodsOf<'export'> {
  return {
    'export.run': ({ request, destination, rule }) => exports.run(request, destination, rule),
    'export.name': ({ request }, signal) => exports.name(request, signal),
    'export.allow': ({ grant, path }) => exports.allow(grant, path),
  };
}

import { wasteOf } from '../session/waste.ts';
import { hiddenCount, hiddenFiles } from '../waste/waste.ts';
import type { EngineParts, MethodsOf } from './engine-parts.ts';

/** Bytes that images store and do not show. */
export function wasteMethods({ sources }: EngineParts): MethodsOf<'waste'> {
  return {
    'waste.read': async ({ grant, image }, signal) => {
      const { waste } = await wasteOf(await sources.known(grant, image), signal);
      return waste;
    },
    'waste.files': async ({ grant, image, group, start, count }, signal) => {
      const reading = await wasteOf(await sources.known(grant, image), signal);
      return {
        total: hiddenCount(reading, group),
        rows: [...hiddenFiles(reading, group, start, count)],
      };
    },
  };
}

import { packageLayers, unownedFiles } from '../session/package-layers.ts';
import { requireNode } from '../session/session.ts';
import type { EngineParts, MethodsOf } from './engine-parts.ts';

/** What the layers of images did to packages, and the files that belong to none. */
export function packagesMethods({ sources, jobs, tasks }: EngineParts): MethodsOf<'packages'> {
  return {
    'packages.layers': async ({ grant, image }, signal) =>
      packageLayers(await sources.known(grant, image), tasks, jobs.about(grant, image), signal),
    'packages.unowned': async ({ grant, image, node, direct, start, count }, signal) => {
      const read = await sources.known(grant, image);
      const where = { node: requireNode(read.tree, node), direct, start, count };
      return unownedFiles(read, where, tasks, jobs.about(grant, image), signal);
    },
  };
}

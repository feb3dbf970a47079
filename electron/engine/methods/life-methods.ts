import { requireNode } from '../session/session.ts';
import { fileLife } from '../view/file-life.ts';
import type { EngineParts, MethodsOf } from './engine-parts.ts';

/** What the layers of images did to single paths. */
export function lifeMethods({ sources }: EngineParts): MethodsOf<'life'> {
  return {
    'life.read': async ({ grant, image, node }) => {
      const { tree } = await sources.known(grant, image);
      return fileLife(tree, requireNode(tree, node));
    },
  };
}

import { viewedStack } from '../view/viewed.ts';
import type { EngineParts, MethodsOf } from './engine-parts.ts';

/** Views over images, and what is asked of any view. */
export function viewMethods({ sources, views, filters }: EngineParts): MethodsOf<'view'> {
  return {
    'view.open': async ({ grant, image, range, options }, signal) => {
      const { tree } = await sources.known(grant, image);
      const view = { owner: grant, viewed: viewedStack(tree), range, options };
      return filters.open(view, () => sources.opened(grant), signal);
    },
    'view.close': ({ view }) => views.close(view),
    'view.configure': ({ view, range, options }, signal) =>
      filters.configure(view, range, options, signal),
    'view.expand': ({ view, node, expanded, deep }) =>
      views.change(view, (each) => each.expand(node, expanded, deep)),
    'view.expandChanged': ({ view }) => views.change(view, (each) => each.expandChanged()),
    'view.collapseAll': ({ view }) => views.change(view, (each) => each.collapseAll()),
    'view.choose': ({ view, choice }) => views.change(view, (each) => each.choose(choice)),
    'view.chosenAmount': ({ view }) => views.get(view).chosenAmount(),
    'view.chosenFiles': ({ view }) => views.get(view).chosenFiles(),
    'view.chosenPaths': ({ view, most }) => views.get(view).chosenPaths(most),
    'view.rows': ({ view, start, count }) => ({
      version: views.get(view).state(view).version,
      rows: views.get(view).rows(start, count),
    }),
    'view.reveal': ({ view, node }) => {
      const row = views.get(view).reveal(node);
      return { state: views.get(view).state(view), row };
    },
    'view.nextChange': ({ view, from, backward }) => {
      const row = views.get(view).nextChange(from, backward);
      return { state: views.get(view).state(view), row };
    },
    'view.find': ({ view, start, prefix }) => ({ row: views.get(view).find(start, prefix) }),
  };
}

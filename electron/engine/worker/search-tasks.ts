import { pathOrder, sortedByKey } from '../search/version-order.ts';
import type { Tasks } from './tasks.ts';

type Argument<Name extends keyof Tasks> = Tasks[Name]['argument'];

/** Putting what can be found in order, on threads. */
export const searchTasks = {
  'search.order': ({ paths, nodes }: Argument<'search.order'>) => pathOrder(paths, nodes),
  'search.sort': ({ order, keys }: Argument<'search.sort'>) => sortedByKey(order, keys),
};

import type { LifeEvent } from '../../../shared/model/view.ts';

/** One line of the life of a path: an event, or layers in a row that stored the path again as it was. */
export type LifeLine =
  | { readonly kind: 'event'; readonly event: LifeEvent }
  | {
      readonly kind: 'unchanged';
      readonly first: number;
      readonly last: number;
      /** Layers that stored it again; those between that did not are not counted. */
      readonly count: number;
    };

/** The life of a path with what did not change drawn together. */
export function lifeLines(life: readonly LifeEvent[]): readonly LifeLine[] {
  const lines: LifeLine[] = [];
  for (const event of life) {
    const before = lines.at(-1);
    if (event.change !== 'unchanged') lines.push({ kind: 'event', event });
    else if (before?.kind === 'unchanged') {
      lines[lines.length - 1] = { ...before, last: event.layer, count: before.count + 1 };
    } else lines.push({ kind: 'unchanged', first: event.layer, last: event.layer, count: 1 });
  }
  return lines;
}

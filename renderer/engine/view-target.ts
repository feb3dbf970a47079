import type { Grant } from '../../shared/model/source.ts';
import type { StackRange, ViewOptions, ViewState } from '../../shared/model/view.ts';
import { engine } from './client.ts';

/** What a view shows the files of. */
export type ViewTarget =
  | { readonly kind: 'image'; readonly grant: Grant; readonly image: string }
  | { readonly kind: 'comparison'; readonly comparison: number };

/** The range of every view of a comparison: from A to B. */
export const pairRange: StackRange = { from: 0, to: 1 };

/** Opens a view; the range of a comparison is always `pairRange`. */
export function openView(
  target: ViewTarget,
  range: StackRange,
  options: ViewOptions,
): Promise<ViewState> {
  switch (target.kind) {
    case 'image':
      return engine.call('view.open', {
        grant: target.grant,
        image: target.image,
        range,
        options,
      });
    case 'comparison':
      return engine.call('compare.view', { comparison: target.comparison, options });
  }
}

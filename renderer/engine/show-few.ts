import type { ViewState } from '../../shared/model/view.ts';
import { engine } from './client.ts';
import type { ViewTarget } from './view-target.ts';

/** Changes that a new view shows with their folders open. */
const fewChanges = 24;

/**
 * A few changes are worth opening their folders for at once. Many in a comparison are shown from their folders down:
 * a filter, which it begins with, would open them all.
 */
export async function showFew(target: ViewTarget, state: ViewState): Promise<ViewState> {
  const { added, modified, removed } = state.changes;
  const changes = added + modified + removed;
  const { view } = state;
  if (changes > fewChanges) {
    return target.kind === 'image' ? state : engine.call('view.collapseAll', { view });
  }
  return changes === 0 ? state : engine.call('view.expandChanged', { view });
}

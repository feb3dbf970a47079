import type { Grant } from '../../shared/model/source.ts';
import { reportFailure } from '../store/follow.ts';
import { useSettingsStore } from '../store/settings.ts';
import type { Action } from './action.ts';
import { findAction } from './registry.ts';
import { currentSituation } from './situation.ts';
import type { Situation } from './situation.ts';

/** True when an action can be done in a situation. */
export function applies(action: Action, situation: Situation): boolean {
  return action.when?.(situation) ?? true;
}

/** Does the action of an id in the present situation; nothing when there is none or it does not apply. */
export function runAction(id: string): void {
  start(findAction(id), currentSituation());
}

/** The same about one source, whichever is chosen. */
export function runOnSource(id: string, grant: Grant): void {
  start(findAction(id), currentSituation(grant));
}

/** The same about one image. */
export function runOnImage(id: string, grant: Grant, key: string): void {
  start(findAction(id), currentSituation(grant, key));
}

function start(action: Action | null, situation: Situation): void {
  if (action === null || !applies(action, situation)) return;
  void finish(action, situation);
}

async function finish(action: Action, situation: Situation): Promise<void> {
  try {
    await action.run(situation);
  } catch (thrown) {
    const { t } = useSettingsStore.getState().texts;
    reportFailure(t('notice.actionFailed', { action: t(action.label) }), thrown);
  }
}

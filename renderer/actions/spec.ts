import { actionSpecs, isActionId } from '../../shared/contract/actions.ts';
import type { ActionId, ActionSpec } from '../../shared/contract/actions.ts';
import type { Action } from './action.ts';

/** What the contract says of an action that the menu of the system knows too. */
export function fromContract(
  id: ActionId,
): Pick<Action, 'id' | 'label' | 'accelerator' | 'heardBy'> {
  const { label, accelerator }: ActionSpec = actionSpecs[id];
  return { id, label, heardBy: 'menu', ...(accelerator === undefined ? {} : { accelerator }) };
}

/** The shortcut of an action of the contract, for tooltips. */
export function actionShortcut(id: ActionId): string | undefined {
  const spec: ActionSpec | undefined = isActionId(id) ? actionSpecs[id] : undefined;
  return spec?.accelerator;
}

import type { Translate } from '../../shared/i18n/t.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { findAction } from './registry.ts';
import type { SelectedItem } from '../store/selection.ts';
import { applies, runAction, runOnImage, runOnSource } from './run.ts';
import { currentSituation } from './situation.ts';

/** True when an action can be done now; about `item` where one is given. */
export function isPossible(id: string, item?: SelectedItem): boolean {
  const action = findAction(id);
  return action !== null && applies(action, currentSituation(item?.grant, item?.key ?? undefined));
}

/** An action as a line of a context menu, as it stands now; about `item` where one is given. */
export function actionItem(id: string, t: Translate, item?: SelectedItem): MenuItem {
  const action = findAction(id);
  if (action === null) return { kind: 'separator', id };
  const Icon = action.icon;
  const several = item === undefined ? currentSituation().several : 0;
  const { severalLabel = action.label } = action;
  const isForOne = action.aboutPath === true && action.severalLabel === undefined;
  return {
    kind: 'action',
    id,
    label: several > 0 ? t(severalLabel, { count: several }) : t(action.label),
    icon: <Icon />,
    shortcut: action.accelerator,
    disabled: !isPossible(id, item),
    ...(several > 0 && isForOne && { reason: t('menu.onlyOne') }),
    onSelect: () =>
      item === undefined
        ? runAction(id)
        : item.key === null
          ? runOnSource(id, item.grant)
          : runOnImage(id, item.grant, item.key),
  };
}

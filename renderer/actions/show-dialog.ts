import { Command, Info, Keyboard, Settings } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ActionId } from '../../shared/contract/actions.ts';
import { useDialogsStore } from '../store/dialogs.ts';
import type { DialogName } from '../store/dialogs.ts';
import type { Action } from './action.ts';
import { fromContract } from './spec.ts';

function opens(id: ActionId, dialog: DialogName, icon: LucideIcon): Action {
  return { ...fromContract(id), icon, run: () => useDialogsStore.getState().show(dialog) };
}

export const openPalette = opens('palette.open', 'palette', Command);
export const openSettings = opens('settings.open', 'settings', Settings);
export const showShortcuts = opens('help.shortcuts', 'shortcuts', Keyboard);
export const showAbout = opens('help.about', 'about', Info);

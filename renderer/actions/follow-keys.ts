import { useDialogsStore } from '../store/dialogs.ts';
import { actions } from './registry.ts';
import { runAction } from './run.ts';

/** Listens for the shortcuts that the menu of the system does not: `?` for the overview, and those of the window. */
export function followKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || useDialogsStore.getState().open !== null) return;
    if (event.key === '?' && !isTextField(event.target)) {
      event.preventDefault();
      runAction('help.shortcuts');
      return;
    }
    const pressed = acceleratorOf(event);
    const action = actions.find(
      ({ accelerator, heardBy }) => heardBy === 'window' && accelerator === pressed,
    );
    if (action === undefined) return;
    event.preventDefault();
    runAction(action.id);
  });
}

/** The pressed keys as menus write them: `CmdOrCtrl+Shift+A`. */
function acceleratorOf(event: KeyboardEvent): string {
  return [
    ...(event.ctrlKey || event.metaKey ? ['CmdOrCtrl'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey ? ['Shift'] : []),
    event.key.length === 1 ? event.key.toUpperCase() : event.key,
  ].join('+');
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

import { useSettingsStore } from '../store/settings.ts';
import styles from './shortcut.module.css';

const appleKeys: ReadonlyMap<string, string> = new Map([
  ['CmdOrCtrl', '⌘'],
  ['Alt', '⌥'],
  ['Shift', '⇧'],
  ['Enter', '↩'],
]);

const otherKeys: ReadonlyMap<string, string> = new Map([['CmdOrCtrl', 'Ctrl']]);

const everywhere: ReadonlyMap<string, string> = new Map([
  ['Up', '↑'],
  ['Down', '↓'],
  ['Left', '←'],
  ['Right', '→'],
  ['ArrowUp', '↑'],
  ['ArrowDown', '↓'],
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
  ['Plus', '+'],
]);

/** Keys as they are labelled on the keyboard of this system. `keys` is written as menus take it: `CmdOrCtrl+Shift+P`. */
export function Shortcut({ keys }: { readonly keys: string }) {
  const apple = useSettingsStore((state) => state.host?.platform === 'darwin');
  return (
    <span className={styles.shortcut}>
      {keys.split('+').map((key) => (
        <kbd key={key}>
          {(apple ? appleKeys : otherKeys).get(key) ?? everywhere.get(key) ?? key}
        </kbd>
      ))}
    </span>
  );
}

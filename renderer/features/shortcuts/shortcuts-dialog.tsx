import type { TextKey } from '../../../shared/i18n/t.ts';
import { actions } from '../../actions/registry.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Shortcut } from '../../ui/shortcut.tsx';
import styles from './shortcuts-dialog.module.css';

/** Keys that mean something in a tree or a list rather than everywhere. */
const localKeys: readonly { readonly keys: readonly string[]; readonly label: TextKey }[] = [
  { keys: ['Up', 'Down'], label: 'keys.move' },
  { keys: ['Right', 'Left'], label: 'keys.fold' },
  { keys: ['*'], label: 'keys.deep' },
  { keys: ['A … Z'], label: 'keys.typeAhead' },
  { keys: ['Enter'], label: 'keys.open' },
  { keys: ['Shift+Up', 'Shift+Down'], label: 'keys.extend' },
  { keys: ['CmdOrCtrl+Space'], label: 'keys.choose' },
  { keys: ['CmdOrCtrl+Shift+Up', 'CmdOrCtrl+Shift+Down'], label: 'keys.step' },
  { keys: ['CmdOrCtrl+A'], label: 'keys.all' },
  { keys: ['Escape'], label: 'keys.one' },
];

/** Every shortcut there is: of the actions, then of trees and lists. */
export function ShortcutsDialog() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'shortcuts');
  const show = useDialogsStore((state) => state.show);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => show(next ? 'shortcuts' : null)}
      title={t('action.help.shortcuts')}
      closeLabel={t('dialog.close')}
      size="l"
    >
      <dl className={styles.list}>
        {actions.flatMap((action) =>
          action.accelerator === undefined
            ? []
            : [<Line key={action.id} keys={[action.accelerator]} label={t(action.label)} />],
        )}
      </dl>
      <h3 className={styles.heading}>{t('keys.title')}</h3>
      <dl className={styles.list}>
        {localKeys.map(({ keys, label }) => (
          <Line key={label} keys={keys} label={t(label)} />
        ))}
      </dl>
    </Dialog>
  );
}

function Line({ keys, label }: { readonly keys: readonly string[]; readonly label: string }) {
  return (
    <div className={styles.line}>
      <dt>{label}</dt>
      <dd className={styles.keys}>
        {keys.map((key) => (
          <Shortcut key={key} keys={key} />
        ))}
      </dd>
    </div>
  );
}

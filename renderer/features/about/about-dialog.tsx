import { Layers } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { useSettingsStore } from '../../store/settings.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import styles from './about-dialog.module.css';

export function AboutDialog() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'about');
  const show = useDialogsStore((state) => state.show);
  const host = useSettingsStore((state) => state.host);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => show(next ? 'about' : null)}
      title={t('action.help.about')}
      closeLabel={t('dialog.close')}
      size="s"
    >
      <div className={styles.about}>
        <Layers className={styles.sign} />
        <p className={styles.text}>{t('about.text')}</p>
        {host !== null && (
          <KeyValueTable
            rows={[
              { key: 'version', label: 'Layerscope', value: host.version },
              { key: 'electron', label: 'Electron', value: host.electron },
              { key: 'chromium', label: 'Chromium', value: host.chromium },
              { key: 'node', label: 'Node.js', value: host.node },
            ]}
          />
        )}
      </div>
    </Dialog>
  );
}

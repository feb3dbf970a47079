import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { languages, themes } from '../../../shared/contract/host.ts';
import { changeSettings } from '../../actions/change-settings.ts';
import { engine } from '../../engine/client.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { reportFailure } from '../../store/follow.ts';
import { useSettingsStore } from '../../store/settings.ts';
import { Button } from '../../ui/button.tsx';
import { ByteBar } from '../../ui/byte-bar.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from './settings-dialog.module.css';

export function SettingsDialog() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'settings');
  const show = useDialogsStore((state) => state.show);
  const settings = useSettingsStore((state) => state.settings);

  function change(part: Parameters<typeof changeSettings>[0]): void {
    changeSettings(part).catch((thrown: unknown) => reportFailure(t('settings.failed'), thrown));
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => show(next ? 'settings' : null)}
      title={t('settings.title')}
      closeLabel={t('dialog.close')}
    >
      <div className={styles.settings}>
        <div className={styles.line}>
          <span id="settings-theme">{t('settings.theme')}</span>
          <Choice
            labelledBy="settings-theme"
            options={themes.map((id) => ({ id, label: t(`theme.${id}`) }))}
            value={settings.theme}
            onChange={(theme) => change({ theme })}
          />
        </div>
        <div className={styles.line}>
          <span id="settings-language">{t('settings.language')}</span>
          <Choice
            labelledBy="settings-language"
            options={languages.map((id) => ({ id, label: t(`language.${id}`) }))}
            value={settings.language}
            onChange={(language) => change({ language })}
          />
        </div>
        <div className={styles.line}>
          <label htmlFor="settings-reopen">
            {t('settings.reopen')}
            <span className={styles.note}>{t('settings.reopen.text')}</span>
          </label>
          <Switch
            id="settings-reopen"
            checked={settings.reopen}
            onChange={(reopen) => change({ reopen })}
          />
        </div>
        <CacheSettings />
      </div>
    </Dialog>
  );
}

/** What the cache of layer indexes takes on the disk, and a way to empty it. */
function CacheSettings() {
  const { t, locale } = useText();
  const [cleared, setCleared] = useState(0);
  const usage = useEngineCall('cache.usage', {}, cleared);
  const known =
    usage.status === 'ready' ? usage.value : usage.status === 'loading' ? usage.previous : null;

  async function clear(): Promise<void> {
    try {
      await engine.call('cache.clear', {});
      setCleared((times) => times + 1);
    } catch (thrown) {
      reportFailure(t('settings.cache.clear'), thrown);
    }
  }

  return (
    <div className={styles.line}>
      <div className={styles.cache}>
        <span>{t('settings.cache')}</span>
        <span className={styles.note}>{t('settings.cache.text')}</span>
        {known !== null && (
          <>
            <ByteBar share={known.limitBytes === 0 ? 0 : known.bytes / known.limitBytes} />
            <span className={styles.note}>
              {t('settings.cache.usage', {
                bytes: formatBytes(known.bytes, locale),
                limit: formatBytes(known.limitBytes, locale),
                count: known.indexes,
              })}
            </span>
          </>
        )}
      </div>
      <Button onClick={() => void clear()} disabled={known === null || known.bytes === 0}>
        {t('settings.cache.clear')}
      </Button>
    </div>
  );
}

import { host } from '../engine/client.ts';
import { notify } from '../store/notices.ts';
import { useSettingsStore } from '../store/settings.ts';

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  await host.call('clipboard.write', { text });
  const { t } = useSettingsStore.getState().texts;
  notify({
    tone: 'ok',
    title: t('notice.copied'),
    text: text.length > 120 ? `${text.slice(0, 119)}…` : text,
  });
}

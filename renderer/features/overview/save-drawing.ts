import { formatBytes } from '../../../shared/format/bytes.ts';
import { host } from '../../engine/client.ts';
import { reportFailure } from '../../store/follow.ts';
import { notify } from '../../store/notices.ts';
import { useSettingsStore } from '../../store/settings.ts';
import type { ExportedDrawing } from '../../ui/export-drawing.ts';

/** Asks where to, writes a drawing there and says so. */
export function saveDrawing({ name, bytes }: ExportedDrawing): void {
  const { t, locale } = useSettingsStore.getState().texts;
  host.call('drawing.save', { name, bytes }).then(
    (saved) => {
      if (saved === null) return;
      const title = t('notice.saved', { name: saved.name });
      notify({ tone: 'ok', title, text: formatBytes(saved.bytes, locale) });
    },
    (thrown: unknown) => reportFailure(t('dialog.save.title', { name }), thrown),
  );
}

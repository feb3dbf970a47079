import { failureText } from '../i18n/words.ts';
import { visibleLine } from '../../shared/format/visible.ts';
import type { ExportRequest } from '../../shared/model/export.ts';
import { host } from '../engine/client.ts';
import { reportFailure } from './follow.ts';
import { notify } from './notices.ts';
import { useSettingsStore } from './settings.ts';

/**
 * Lets the user drag something out of the window into the file manager, and says so when it takes too long for that. What
 * has still to be found out is asked for while the hand holds; null for nothing.
 */
export async function dragOut(
  dragged: ExportRequest | (() => Promise<ExportRequest | null>),
): Promise<void> {
  const { t } = useSettingsStore.getState().texts;
  const held = new AbortController();
  const letGo = (): void => held.abort();
  window.addEventListener('pointerup', letGo, { capture: true, signal: held.signal });
  try {
    const request = typeof dragged === 'function' ? await dragged() : dragged;
    if (request === null) return;
    const state = await host.call('export.drag', { request }, { signal: held.signal });
    if (state === 'dragging') return;
    notify({
      tone: 'note',
      title: t('export.drag.preparing'),
      text: t('export.drag.preparing.text'),
    });
  } catch (thrown) {
    // What was let go of too early is ready at the next attempt.
    if (!held.signal.aborted) reportFailure(t('export.failed'), thrown);
  } finally {
    window.removeEventListener('pointerup', letGo, { capture: true });
  }
}

/** Tells when something is ready that could not be dragged at once. */
export function followDrags(): void {
  host.on('drag-prepared', ({ name: raw, failure }) => {
    const { t } = useSettingsStore.getState().texts;
    const name = visibleLine(raw);
    if (failure === null) {
      notify({
        tone: 'ok',
        title: t('export.drag.ready', { name }),
        text: t('export.drag.ready.text'),
      });
    } else if (failure.code !== 'cancelled') {
      notify({
        tone: 'error',
        title: t('export.drag.failed', { name }),
        text: failureText(failure, t),
      });
    }
  });
}

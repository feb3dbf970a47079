import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { engine } from '../../engine/client.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { reportFailure } from '../../store/follow.ts';
import { notify } from '../../store/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/switch.tsx';
import { RemovalSummary } from './removal-summary.tsx';
import styles from './dialogs.module.css';

const parts = ['dangling', 'unreferenced'] as const;

/** Removes what no name leads to, and says beforehand what that is. */
export function PruneDialog() {
  const open = useDialogsStore((state) => state.open === 'library-prune');
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { t, locale } = useText();
  const show = useDialogsStore((state) => state.show);
  const [options, setOptions] = useState({ dangling: true, unreferenced: true });
  const [busy, setBusy] = useState(false);
  const planned = useEngineCall('library.planPrune', options);
  const plan = planned.status === 'ready' ? planned.value : null;
  const nothing = plan !== null && plan.entries.length === 0 && plan.blobs.length === 0;

  async function prune(): Promise<void> {
    setBusy(true);
    try {
      const { freedBytes, removedBlobs } = await engine.call('library.prune', options);
      show(null);
      notify({
        tone: 'ok',
        title: t('library.pruned', { count: removedBlobs }),
        text: t('library.freed', { size: formatBytes(freedBytes, locale) }),
      });
    } catch (thrown) {
      setBusy(false);
      reportFailure(t('notice.actionFailed', { action: t('action.library.prune') }), thrown);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => show(next ? 'library-prune' : null)}
      title={t('library.prune.title')}
      description={t('library.prune.text')}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button onClick={() => show(null)}>{t('dialog.cancel')}</Button>
          <Button
            variant="danger"
            disabled={busy || plan === null || nothing}
            onClick={() => void prune()}
          >
            {t('library.prune.do')}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        {parts.map((part) => (
          <div key={part} className={styles.switch}>
            <label htmlFor={`prune-${part}`}>
              {t(`library.prune.${part}`)}
              <span className={styles.faint}>{t(`library.prune.${part}.text`)}</span>
            </label>
            <Switch
              id={`prune-${part}`}
              checked={options[part]}
              onChange={(on) => setOptions({ ...options, [part]: on })}
            />
          </div>
        ))}
        {plan !== null &&
          (nothing ? (
            <p className={styles.faint} role="status">
              {t('library.prune.nothing')}
            </p>
          ) : (
            <RemovalSummary plan={plan} />
          ))}
      </div>
    </Dialog>
  );
}

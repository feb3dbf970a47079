import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { engine } from '../../engine/client.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { reportFailure } from '../../store/follow.ts';
import { useLayerStore } from '../../store/layer-store.ts';
import { notify } from '../../store/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ImageChecklist } from './image-checklist.tsx';
import { RemovalSummary } from './removal-summary.tsx';
import styles from './dialogs.module.css';

/** Removes images from the library, and says beforehand what that does. */
export function RemoveDialog() {
  const open = useDialogsStore((state) => state.open === 'library-remove');
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { t, locale } = useText();
  const show = useDialogsStore((state) => state.show);
  const first = useDialogsStore((state) => state.images);
  const images = useLayerStore((state) => state.library?.images) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(first));
  const [busy, setBusy] = useState(false);
  const targets = images.flatMap(({ image }) => (chosen.has(image.key) ? [image.key] : []));
  const planned = useEngineCall('library.planRemoval', targets.length === 0 ? null : { targets });
  const plan =
    planned.status === 'ready'
      ? planned.value
      : planned.status === 'loading'
        ? planned.previous
        : null;

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      const { freedBytes, stillUsed } = await engine.call('library.remove', { targets });
      show(null);
      notify({
        tone: 'ok',
        title: t('library.removed', { count: targets.length }),
        text: [
          t('library.freed', { size: formatBytes(freedBytes, locale) }),
          ...(stillUsed > 0 ? [t('library.stillUsed', { count: stillUsed })] : []),
        ].join(' '),
      });
    } catch (thrown) {
      setBusy(false);
      reportFailure(t('notice.actionFailed', { action: t('action.library.remove') }), thrown);
    }
  }

  return (
    <Dialog
      open
      size="l"
      onOpenChange={(next) => show(next ? 'library-remove' : null)}
      title={t('library.remove.title')}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button onClick={() => show(null)}>{t('dialog.cancel')}</Button>
          <Button
            variant="danger"
            disabled={busy || planned.status !== 'ready' || targets.length === 0}
            onClick={() => void remove()}
          >
            {t('library.remove.do', { count: targets.length })}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        <ImageChecklist
          images={images}
          chosen={chosen}
          onChosen={setChosen}
          label={t('library.remove.which')}
        />
        {targets.length === 0 || plan === null ? (
          <p className={styles.faint}>{t('library.remove.none')}</p>
        ) : (
          <RemovalSummary plan={plan} />
        )}
      </div>
    </Dialog>
  );
}
